package io.telecomcrm.web;

/** Too many attempts; the caller may come back after some seconds. */
public final class Throttled extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long seconds;

    public Throttled(long seconds) {
        super("throttled", null, false, false);
        this.seconds = Math.max(1, seconds);
    }

    public long seconds() {
        return seconds;
    }
}
