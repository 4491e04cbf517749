package io.telecomcrm.kernel;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Map;
import java.util.stream.Stream;

/** What each code of a choice means: rows are full of them, and to spell a choice until one fits costs more than to read it. */
final class Codes extends ClassValue<Map<String, Coded>> {

    static final Codes ALL = new Codes();

    private Codes() {}

    @Override
    protected Map<String, Coded> computeValue(Class<?> choice) {
        return Stream.of(choice.getEnumConstants())
                .map(Coded.class::cast)
                .collect(toUnmodifiableMap(Coded::code, one -> one));
    }
}
