package io.telecomcrm.gateway;

/** How states of the gateway are coloured, everywhere the same. */
public final class GatewayTag {

    private GatewayTag() {}

    public static String of(ReviewState state) {
        return switch (state) {
            case OPEN -> "tag tag-warn";
            case ACCEPTED -> "tag tag-ok";
            case REFUSED -> "tag tag-mute";
        };
    }

    public static String of(EventState state) {
        return switch (state) {
            case RECEIVED -> "tag tag-info";
            case PROCESSED -> "tag tag-ok";
            case IGNORED -> "tag tag-mute";
            case REVIEW -> "tag tag-warn";
            case FAILED -> "tag tag-bad";
        };
    }
}
