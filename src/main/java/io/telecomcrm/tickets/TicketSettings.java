package io.telecomcrm.tickets;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What we promise to those who ask, in hours around the clock, and how long a solution may be doubted.
 *
 * @param reopenHours how long after the last word a resolved ticket can be taken up again
 * @param closeAfterHours how long after the last word a resolved ticket is closed by itself
 * @param attachments how many files a ticket may have
 */
@ConfigurationProperties("crm.tickets")
public record TicketSettings(
        @DefaultValue("1") int urgentResponseHours,
        @DefaultValue("8") int urgentResolutionHours,
        @DefaultValue("4") int highResponseHours,
        @DefaultValue("24") int highResolutionHours,
        @DefaultValue("8") int normalResponseHours,
        @DefaultValue("72") int normalResolutionHours,
        @DefaultValue("24") int lowResponseHours,
        @DefaultValue("120") int lowResolutionHours,
        @DefaultValue("72") int reopenHours,
        @DefaultValue("72") int closeAfterHours,
        @DefaultValue("10") int attachments) {

    private static final int YEAR = 366 * 24;

    public TicketSettings {
        target("urgent", urgentResponseHours, urgentResolutionHours);
        target("high", highResponseHours, highResolutionHours);
        target("normal", normalResponseHours, normalResolutionHours);
        target("low", lowResponseHours, lowResolutionHours);
        within("reopen-hours", reopenHours, YEAR);
        within("close-after-hours", closeAfterHours, YEAR);
        within("attachments", attachments, 100);
    }

    /** How soon the first answer is due. */
    Duration response(TicketPriority priority) {
        return Duration.ofHours(
                switch (priority) {
                    case URGENT -> urgentResponseHours;
                    case HIGH -> highResponseHours;
                    case NORMAL -> normalResponseHours;
                    case LOW -> lowResponseHours;
                });
    }

    /** How soon the solution is due. */
    Duration resolution(TicketPriority priority) {
        return Duration.ofHours(
                switch (priority) {
                    case URGENT -> urgentResolutionHours;
                    case HIGH -> highResolutionHours;
                    case NORMAL -> normalResolutionHours;
                    case LOW -> lowResolutionHours;
                });
    }

    private static void target(String priority, int response, int resolution) {
        within(priority + "-response-hours", response, YEAR);
        within(priority + "-resolution-hours", resolution, YEAR);
        if (response > resolution) {
            throw new IllegalArgumentException(
                    "crm.tickets.%s-response-hours must not be greater than %1$s-resolution-hours".formatted(priority));
        }
    }

    private static void within(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("crm.tickets.%s must be between 1 and %d".formatted(name, most));
        }
    }
}
