package io.telecomcrm.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireInstantTest {

    private static final DateTimeFormatter STORED = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    /** As PostgreSQL spells them: microseconds without the zeros at their end. */
    @Property
    void readsWhatADriverSpells(
            @ForAll @LongRange(min = -62_135_596_800L, max = 253_402_300_799L) long second,
            @ForAll @IntRange(max = 999_999) int micros) {
        var at = Instant.ofEpochSecond(second, micros * 1_000L);
        var fraction = micros == 0 ? "" : ("." + "%06d".formatted(micros)).replaceAll("0+$", "");
        assertThat(WireInstant.read(STORED.format(at.atOffset(ZoneOffset.UTC)) + fraction + "+00"))
                .isEqualTo(at);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23 11:55:53.21+00:00, 2026-11-23T11:55:53.21Z",
        "2026-11-23T11:55:53Z,         2026-11-23T11:55:53Z",
        "2026-11-23 11:55:53,          2026-11-23T11:55:53Z",
        "2026-11-23 11:55+00,          2026-11-23T11:55:00Z",
        "2026-11-23 14:55:53.5+03,     2026-11-23T11:55:53.5Z",
        "2026-11-23 17:25:53+05:30,    2026-11-23T11:55:53Z"
    })
    void readsOtherSpellings(String stored, String wire) {
        assertThat(WireInstant.read(stored))
                .isEqualTo(OffsetDateTime.parse(wire).toInstant());
    }
}
