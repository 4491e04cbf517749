package io.telecomcrm.customers;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the law asks of customers; it changes, so these are settings.
 *
 * @param leastAge years a person must have lived to be a customer
 */
@ConfigurationProperties("crm.customers")
public record CustomerSettings(@DefaultValue("14") int leastAge) {

    public CustomerSettings {
        if (leastAge < 0 || leastAge > 100) {
            throw new IllegalArgumentException("crm.customers.least-age must be between 0 and 100 years");
        }
    }
}
