package io.telecomcrm.kernel;

import java.util.List;
import java.util.Map;

/** The thing looks like ones we already have; the caller sees them and decides. */
public final class Duplicate extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient List<Map<String, Object>> candidates;

    /**
     * @param code what is duplicated, as it is called on the wire and in the messages: {@code duplicate_customer}
     * @param candidates the look-alikes as they stand in the API's answer
     */
    public Duplicate(String code, List<Map<String, Object>> candidates) {
        super(code, null, false, false);
        this.code = code;
        this.candidates = List.copyOf(candidates);
    }

    public String code() {
        return code;
    }

    public List<Map<String, Object>> candidates() {
        return candidates;
    }
}
