package io.telecomcrm.notifications;

import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form of a wording.
 *
 * @param values as they were typed
 * @param version the one that the form was opened with
 */
public record TemplateForm(
        Template template, Map<String, String> values, long version, Map<String, List<Text>> errors, Preview preview) {

    /**
     * The wording with an example for each name.
     *
     * @param parts of a short message
     * @param problems what keeps it from being saved
     */
    public record Preview(@Nullable String subject, String text, int parts, List<Text> problems) {}

    public String value(String name) {
        return values.getOrDefault(name, "");
    }

    public boolean isMail() {
        return template.channel() == Channel.EMAIL;
    }

    public Map<String, String> messages(Page page) {
        var messages = new LinkedHashMap<String, String>();
        errors.forEach((field, texts) -> messages.put(field, page.t(texts.getFirst())));
        return messages;
    }

    public String title(Page page) {
        return page.t("notifications.event-" + template.event().code()) + ", "
                + page.t("notifications.channel-" + template.channel().code()) + ", "
                + page.t("notifications.language-" + template.language().code());
    }
}
