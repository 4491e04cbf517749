package io.telecomcrm.kernel;

import java.util.List;

/** Settings with which we don't start, for they would be no production or an unsafe one. */
public final class UnsafeSettings extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> wrong;
    private final String advice;

    public UnsafeSettings(List<String> wrong) {
        this(
                wrong,
                "Set them in the environment or in .env.prod (see .env.prod.example). A good key: openssl rand -base64 48");
    }

    /** @param advice how to mend it */
    public UnsafeSettings(List<String> wrong, String advice) {
        super(String.join("; ", wrong));
        this.wrong = List.copyOf(wrong);
        this.advice = advice;
    }

    public List<String> wrong() {
        return wrong;
    }

    public String advice() {
        return advice;
    }
}
