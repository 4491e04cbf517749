package io.telecomcrm.notices;

import io.telecomcrm.kernel.Coded;

/** The kind of thing a notice is about. */
public enum NoticeSubject implements Coded {
    TICKET("/tickets/"),
    CONTRACT("/contracts/"),
    PAYMENT("/payments/"),
    CHARGE_RUN("/charge-runs/"),
    GATEWAY_REVIEW("/gateway/review/");

    private final String path;

    NoticeSubject(String path) {
        this.path = path;
    }

    public static NoticeSubject of(String code) {
        return Coded.of(NoticeSubject.class, code);
    }

    /** Whether a card's path is that of such a thing. */
    boolean isPath(String card) {
        return card.substring(0, card.lastIndexOf('/') + 1).equals(path);
    }

    String path(long id) {
        return path + id;
    }
}
