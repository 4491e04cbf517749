package io.telecomcrm.operations;

import io.telecomcrm.kernel.Actor;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Gives a developer something to look at: the first start of the development profile makes demonstration data. */
@Component
@Profile("dev")
@Order(10)
class FirstStart implements ApplicationRunner {

    private static final int CUSTOMERS = 300;

    private final Demo demo;

    FirstStart(Demo demo) {
        this.demo = demo;
    }

    /** Users first: when their password is refused, the next start is still the first. */
    @Override
    public void run(ApplicationArguments arguments) {
        if (!demo.hasUsers() && !demo.hasCustomers()) {
            Actor.job("first-start").run(() -> {
                demo.employ();
                demo.fill(CUSTOMERS);
            });
        }
    }
}
