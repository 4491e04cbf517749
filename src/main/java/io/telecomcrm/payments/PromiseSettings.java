package io.telecomcrm.payments;

import io.telecomcrm.kernel.Money;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When and how far a subscriber is trusted to pay later.
 *
 * @param largest the largest promise, in roubles
 * @param days how long its credit lasts
 * @param restDays how many days after one the next may be given
 * @param firstDays for how many days after its activation a contract gets none
 */
@ConfigurationProperties("crm.promised-payments")
public record PromiseSettings(
        @DefaultValue("500") long largest,
        @DefaultValue("5") int days,
        @DefaultValue("30") int restDays,
        @DefaultValue("30") int firstDays) {

    public PromiseSettings {
        within("largest", largest, 1, 1_000_000);
        within("days", days, 1, 365);
        within("rest-days", restDays, 0, 3_660);
        within("first-days", firstDays, 0, 3_660);
    }

    Money largestAmount() {
        return Money.ofRubles(largest);
    }

    private static void within(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "crm.promised-payments." + name + " must be between " + least + " and " + most);
        }
    }
}
