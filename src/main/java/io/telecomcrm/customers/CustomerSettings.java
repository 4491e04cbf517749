package io.telecomcrm.customers;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the law asks of customers; it changes, so these are settings.
 *
 * @param leastAge years a person must have lived to be a customer
 * @param adultAge years below which a representative must agree for a contract to begin
 * @param keptYears how long personal data is kept after the last contract ended; no less than the three years of
 *     126-ФЗ, article 64
 */
@ConfigurationProperties("crm.customers")
public record CustomerSettings(
        @DefaultValue("14") int leastAge,
        @DefaultValue("18") int adultAge,
        @DefaultValue("3") int keptYears) {

    public CustomerSettings {
        if (leastAge < 0 || leastAge > 100) {
            throw new IllegalArgumentException("crm.customers.least-age must be between 0 and 100 years");
        }
        if (adultAge < leastAge || adultAge > 100) {
            throw new IllegalArgumentException("crm.customers.adult-age must be between least-age and 100 years");
        }
        if (keptYears < 3 || keptYears > 100) {
            throw new IllegalArgumentException("crm.customers.kept-years must be between 3 and 100 years");
        }
    }
}
