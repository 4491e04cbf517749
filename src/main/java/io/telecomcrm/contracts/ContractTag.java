package io.telecomcrm.contracts;

import io.telecomcrm.sims.SimStatus;

/** How the status of a contract, and of the card it ties, is coloured, everywhere the same. */
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

    public static String of(SimStatus status) {
        return switch (status) {
            case FREE -> "tag tag-info";
            case ACTIVE -> "tag tag-ok";
            case BLOCKED -> "tag tag-bad";
            case CLOSED -> "tag tag-mute";
        };
    }
}
