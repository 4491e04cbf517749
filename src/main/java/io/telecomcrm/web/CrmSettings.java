package io.telecomcrm.web;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the product as a whole.
 *
 * @param brand the product's name on the screen
 * @param zone the operator's time zone, in which days begin and end
 * @param trustedProxies a regular expression over the addresses of proxies whose forwarded headers count; none by default
 */
@ConfigurationProperties("crm")
public record CrmSettings(
        @Nullable String brand,
        @Nullable ZoneId zone,
        @Nullable String trustedProxies) {

    public CrmSettings {
        brand = brand == null || brand.isBlank() ? "Связь CRM" : brand;
        zone = zone == null ? ZoneId.of("Europe/Moscow") : zone;
        trustedProxies = trustedProxies == null ? "" : trustedProxies;
    }

    @Override
    public String brand() {
        return brand == null ? "" : brand;
    }

    @Override
    public ZoneId zone() {
        return zone == null ? ZoneId.of("Europe/Moscow") : zone;
    }
}
