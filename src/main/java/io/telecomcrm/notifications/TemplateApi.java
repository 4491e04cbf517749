package io.telecomcrm.notifications;

import io.telecomcrm.web.Fields;
import io.telecomcrm.web.IfMatch;
import io.telecomcrm.web.Needs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** How messages to customers are worded, for programs. */
@Controller
@RequestMapping("/api/notification-templates")
@ResponseBody
class TemplateApi {

    private final Templates templates;
    private final TemplateRepository rows;

    TemplateApi(Templates templates, TemplateRepository rows) {
        this.templates = templates;
        this.rows = rows;
    }

    @GetMapping
    @Needs(Templates.EDIT)
    List<Map<String, @Nullable Object>> list() {
        return rows.all().stream().map(TemplateApi::json).toList();
    }

    @GetMapping("/{id}")
    @Needs(Templates.EDIT)
    ResponseEntity<Map<String, @Nullable Object>> show(@PathVariable long id) {
        return answer(rows.get(id));
    }

    @PatchMapping("/{id}")
    @Needs(Templates.EDIT)
    ResponseEntity<Map<String, @Nullable Object>> update(
            @PathVariable long id,
            Fields fields,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        var version = IfMatch.version(ifMatch, fields);
        return answer(templates.update(id, version, before -> TemplateInput.read(fields, before, false)));
    }

    private static ResponseEntity<Map<String, @Nullable Object>> answer(Template template) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .eTag(IfMatch.tag(template.version()))
                .body(json(template));
    }

    private static Map<String, @Nullable Object> json(Template template) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", template.id());
        json.put("event", template.event().code());
        json.put("language", template.language().code());
        json.put("channel", template.channel().code());
        json.put("subject", template.subject());
        json.put("text", template.text());
        json.put("is_active", template.isActive());
        json.put("names", template.event().names());
        json.put("updated_at", template.updatedAt());
        json.put("updated_by", template.updatedBy());
        json.put("version", template.version());
        return json;
    }
}
