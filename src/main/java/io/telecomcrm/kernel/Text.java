package io.telecomcrm.kernel;

/** A text for people that gets its language only when it is shown: the key of a message and its arguments. */
public record Text(String code, Object... args) {

    @Override
    public String toString() {
        return code;
    }
}
