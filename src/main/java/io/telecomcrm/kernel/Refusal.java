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
    private final List<String> fields;

    public Refusal(String code, Object... args) {
        this(new Text(code, args), null, List.of());
    }

    public Refusal(Text text, @Nullable String status, List<String> allowed) {
        this(text, status, allowed, List.of());
    }

    /** @param fields what lacks or stands in the way, as it is called on the wire */
    public Refusal(Text text, @Nullable String status, List<String> allowed, List<String> fields) {
        super(text.code(), null, false, false);
        this.text = text;
        this.status = status;
        this.allowed = List.copyOf(allowed);
        this.fields = List.copyOf(fields);
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

    public List<String> fields() {
        return fields;
    }
}
