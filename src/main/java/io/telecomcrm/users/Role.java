package io.telecomcrm.users;

import io.telecomcrm.kernel.Coded;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** What a user is here, from the least to the most powerful. */
public enum Role implements Coded {
    EMPLOYEE,
    OPERATOR,
    SUPERVISOR,
    ADMIN;

    static final Map<String, Role> CODES =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Role::code, role -> role));

    static Role of(String code) {
        return Coded.of(Role.class, code);
    }
}
