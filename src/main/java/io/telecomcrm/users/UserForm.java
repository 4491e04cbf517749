package io.telecomcrm.users;

import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Conflict;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form of a user as it stands on the page.
 *
 * @param id null for a user to be made
 * @param before what stood in the form when it was opened
 * @param errors in the order of the fields; the empty key is about the whole
 */
public record UserForm(
        @Nullable Long id,
        long version,
        Map<String, String> values,
        Map<String, String> before,
        Map<String, Text> errors,
        @Nullable Conflict conflict) {

    private static final String ACTIVE = "is_active";

    /** The controls in the order of the form, and their names beside them. */
    private static final Map<String, String> NAMES = names();

    static UserForm empty() {
        return new UserForm(
                null, 0, values(new Particulars("", "", null, Role.EMPLOYEE, true)), Map.of(), Map.of(), null);
    }

    static UserForm of(User user) {
        var values = values(user.particulars());
        return new UserForm(user.id(), user.version(), values, values, Map.of(), null);
    }

    /** As it was sent, after the choices of a conflict's table. */
    static UserForm sent(@Nullable Long id, long version, Fields fields) {
        var values = Conflict.chosen(fields, prefix -> sent(fields, prefix));
        return new UserForm(id, version, values, sent(fields, "was_"), Map.of(), null);
    }

    private static Map<String, String> sent(Fields fields, String prefix) {
        var values = fields.raw(NAMES.keySet(), prefix);
        if (prefix.isEmpty()) {
            values.putIfAbsent(ACTIVE, "false"); // browsers leave out an empty box
        }
        return values;
    }

    private static Map<String, String> values(Particulars particulars) {
        var values = new LinkedHashMap<String, String>();
        values.put("full_name", particulars.fullName());
        values.put("username", particulars.username());
        values.put(
                "email", particulars.email() == null ? "" : particulars.email().value());
        values.put("role", particulars.role().code());
        values.put(ACTIVE, Boolean.toString(particulars.isActive()));
        return values;
    }

    Fields wire() {
        return Fields.typed(values);
    }

    /** The same form with what is wrong in it. */
    UserForm refused(Map<String, Text> found) {
        var ordered = new LinkedHashMap<String, Text>();
        for (var name : List.of("", "full_name", "username", "email", "role", ACTIVE)) {
            var error = found.get(name);
            if (error != null) {
                ordered.put(name, error);
            }
        }
        return new UserForm(id, version, values, before, ordered, null);
    }

    /** The same form over what somebody else has saved; what they alone changed is taken over. */
    UserForm over(User saved, @Nullable String by) {
        var theirs = values(saved.particulars());
        var other = Conflict.of(by, saved.updatedAt(), NAMES.keySet(), before, values, theirs, new ConflictWords());
        return new UserForm(id, saved.version(), other.over(values, theirs), theirs, Map.of(), other);
    }

    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    public boolean isActive() {
        return value(ACTIVE).equals("true");
    }

    private static Map<String, String> names() {
        var names = new LinkedHashMap<String, String>();
        names.put("full_name", "users.full_name");
        names.put("username", "login.username");
        names.put("email", "users.email");
        names.put("role", "users.role");
        names.put(ACTIVE, "users.state");
        return names;
    }

    private record ConflictWords() implements Conflict.Words {

        @Override
        public String name(Page page, String field) {
            return page.t(NAMES.getOrDefault(field, field));
        }

        @Override
        public String read(Page page, String field, String value) {
            return switch (field) {
                case "role" -> Role.CODES.containsKey(value) ? page.t("role." + value) : value;
                case ACTIVE -> page.t(value.equals("true") ? "users.active" : "users.disabled");
                default -> value;
            };
        }
    }
}
