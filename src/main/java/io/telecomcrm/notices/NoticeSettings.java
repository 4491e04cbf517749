package io.telecomcrm.notices;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the staff's notices are kept.
 *
 * @param keptDays read or not
 */
@ConfigurationProperties("crm.notices")
public record NoticeSettings(@DefaultValue("90") int keptDays) {

    public NoticeSettings {
        if (keptDays < 1) {
            throw new IllegalArgumentException("crm.notices.kept-days must be at least 1");
        }
    }
}
