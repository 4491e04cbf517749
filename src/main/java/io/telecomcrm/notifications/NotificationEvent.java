package io.telecomcrm.notifications;

import io.telecomcrm.kernel.Coded;
import java.util.List;

/** What customers are told about. */
public enum NotificationEvent implements Coded {
    PAYMENT_RECEIVED("customer", "contract", "phone", "amount", "balance", "brand"),
    PAYMENT_REFUNDED("customer", "contract", "phone", "amount", "balance", "brand"),
    DEBT_BLOCKED("customer", "contract", "phone", "balance", "due", "brand"),
    BLOCKED("customer", "contract", "phone", "reason", "brand"),
    UNBLOCKED("customer", "contract", "phone", "balance", "brand"),
    ACTIVATED("customer", "contract", "phone", "tariff", "brand"),
    CHARGE_REMINDER("customer", "contract", "phone", "tariff", "amount", "date", "balance", "due", "brand"),
    TICKET_ANSWERED("customer", "ticket", "subject", "answer", "brand");

    private final List<String> names;

    NotificationEvent(String... names) {
        this.names = List.of(names);
    }

    public static NotificationEvent of(String code) {
        return Coded.of(NotificationEvent.class, code);
    }

    /** The {@code {names}} that its texts may use. */
    public List<String> names() {
        return names;
    }

    /** Whether it may disturb people at night. */
    boolean isUrgent() {
        return this == DEBT_BLOCKED || this == BLOCKED || this == UNBLOCKED;
    }
}
