package io.telecomcrm.kernel;

/** The thing was changed by someone else since the caller read it. */
public final class Stale extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Stale(String type, Object id) {
        super(type + " " + id, null, false, false);
    }
}
