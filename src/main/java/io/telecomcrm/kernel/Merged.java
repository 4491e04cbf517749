package io.telecomcrm.kernel;

/** The thing turned out to be another one, of whom it is part now. */
public final class Merged extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String type;
    private final long id;
    private final long into;

    /** @param type what was asked for, as it is called on the wire: {@code customer} */
    public Merged(String type, long id, long into) {
        super(type + " " + id, null, false, false);
        this.type = type;
        this.id = id;
        this.into = into;
    }

    public String type() {
        return type;
    }

    public long id() {
        return id;
    }

    public long into() {
        return into;
    }
}
