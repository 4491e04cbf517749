package io.telecomcrm.notifications;

import io.telecomcrm.web.Fields;
import org.jspecify.annotations.Nullable;

/** A wording as it was sent, checked against what the event has to tell. */
final class TemplateInput {

    private TemplateInput() {}

    /** @param whole whether what was not sent is missing, or stays as it is */
    static Templates.Wording read(Fields sent, Template template, boolean whole) {
        var text = whole || sent.has("text") ? sent.required("text", template.longest()) : template.text();
        var subject = subject(sent, template, whole);
        var active = sent.flag("is_active", !whole && template.isActive());
        Template.problems(template.event(), text).forEach(problem -> sent.reject("text", problem));
        if (subject != null) {
            Template.problems(template.event(), subject).forEach(problem -> sent.reject("subject", problem));
        }
        sent.check();
        return new Templates.Wording(subject, text, active);
    }

    private static @Nullable String subject(Fields sent, Template template, boolean whole) {
        if (template.channel() == Channel.SMS) {
            return null;
        }
        if (!whole && !sent.has("subject")) {
            return template.subject();
        }
        var subject = sent.required("subject", Template.LONGEST_SUBJECT);
        if (subject.indexOf('\n') >= 0 || subject.indexOf('\r') >= 0) {
            sent.reject("subject", "notification_one_line");
        }
        return subject;
    }
}
