package io.telecomcrm.payments;

import io.telecomcrm.kernel.Money;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the ledger takes, in roubles.
 *
 * @param largest the largest amount of one line: a slipped finger must not make a million of a thousand
 * @param askFrom what is above it, a cashier is asked about once more
 * @param adjustmentLimit the largest adjustment, of either sign, without the right of the supervisor
 */
@ConfigurationProperties("crm.payments")
public record PaymentSettings(
        @DefaultValue("1000000") long largest,
        @DefaultValue("10000") long askFrom,
        @DefaultValue("500") long adjustmentLimit) {

    private static final long MOST = 1_000_000_000;

    public PaymentSettings {
        within("largest", largest, 1);
        within("ask-from", askFrom, 1);
        within("adjustment-limit", adjustmentLimit, 0);
    }

    Money largestAmount() {
        return Money.ofRubles(largest);
    }

    Money undoubted() {
        return Money.ofRubles(askFrom);
    }

    Money freeAdjustment() {
        return Money.ofRubles(adjustmentLimit);
    }

    private static void within(String name, long value, long least) {
        if (value < least || value > MOST) {
            throw new IllegalArgumentException("crm.payments." + name + " must be between " + least + " and " + MOST);
        }
    }
}
