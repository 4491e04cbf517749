package io.telecomcrm.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A business rule said no. The code names the rule, is the key of its text in every language and the {@code code} on
 * the wire; where a state was the reason, the state and the moves it allows are told too.
 */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Text text;
    private final @Nullable String status;
    private final List<String> allowed;

    public Refusal(String code, Object... args) {
        this(new Text(code, args), null, List.of());
    }

    public Refusal(Text text, @Nullable String status, List<String> allowed) {
        super(text.code(), null, false, false);
        this.text = text;
        this.status = status;
        this.allowed = List.copyOf(allowed);
    }

    public Text text() {
        return text;
    }

    public String code() {
        return text.code();
    }

    public @Nullable String status() {
        return status;
    }

    public List<String> allowed() {
        return allowed;
    }
}
