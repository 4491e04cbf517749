package io.telecomcrm.payments;

/** How lines of the ledger are coloured, everywhere the same. */
public final class PaymentTag {

    private PaymentTag() {}

    public static String of(PaymentCard card) {
        if (card.isUndone()) {
            return "tag tag-mute";
        }
        return switch (card.payment().status()) {
            case PENDING -> "tag tag-warn";
            case SUCCEEDED -> "tag tag-ok";
            case DECLINED -> "tag tag-bad";
            case REFUNDED -> "tag tag-mute";
        };
    }
}
