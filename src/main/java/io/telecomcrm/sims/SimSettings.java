package io.telecomcrm.sims;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the law and the operator ask of numbers.
 *
 * @param quarantineDays how long a number rests after its contract, so that nobody gets the calls of its last owner
 */
@ConfigurationProperties("crm.sims")
public record SimSettings(@DefaultValue("90") int quarantineDays) {

    private static final int FEWEST = 60;

    public SimSettings {
        if (quarantineDays < FEWEST || quarantineDays > 3650) {
            throw new IllegalArgumentException("crm.sims.quarantine-days must be between " + FEWEST + " and 3650 days");
        }
    }
}
