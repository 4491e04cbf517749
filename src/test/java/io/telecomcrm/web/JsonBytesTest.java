package io.telecomcrm.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonpCharacterEscapes;
import tools.jackson.databind.json.JsonMapper;

class JsonBytesTest {

    private static final JsonMapper JACKSON = JsonMapper.builder(JsonFactory.builder()
                    .characterEscapes(JsonpCharacterEscapes.instance())
                    .build())
            .build();

    @Property
    void writesTextsAsJacksonDoes(
            @ForAll @CharRange(from = 0, to = 0x7f) String latin,
            @ForAll @CharRange(from = 0x80, to = 0x2fff) String other,
            @ForAll @CharRange(from = 0x2026, to = 0x202a) String separators) {
        var text = latin + other + separators + "😀" + latin;
        var json = new JsonBytes();
        json.text(text);

        assertThat(written(json)).isEqualTo(JACKSON.writeValueAsString(text));
    }

    @Example
    void setsCommasBetweenWhatFollowsAndNowhereElse() {
        var json = new JsonBytes();
        json.beginArray();
        for (var id : List.of(-7L, Long.MAX_VALUE)) {
            json.beginObject();
            json.field("id");
            json.number(id);
            json.field("tags");
            json.beginArray();
            json.text("a,");
            json.text("[");
            json.endArray();
            json.field("nothing");
            json.empty();
            json.field("empty");
            json.beginObject();
            json.endObject();
            json.endObject();
        }
        json.endArray();

        assertThat(written(json))
                .isEqualTo("[{\"id\":-7,\"tags\":[\"a,\",\"[\"],\"nothing\":null,\"empty\":{}},"
                        + "{\"id\":9223372036854775807,\"tags\":[\"a,\",\"[\"],\"nothing\":null,\"empty\":{}}]");
    }

    @Property
    void writesTimesAsTheWireHasThem(
            @ForAll @LongRange(min = 0, max = 253_402_300_799L) long second,
            @ForAll @IntRange(min = 0, max = 999_999) int micros) {
        var at = Instant.ofEpochSecond(second, micros * 1000L);
        var fraction = micros == 0 ? "" : String.format(Locale.ROOT, ".%06d", micros);
        var shortest = fraction.replaceFirst("0+$", "");
        var time = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").format(at.atOffset(ZoneOffset.UTC));
        for (var stored : List.of(
                time + shortest + "+00",
                time + fraction + "+00",
                time + shortest + "+00:00",
                time.replace(' ', 'T') + fraction + "Z")) {
            var json = new JsonBytes();
            json.instant(stored.getBytes(StandardCharsets.UTF_8));
            assertThat(written(json)).as(stored).isEqualTo('"' + WireInstant.of(at) + '"');
        }
    }

    private static String written(JsonBytes json) {
        return new String(json.toBytes(), StandardCharsets.UTF_8);
    }
}
