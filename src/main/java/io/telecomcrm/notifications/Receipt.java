package io.telecomcrm.notifications;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jspecify.annotations.Nullable;

/**
 * What a centre says became of a part of a short message. SMPP 3.4 defines two parameters for that, and leaves the text,
 * where most centres say it, to each of them. So of the text only what we need is looked for.
 *
 * @param state one of those that are usual in the text
 */
record Receipt(String messageId, String state) {

    /** As the parameter counts them, from 1 (section 5.2.28). */
    private static final List<String> STATES =
            List.of("ENROUTE", "DELIVRD", "EXPIRED", "DELETED", "UNDELIV", "ACCEPTD", "UNKNOWN", "REJECTD");

    private static final Pattern ID = Pattern.compile("\\bid:\\s*(\\S{1,65})", Pattern.CASE_INSENSITIVE);
    private static final Pattern STATE =
            Pattern.compile("\\bstat:\\s*(" + String.join("|", STATES) + ")\\b", Pattern.CASE_INSENSITIVE);

    /** Null where it doesn't say of which part, or not what became of it. */
    static @Nullable Receipt of(DeliverSm said) {
        var text = text(said);
        var id = id(said);
        var state = state(said);
        if (id == null) {
            id = found(ID, text);
        }
        if (state == null) {
            state = found(STATE, text);
        }
        return id == null || state == null ? null : new Receipt(id, state.toUpperCase(Locale.ROOT));
    }

    private static String text(DeliverSm said) {
        var text = said.getShortMessage();
        if (text != null && text.length > 0) {
            return characters(text);
        }
        var payload = said.getOptionalParameter(OptionalParameter.Message_payload.class);
        return payload == null ? "" : characters(payload.getValue());
    }

    private static @Nullable String id(DeliverSm said) {
        var named = said.getOptionalParameter(OptionalParameter.Receipted_message_id.class);
        var id = named == null ? "" : characters(named.getValue());
        return id.isEmpty() ? null : id;
    }

    private static @Nullable String state(DeliverSm said) {
        var named = said.getOptionalParameter(OptionalParameter.Message_state.class);
        return named == null || named.getValue() < 1 || named.getValue() > STATES.size()
                ? null
                : STATES.get(named.getValue() - 1);
    }

    /** What we look for is ASCII. Without zeros, for one ends an id or doesn't, and UCS-2 has one in each character. */
    private static String characters(byte[] said) {
        return new String(said, StandardCharsets.ISO_8859_1).replace("\0", "");
    }

    private static @Nullable String found(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        return found.find() ? found.group(1) : null;
    }
}
