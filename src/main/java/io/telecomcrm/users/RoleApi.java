package io.telecomcrm.users;

import io.telecomcrm.database.Count;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.IfMatch;
import io.telecomcrm.web.Language;
import io.telecomcrm.web.ListAnswer;
import io.telecomcrm.web.Listing;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Texts;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** What each role may do, for programs. */
@Controller
@RequestMapping("/api/roles")
@ResponseBody
class RoleApi {

    private static final String LANGUAGE = "Accept-Language";

    private final Roles roles;
    private final RoleRepository stored;
    private final Texts texts;

    RoleApi(Roles roles, RoleRepository stored, Texts texts) {
        this.roles = roles;
        this.stored = stored;
        this.texts = texts;
    }

    @GetMapping
    @Needs(Roles.EDIT)
    Map<String, @Nullable Object> list(
            Listing listing, @RequestHeader(name = LANGUAGE, required = false) @Nullable String language) {
        var all = stored.all();
        var count = Count.exactly(all.size());
        var found = all.stream()
                .skip(listing.offset(() -> count))
                .limit(listing.size() + 1L)
                .toList();
        return ListAnswer.of(listing, count, found, role -> json(role, language));
    }

    @GetMapping("/{code}")
    @Needs(Roles.EDIT)
    ResponseEntity<Map<String, Object>> get(
            @PathVariable String code, @RequestHeader(name = LANGUAGE, required = false) @Nullable String language) {
        return answer(stored.get(role(code)), language);
    }

    @PatchMapping("/{code}")
    @Needs(Roles.EDIT)
    ResponseEntity<Map<String, Object>> change(
            @PathVariable String code,
            Fields fields,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestHeader(name = LANGUAGE, required = false) @Nullable String language) {
        var role = role(code);
        var permissions = fields.texts("permissions", 40);
        var version = IfMatch.version(ifMatch, fields);
        for (var permission : permissions == null ? List.<String>of() : permissions) {
            if (!Rights.ALL.contains(permission)) {
                fields.reject("permissions", "field.choice", permission);
            }
        }
        fields.check();
        if (role == Role.ADMIN) {
            throw new Refusal("roles.admin_fixed");
        }
        return answer(
                permissions == null ? stored.get(role) : roles.change(role, new HashSet<>(permissions), version),
                language);
    }

    private ResponseEntity<Map<String, Object>> answer(RoleRights role, @Nullable String language) {
        return ResponseEntity.ok().eTag(IfMatch.tag(role.version())).body(json(role, language));
    }

    private Map<String, Object> json(RoleRights role, @Nullable String language) {
        var json = new LinkedHashMap<String, Object>();
        json.put("code", role.role().code());
        json.put(
                "name",
                texts.get(Language.accepted(language), "role." + role.role().code()));
        json.put("permissions", new TreeSet<>(role.permissions()));
        json.put("version", role.version());
        return json;
    }

    private static Role role(String code) {
        var role = Role.CODES.get(code);
        if (role == null) {
            throw new NotFound("role", code);
        }
        return role;
    }
}
