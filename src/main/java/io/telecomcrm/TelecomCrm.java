package io.telecomcrm;

import io.telecomcrm.database.DatabaseClasses;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Starts the product. The one clock everything asks for the time lives here. */
@SpringBootApplication
public class TelecomCrm {

    /** Options that make the product do one piece of work and stop, see {@link io.telecomcrm.kernel.Command}. */
    private static final Set<String> COMMANDS =
            Set.of("demo", "create-admin", "verify-audit", "renew-encryption", "prove-balances");

    static void main(String[] args) {
        var application = new SpringApplication(TelecomCrm.class);
        if (Arrays.stream(args).anyMatch(TelecomCrm::isCommand)) {
            System.setProperty("server.port", "-1");
            System.setProperty("db-scheduler.enabled", "false");
        }
        Thread.ofPlatform().name("ahead").daemon().start(DatabaseClasses::load);
        application.run(args);
    }

    private static boolean isCommand(String argument) {
        return argument.startsWith("--")
                && COMMANDS.contains(argument.substring(2).split("=", 2)[0]);
    }

    /** UTC in whole milliseconds, so that an instant is the same before and after it was stored. */
    @Bean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }
}
