package io.telecomcrm.operations;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Command;
import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Runs the command that was asked for, in the system's name, and ends the process. */
@Component
@Order(0)
class CommandLine implements ApplicationRunner {

    private final List<Command> commands;
    private final ConfigurableApplicationContext context;

    CommandLine(List<Command> commands, ConfigurableApplicationContext context) {
        this.commands = commands;
        this.context = context;
    }

    @Override
    public void run(ApplicationArguments arguments) throws Exception {
        for (var command : commands) {
            var values = arguments.getOptionValues(command.option());
            if (values != null) {
                var value = values.isEmpty() ? "" : values.getLast();
                int code = Actor.job(command.option()).call(() -> command.run(value));
                System.exit(SpringApplication.exit(context, () -> code));
            }
        }
    }
}
