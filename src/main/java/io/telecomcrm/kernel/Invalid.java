package io.telecomcrm.kernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Input that breaks rules, field by field. Every field has at least one text; nothing was changed. */
public final class Invalid extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The key of errors that belong to no single field. */
    public static final String WHOLE = "non_field_errors";

    private final transient Map<String, List<Text>> fields;

    public Invalid(Map<String, List<Text>> fields) {
        super(fields.keySet().toString(), null, false, false);
        this.fields = new LinkedHashMap<>(fields);
    }

    public Invalid(String field, String code, Object... args) {
        this(Map.of(field, List.of(new Text(code, args))));
    }

    public Map<String, List<Text>> fields() {
        return fields;
    }
}
