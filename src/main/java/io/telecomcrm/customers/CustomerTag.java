package io.telecomcrm.customers;

/** How a customer's status is coloured, everywhere the same. */
public final class CustomerTag {

    private CustomerTag() {}

    public static String of(CustomerStatus status) {
        return switch (status) {
            case NEW -> "tag tag-info";
            case ACTIVE -> "tag tag-ok";
            case BLOCKED -> "tag tag-bad";
            case FORMER -> "tag tag-mute";
        };
    }
}
