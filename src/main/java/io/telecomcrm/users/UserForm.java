package io.telecomcrm.users;

import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form of a user as it stands on the page.
 *
 * @param id null for a user to be made
 * @param errors in the order of the fields; the empty key is about the whole
 * @param conflict the user as somebody else stored it meanwhile, null when nobody did
 */
public record UserForm(
        @Nullable Long id,
        String username,
        String fullName,
        String email,
        String role,
        boolean isActive,
        long version,
        Map<String, Text> errors,
        @Nullable User conflict) {

    private static final List<String> FIELDS = List.of("", "username", "full_name", "email", "role", "is_active");

    static UserForm empty() {
        return new UserForm(null, "", "", "", Role.EMPLOYEE.code(), true, 0, Map.of(), null);
    }

    static UserForm of(User user) {
        return new UserForm(
                user.id(),
                user.username(),
                user.fullName(),
                user.email() == null ? "" : user.email().value(),
                user.role().code(),
                user.isActive(),
                user.version(),
                Map.of(),
                null);
    }

    /** As it was sent, to be corrected. */
    static UserForm sent(@Nullable Long id, Fields fields, long version, Map<String, Text> found, @Nullable User now) {
        var errors = new LinkedHashMap<String, Text>();
        for (var field : FIELDS) {
            var error = found.get(field);
            if (error != null) {
                errors.put(field, error);
            }
        }
        return new UserForm(
                id,
                fields.raw("username"),
                fields.raw("full_name"),
                fields.raw("email"),
                fields.raw("role"),
                fields.has("is_active"),
                version,
                errors,
                now);
    }
}
