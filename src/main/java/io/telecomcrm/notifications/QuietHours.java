package io.telecomcrm.notifications;

import io.telecomcrm.web.CrmSettings;
import java.time.Instant;
import java.time.LocalTime;
import org.springframework.stereotype.Component;

/** When people are left alone, in the operator's zone. */
@Component
class QuietHours {

    private final NotificationSettings settings;
    private final CrmSettings crm;

    QuietHours(NotificationSettings settings, CrmSettings crm) {
        this.settings = settings;
        this.crm = crm;
    }

    /** The first moment from then on at which this may be sent. */
    Instant earliest(NotificationEvent event, Instant from) {
        var local = from.atZone(crm.zone());
        if (event.isUrgent() || !isQuiet(local.toLocalTime())) {
            return from;
        }
        var morning = local.toLocalDate().atTime(settings.quietUntil()).atZone(crm.zone());
        return (morning.isAfter(local)
                        ? morning
                        : local.toLocalDate()
                                .plusDays(1)
                                .atTime(settings.quietUntil())
                                .atZone(crm.zone()))
                .toInstant();
    }

    private boolean isQuiet(LocalTime time) {
        var from = settings.quietFrom();
        var until = settings.quietUntil();
        return !from.isAfter(until)
                ? !time.isBefore(from) && time.isBefore(until)
                : !time.isBefore(from) || time.isBefore(until);
    }
}
