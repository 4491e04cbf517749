package io.telecomcrm.kernel;

/** A value that is not written the way its format asks. Ordinary in checking what people type, so without a trace. */
public final class Malformed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Text text;

    public Malformed(String code, Object... args) {
        super(code, null, false, false);
        this.text = new Text(code, args);
    }

    /** What is wrong and how to mend it. */
    public Text text() {
        return text;
    }
}
