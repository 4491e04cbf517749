package io.telecomcrm.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
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

    private static String written(JsonBytes json) {
        return new String(json.toBytes(), StandardCharsets.UTF_8);
    }
}
