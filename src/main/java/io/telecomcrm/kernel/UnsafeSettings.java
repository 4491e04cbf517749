package io.telecomcrm.kernel;

import java.util.List;

/** Production settings with which we don't start. */
public final class UnsafeSettings extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> wrong;

    public UnsafeSettings(List<String> wrong) {
        super(String.join("; ", wrong));
        this.wrong = List.copyOf(wrong);
    }

    public List<String> wrong() {
        return wrong;
    }
}
