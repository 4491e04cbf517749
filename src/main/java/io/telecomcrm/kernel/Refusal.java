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
    private final @Nullable Subject subject;

    public Refusal(String code, Object... args) {
        this(new Text(code, args), null, List.of());
    }

    public Refusal(Text text, @Nullable String status, List<String> allowed) {
        this(text, status, allowed, List.of());
    }

    /** @param fields what lacks or stands in the way, as it is called on the wire */
    public Refusal(Text text, @Nullable String status, List<String> allowed, List<String> fields) {
        this(text, status, allowed, fields, null);
    }

    /** Of a thing whose feature is asked what it allows instead, once the refusal is told. */
    public Refusal(Text text, String status, Subject subject) {
        this(text, status, subject, List.of());
    }

    /** @param fields what lacks or stands in the way, as it is called on the wire */
    public Refusal(Text text, String status, Subject subject, List<String> fields) {
        this(text, status, List.of(), fields, subject);
    }

    private Refusal(
            Text text, @Nullable String status, List<String> allowed, List<String> fields, @Nullable Subject subject) {
        super(text.code(), null, false, false);
        this.text = text;
        this.status = status;
        this.allowed = List.copyOf(allowed);
        this.fields = List.copyOf(fields);
        this.subject = subject;
    }

    /** @param type as it is called on the wire: {@code contract} */
    public record Subject(String type, long id) {}

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

    public @Nullable Subject subject() {
        return subject;
    }
}
