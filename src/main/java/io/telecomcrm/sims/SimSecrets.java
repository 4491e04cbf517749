package io.telecomcrm.sims;

import io.telecomcrm.kernel.Malformed;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The codes that unlock a card. They are stored encrypted, and shown only on purpose. */
public record SimSecrets(
        @Nullable String pin1,
        @Nullable String puk1,
        @Nullable String pin2,
        @Nullable String puk2) {

    static final SimSecrets NONE = new SimSecrets(null, null, null, null);

    /** Their names, on the wire and in forms. */
    static final List<String> FIELDS = List.of("pin1", "puk1", "pin2", "puk2");

    private static final Pattern PIN = Pattern.compile("[0-9]{4,8}");
    private static final Pattern PUK = Pattern.compile("[0-9]{8}");
    private static final String ABSENT = "-";

    static String pin(String typed) {
        return only(PIN, typed, "pin.invalid");
    }

    static String puk(String typed) {
        return only(PUK, typed, "puk.invalid");
    }

    boolean isEmpty() {
        return equals(NONE);
    }

    /** In the order of {@link #FIELDS}. */
    List<@Nullable String> values() {
        return Arrays.asList(pin1, puk1, pin2, puk2);
    }

    /** All in one line, for encryption. */
    String line() {
        return Stream.of(pin1, puk1, pin2, puk2)
                .map(code -> code == null ? ABSENT : code)
                .collect(Collectors.joining(" "));
    }

    static SimSecrets of(String line) {
        var codes = line.split(" ", -1);
        return new SimSecrets(code(codes[0]), code(codes[1]), code(codes[2]), code(codes[3]));
    }

    private static @Nullable String code(String written) {
        return written.equals(ABSENT) ? null : written;
    }

    private static String only(Pattern form, String typed, String code) {
        if (!form.matcher(typed).matches()) {
            throw new Malformed(code);
        }
        return typed;
    }

    @Override
    public String toString() {
        return "hidden";
    }
}
