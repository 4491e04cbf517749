package io.telecomcrm.live;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How pages are kept up to date.
 *
 * @param socketsPerUser on each node; the oldest gives way
 * @param beat between two looks at lists that are watched
 * @param ping between two signs of life, shorter than a proxy's patience
 * @param check between two looks at whether a session still stands
 * @param sending how long a page may take to receive something before it is given up
 */
@ConfigurationProperties("crm.live")
public record LiveSettings(
        @DefaultValue("10") int socketsPerUser,
        @DefaultValue("3s") Duration beat,
        @DefaultValue("25s") Duration ping,
        @DefaultValue("60s") Duration check,
        @DefaultValue("10s") Duration sending) {

    public LiveSettings {
        if (socketsPerUser < 1 || socketsPerUser > 100) {
            throw new IllegalArgumentException("crm.live.sockets-per-user must be between 1 and 100");
        }
        if (beat.toMillis() < 100
                || ping.compareTo(beat) < 0
                || check.compareTo(beat) < 0
                || sending.toMillis() < 100) {
            throw new IllegalArgumentException(
                    "crm.live.beat and sending must be at least 100ms, ping and check no shorter than beat");
        }
    }
}
