package io.telecomcrm;

import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Starts the product. The one clock everything asks for the time lives here. */
@SpringBootApplication
public class TelecomCrm {

    static void main(String[] args) {
        SpringApplication.run(TelecomCrm.class, args);
    }

    /** UTC in whole milliseconds, so that an instant is the same before and after it was stored. */
    @Bean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }
}
