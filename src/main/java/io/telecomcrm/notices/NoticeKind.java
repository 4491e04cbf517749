package io.telecomcrm.notices;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Coded;
import java.util.Arrays;
import java.util.List;

/** What somebody of the staff can be told; only who may see the thing itself is told of it. */
public enum NoticeKind implements Coded {
    /** Somebody gave me a ticket. */
    TICKET_ASSIGNED("tickets.view", "message-square"),
    /** Somebody else spoke on my ticket or moved it. */
    TICKET_CHANGED("tickets.view", "message-square"),
    /** My ticket was not done in time. */
    TICKET_OVERDUE("tickets.view", "clock"),
    /** Money came to a contract whose card I have open. */
    PAYMENT_RECEIVED("payments.view", "wallet"),
    CONTRACT_BLOCKED("contracts.view", "lock"),
    CONTRACT_UNBLOCKED("contracts.view", "circle-check"),
    /** A run that left contracts out, or one that I began. */
    CHARGE_RUN("charging.view", "refresh-cw"),
    /** Money that nobody could place. */
    GATEWAY_REVIEW("gateway.review", "triangle-alert");

    private final String permission;
    private final String icon;

    NoticeKind(String permission, String icon) {
        this.permission = permission;
        this.icon = icon;
    }

    public static NoticeKind of(String code) {
        return Coded.of(NoticeKind.class, code);
    }

    /** What the actor may be told. */
    static List<NoticeKind> of(Actor actor) {
        return Arrays.stream(values())
                .filter(kind -> actor.may(kind.permission))
                .toList();
    }

    String permission() {
        return permission;
    }

    public String icon() {
        return icon;
    }
}
