package io.telecomcrm.contracts;

/** How a contract's status is coloured, everywhere the same. */
public final class ContractTag {

    private ContractTag() {}

    public static String of(ContractStatus status) {
        return switch (status) {
            case DRAFT -> "tag tag-info";
            case ACTIVE -> "tag tag-ok";
            case SUSPENDED -> "tag tag-warn";
            case TERMINATED -> "tag tag-mute";
        };
    }
}
