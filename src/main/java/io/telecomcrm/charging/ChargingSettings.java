package io.telecomcrm.charging;

import java.time.Duration;
import java.time.LocalTime;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When fees are charged.
 *
 * @param at the time of day, in the operator's zone, at which the run of the day begins
 * @param patience for how long a run that is otherwise done waits for contracts that others hold
 */
@ConfigurationProperties("crm.charging")
public record ChargingSettings(
        @DefaultValue("00:05") LocalTime at,
        @DefaultValue("60s") Duration patience) {

    private static final Duration LONGEST = Duration.ofHours(1);

    public ChargingSettings {
        if (patience.isNegative() || patience.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("crm.charging.patience must be between 0 and 1h");
        }
    }
}
