package io.telecomcrm.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** An instant as the API writes it: UTC, with microseconds only where they are not zero. */
public final class WireInstant extends StdSerializer<Instant> {

    private static final DateTimeFormatter WHOLE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'");
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

    /** How long a time is that ends with its seconds, and how many digits may follow. */
    private static final int SECOND = 19;

    private static final int NANOS = 9;

    private static final Pattern ZONE = Pattern.compile("[+-][0-9]{2}(?::?[0-9]{2})?$");

    WireInstant() {
        super(Instant.class);
    }

    @Override
    public void serialize(Instant at, JsonGenerator json, SerializationContext context) {
        json.writeString(of(at));
    }

    /**
     * The same of a time as a database driver spells it, {@code 2026-11-23 11:55:53.21+00}. In UTC, as most are, it
     * is put together from parts of the text, without reading it.
     */
    public static String ofStored(String stored) {
        if (stored.endsWith("+00")) {
            return text(stored.substring(0, 10) + 'T' + stored.substring(11, stored.length() - 3), ZoneOffset.UTC);
        }
        var zone = ZONE.matcher(stored);
        if (!zone.find()) {
            var end = stored.endsWith("Z") ? stored.length() - 1 : stored.length();
            return text(stored.substring(0, 10) + 'T' + stored.substring(11, end), ZoneOffset.UTC);
        }
        var time = stored.substring(0, 10) + 'T' + stored.substring(11, zone.start());
        return text(time, ZoneOffset.of(zone.group()));
    }

    /** The moment that a database driver spells so. In UTC its digits are taken as they stand. */
    public static Instant read(String stored) {
        var end = stored.endsWith("+00") ? stored.length() - "+00".length() : 0;
        var isWhole = end == SECOND;
        var isFraction = end > SECOND + 1 && end <= SECOND + 1 + NANOS && stored.charAt(SECOND) == '.';
        if (!isWhole && !isFraction || stored.charAt(4) != '-') {
            return Instant.parse(ofStored(stored));
        }
        var day = LocalDate.of(digits(stored, 0, 4), digits(stored, 5, 7), digits(stored, 8, 10));
        var second = digits(stored, 11, 13) * 3600 + digits(stored, 14, 16) * 60 + digits(stored, 17, SECOND);
        var nanos = isWhole ? 0 : digits(stored, SECOND + 1, end);
        for (var place = end - SECOND - 1; isFraction && place < NANOS; place++) {
            nanos *= 10;
        }
        return Instant.ofEpochSecond(day.toEpochDay() * 86_400 + second, nanos);
    }

    private static int digits(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    private static String text(String time, ZoneOffset offset) {
        if (offset.getTotalSeconds() != 0) {
            return of(LocalDateTime.parse(time).toInstant(offset));
        }
        var dot = time.indexOf('.');
        if (dot < 0) {
            return (time.length() == 16 ? time + ":00" : time) + 'Z';
        }
        var fraction = (time.substring(dot + 1) + "000000").substring(0, 6);
        return fraction.equals("000000") ? time.substring(0, dot) + 'Z' : time.substring(0, dot) + '.' + fraction + 'Z';
    }

    public static String of(Instant at) {
        return (at.getNano() / 1000 == 0 ? WHOLE : MICROS).format(at.atOffset(ZoneOffset.UTC));
    }
}
