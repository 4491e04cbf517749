package io.telecomcrm.kernel;

/** There is no such thing, or the actor may not know of it. */
public final class NotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String type;

    /** @param type what was looked for, as it is called on the wire: {@code customer} */
    public NotFound(String type, Object id) {
        super(type + " " + id, null, false, false);
        this.type = type;
    }

    public String type() {
        return type;
    }
}
