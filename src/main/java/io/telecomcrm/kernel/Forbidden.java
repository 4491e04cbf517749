package io.telecomcrm.kernel;

/** The actor lacks a permission. */
public final class Forbidden extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String permission;

    public Forbidden(String permission) {
        super(permission, null, false, false);
        this.permission = permission;
    }

    public String permission() {
        return permission;
    }
}
