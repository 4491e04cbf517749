package io.telecomcrm.users;

import io.telecomcrm.kernel.Email;
import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.web.Fields;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a form or a program says about a user. */
final class UserInput {

    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9._@+-]{1,60}");

    private UserInput() {}

    /** Everything that must be there is; what is absent keeps the value it has. */
    static Particulars whole(Fields fields, @Nullable Particulars before) {
        fields.required("username", 60);
        fields.required("full_name", 150);
        if (!fields.has("role") || fields.raw("role").isBlank()) {
            fields.required("role", 20);
        }
        return some(fields, before);
    }

    /** Only what was sent changes. */
    static Particulars some(Fields fields, @Nullable Particulars before) {
        var username = fields.rejected("username") ? null : fields.value("username", UserInput::username);
        var fullName = fields.rejected("full_name") ? null : fields.line("full_name", 150);
        var email = fields.value("email", Email::parse);
        var role = fields.rejected("role") ? null : fields.choice("role", Role.CODES);
        var known = before == null ? new Particulars("", "", null, Role.EMPLOYEE, true) : before;
        var isActive = fields.flag("is_active", known.isActive());
        return new Particulars(
                username == null ? known.username() : username,
                fullName == null ? known.fullName() : fullName,
                fields.has("email") ? email : known.email(),
                role == null ? known.role() : role,
                isActive);
    }

    /** Blank where something must stand is an error also when only some fields are sent. */
    static void checkSent(Fields fields) {
        for (var field : new String[] {"username", "full_name", "role"}) {
            if (fields.has(field)) {
                fields.required(field, field.equals("full_name") ? 150 : 60);
            }
        }
    }

    static boolean isUsername(String typed) {
        return USERNAME.matcher(typed).matches();
    }

    private static String username(String typed) {
        if (!isUsername(typed)) {
            throw new Malformed("users.username_form");
        }
        return typed;
    }
}
