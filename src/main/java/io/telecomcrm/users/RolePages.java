package io.telecomcrm.users;

import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Stale;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Needs;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The matrix of what each role may do. */
@Controller
@RequestMapping("/roles")
class RolePages {

    private final Roles roles;
    private final RoleRepository stored;

    RolePages(Roles roles, RoleRepository stored) {
        this.roles = roles;
        this.stored = stored;
    }

    /** {@code given} and {@code taken} name what was just changed, {@code operator:customers.delete}. */
    @GetMapping
    @Needs(Roles.EDIT)
    ModelAndView matrix(
            @RequestParam(defaultValue = "") List<String> given, @RequestParam(defaultValue = "") List<String> taken) {
        return matrix(stored.all(), null, given, taken, HttpStatus.OK);
    }

    @PostMapping
    @Needs(Roles.EDIT)
    ModelAndView change(Fields fields) {
        var wanted = new EnumMap<Role, Set<String>>(Role.class);
        var versions = new HashMap<Role, Long>();
        for (var role : stored.all()) {
            if (!role.isFixed()) {
                wanted.put(role.role(), wanted(role, fields));
                var version = fields.whole("version_" + role.role().code());
                versions.put(role.role(), version == null ? -1 : version);
            }
        }
        try {
            var before = roles.changeAll(wanted, versions);
            return Redirect.to("/roles?given=" + difference(before, wanted) + "&taken=" + difference(wanted, before));
        } catch (Stale stale) {
            return matrix(stored.all(), new Text("roles.stale"), List.of(), List.of(), HttpStatus.CONFLICT);
        } catch (Refusal refusal) {
            return matrix(stored.all(), refusal.text(), List.of(), List.of(), HttpStatus.CONFLICT);
        }
    }

    /** Permissions that the page doesn't show stay as they are. */
    private static Set<String> wanted(RoleRights role, Fields fields) {
        var wanted = new HashSet<>(role.permissions());
        for (var permission :
                Rights.SHOWN.values().stream().flatMap(List::stream).toList()) {
            if (fields.has(role.role().code() + ":" + permission)) {
                wanted.add(permission);
            } else {
                wanted.remove(permission);
            }
        }
        return wanted;
    }

    /** What the second map has beyond the first. */
    private static String difference(Map<Role, Set<String>> less, Map<Role, Set<String>> more) {
        var all = new ArrayList<String>();
        more.forEach((role, permissions) -> permissions.stream()
                .filter(permission -> !less.getOrDefault(role, Set.of()).contains(permission))
                .sorted()
                .forEach(permission -> all.add(role.code() + ":" + permission)));
        return String.join(",", all);
    }

    private static ModelAndView matrix(
            List<RoleRights> roles, @Nullable Text problem, List<String> given, List<String> taken, HttpStatus status) {
        var model = new HashMap<String, Object>();
        model.put("roles", roles);
        model.put("sections", Rights.SHOWN);
        model.put("given", known(given));
        model.put("taken", known(taken));
        if (problem != null) {
            model.put("problem", problem);
        }
        return new ModelAndView("users/roles", model, status);
    }

    private static List<String> known(List<String> changes) {
        return changes.stream()
                .filter(change -> change.indexOf(':') > 0
                        && Role.CODES.containsKey(change.substring(0, change.indexOf(':')))
                        && Rights.SHOWN.values().stream()
                                .anyMatch(section -> section.contains(change.substring(change.indexOf(':') + 1))))
                .distinct()
                .toList();
    }
}
