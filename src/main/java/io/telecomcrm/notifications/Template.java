package io.telecomcrm.notifications;

import io.telecomcrm.kernel.Cut;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Language;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How an event is worded in a language and for a channel: plain text with {@code {names}}, never code.
 *
 * @param subject of a mail
 * @param isActive whether anything is sent this way
 */
public record Template(
        long id,
        NotificationEvent event,
        Language language,
        Channel channel,
        @Nullable String subject,
        String text,
        boolean isActive,
        Instant updatedAt,
        @Nullable String updatedBy,
        long version) {

    static final int LONGEST_SUBJECT = 150;
    static final int LONGEST_MAIL = 4000;

    /** Ten parts at most, of Cyrillic. */
    static final int LONGEST_SMS = 670;

    private static final Pattern NAME = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern LINE_BREAK = Pattern.compile("\\R");

    int longest() {
        return channel == Channel.EMAIL ? LONGEST_MAIL : LONGEST_SMS;
    }

    /** What is wrong with a wording; empty when every name in it is one the event has. */
    static List<Text> problems(NotificationEvent event, String wording) {
        var problems = new ArrayList<Text>();
        var names = NAME.matcher(wording);
        while (names.find()) {
            if (!event.names().contains(names.group(1))) {
                problems.add(new Text("notification_name_unknown", "{" + names.group(1) + "}"));
            }
        }
        var rest = NAME.matcher(wording).replaceAll("");
        if (rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0) {
            problems.add(new Text("notification_brace"));
        }
        return problems;
    }

    String filledText(Map<String, String> values) {
        return fill(text, values);
    }

    /** In one line, whatever the values are: a line break would begin another header of the mail. */
    @Nullable
    String filledSubject(Map<String, String> values) {
        return subject == null
                ? null
                : LINE_BREAK.matcher(Cut.to(300, fill(subject, values))).replaceAll(" ");
    }

    /** What a value says is never looked at again for names; a name without one shows itself. */
    private static String fill(String wording, Map<String, String> values) {
        return NAME.matcher(wording)
                .replaceAll(name -> Matcher.quoteReplacement(values.getOrDefault(name.group(1), name.group())));
    }

    /** What can be changed, for the audit. */
    Map<String, @Nullable Object> values() {
        var values = new LinkedHashMap<String, @Nullable Object>();
        values.put("subject", subject);
        values.put("text", text);
        values.put("is_active", isActive);
        return values;
    }
}
