package io.telecomcrm.web;

import io.telecomcrm.kernel.Text;
import org.jspecify.annotations.Nullable;

/** We don't know who calls. Answered with 401 and the body that clients of the API branch on. */
public final class Unauthenticated extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Text detail;
    private final @Nullable String code;
    private final @Nullable Text tokenMessage;

    public Unauthenticated(String detail) {
        this(detail, null, null);
    }

    public Unauthenticated(String detail, @Nullable String code) {
        this(detail, code, null);
    }

    /**
     * @param detail key of the text
     * @param code machine-readable reason, {@code token_not_valid}
     * @param tokenMessage key of what is wrong with an access token
     */
    public Unauthenticated(String detail, @Nullable String code, @Nullable String tokenMessage) {
        super(detail, null, false, false);
        this.detail = new Text(detail);
        this.code = code;
        this.tokenMessage = tokenMessage == null ? null : new Text(tokenMessage);
    }

    Text detail() {
        return detail;
    }

    @Nullable
    String code() {
        return code;
    }

    @Nullable
    Text tokenMessage() {
        return tokenMessage;
    }
}
