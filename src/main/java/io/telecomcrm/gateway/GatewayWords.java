package io.telecomcrm.gateway;

import io.telecomcrm.web.Page;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Codes of providers, and our own about their messages, in words; one that nobody knows stays as it is. */
public final class GatewayWords {

    private static final String KEY = "gateway.code-";

    /** How a case names the message that it comes from. */
    private static final Pattern MESSAGE = Pattern.compile("message ([0-9]+): (.*)");

    private GatewayWords() {}

    public static @Nullable String outcome(Page page, GatewayEvent event) {
        return event.state() == EventState.REVIEW && event.note() != null
                ? page.t("gateway.reason-" + event.note())
                : of(page, event.note());
    }

    public static @Nullable String of(Page page, @Nullable String said) {
        if (said == null) {
            return null;
        }
        var message = MESSAGE.matcher(said);
        return message.matches()
                ? page.t(KEY + "message", message.group(1), word(page, message.group(2)))
                : Arrays.stream(said.split(", ", -1))
                        .map(code -> word(page, code))
                        .collect(Collectors.joining(", "));
    }

    private static String word(Page page, String code) {
        var key = KEY + code.replace(' ', '_');
        var text = page.t(key);
        return text.equals(key) ? code : text;
    }
}
