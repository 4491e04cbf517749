package io.telecomcrm.notifications;

import io.telecomcrm.kernel.Cut;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Stale;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Toast;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** How messages to customers are worded. */
@Controller
@RequestMapping("/notification-templates")
class TemplatePages {

    private final Templates templates;
    private final TemplateRepository rows;
    private final Queue queue;

    TemplatePages(Templates templates, TemplateRepository rows, Queue queue) {
        this.templates = templates;
        this.rows = rows;
        this.queue = queue;
    }

    @GetMapping
    @Needs(Templates.EDIT)
    ModelAndView list() {
        return new ModelAndView("notifications/templates", Map.of("templates", rows.all()));
    }

    @GetMapping("/{id}")
    @Needs(Templates.EDIT)
    ModelAndView edit(@PathVariable long id) {
        var template = rows.get(id);
        var values = Map.of(
                "subject", Objects.requireNonNullElse(template.subject(), ""),
                "text", template.text(),
                "is_active", String.valueOf(template.isActive()));
        return show(template, values, template.version(), Map.of(), HttpStatus.OK);
    }

    @PostMapping("/{id}")
    @Needs(Templates.EDIT)
    Object update(@PathVariable long id, Fields sent) {
        var template = rows.get(id);
        var values = typed(sent);
        var version = Objects.requireNonNullElse(sent.whole("version"), -1L);
        try {
            templates.update(id, version, before -> TemplateInput.read(sent, before, true));
            return Toast.after("notifications.template-saved", "/notification-templates");
        } catch (Invalid invalid) {
            return show(template, values, version, invalid.fields(), HttpStatus.UNPROCESSABLE_CONTENT);
        } catch (Stale stale) {
            // what stands there now is shown beside what was typed; saving once more takes the latter
            var now = rows.get(id);
            return show(
                    now,
                    values,
                    now.version(),
                    Map.of("", List.of(new Text("notifications.template-stale", now.text()))),
                    HttpStatus.CONFLICT);
        }
    }

    /** The wording in the form so far, as a customer will see it. */
    @PostMapping("/{id}/preview")
    @Needs(Templates.EDIT)
    ModelAndView preview(@PathVariable long id, Fields sent) {
        return new ModelAndView("notifications/preview", Map.of("preview", preview(rows.get(id), typed(sent))));
    }

    private static Map<String, String> typed(Fields sent) {
        var values = new HashMap<String, String>();
        values.put("subject", sent.raw("subject"));
        values.put("text", sent.raw("text").replace("\r\n", "\n"));
        values.put("is_active", String.valueOf(sent.has("is_active")));
        return values;
    }

    private TemplateForm.Preview preview(Template template, Map<String, String> values) {
        var sketch = new Template(
                template.id(),
                template.event(),
                template.language(),
                template.channel(),
                template.channel() == Channel.EMAIL ? values.get("subject") : null,
                Cut.to(Template.LONGEST_MAIL, Objects.requireNonNullElse(values.get("text"), "")),
                true,
                template.updatedAt(),
                null,
                template.version());
        var examples = queue.examples(template.language());
        examples.keySet().retainAll(template.event().names());
        var text = sketch.filledText(examples);
        return new TemplateForm.Preview(
                sketch.filledSubject(examples),
                text,
                template.channel() == Channel.SMS ? SmsText.count(Cut.to(Template.LONGEST_SMS, text)) : 0,
                problems(sketch));
    }

    /** For which saving it would be refused. */
    private static List<Text> problems(Template sketch) {
        var wording = Objects.requireNonNullElse(sketch.subject(), "") + "\n" + sketch.text();
        return Template.problems(sketch.event(), wording).stream().distinct().toList();
    }

    private ModelAndView show(
            Template template,
            Map<String, String> values,
            long version,
            Map<String, List<Text>> errors,
            HttpStatus status) {
        var form = new TemplateForm(template, values, version, errors, preview(template, values));
        return new ModelAndView("notifications/template", Map.of("form", form), status);
    }
}
