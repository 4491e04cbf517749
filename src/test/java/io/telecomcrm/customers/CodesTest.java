package io.telecomcrm.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Phone;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class CodesTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void areThoseOfTheApi() {
        assertThat(Arrays.stream(CustomerKind.values()).map(CustomerKind::code)).containsExactly("person", "company");
        assertThat(Arrays.stream(CustomerStatus.values()).map(CustomerStatus::code))
                .containsExactly("new", "active", "blocked", "former");
        assertThat(Arrays.stream(DocumentType.values()).map(DocumentType::code))
                .containsExactly("passport_rf", "foreign");
    }

    @Test
    void areReadBack() {
        assertThat(CustomerKind.values())
                .allSatisfy(kind -> assertThat(CustomerKind.of(kind.code())).isEqualTo(kind));
        assertThat(CustomerStatus.values())
                .allSatisfy(
                        status -> assertThat(CustomerStatus.of(status.code())).isEqualTo(status));
        assertThat(DocumentType.values())
                .allSatisfy(type -> assertThat(DocumentType.of(type.code())).isEqualTo(type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NEW", "new ", "old", "new\u0000"})
    void areNeverGuessed(String code) {
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> CustomerStatus.of(code))
                .satisfies(malformed -> assertThat(malformed.text().args()).containsExactly(code))
                .withMessage("field.choice");
    }

    @Test
    void standInJsonAsTheyAre() {
        assertThat(JSON.writeValueAsString(CustomerStatus.NEW)).isEqualTo("\"new\"");
        assertThat(JSON.readValue("\"new\"", CustomerStatus.class)).isEqualTo(CustomerStatus.NEW);
        assertThat(JSON.writeValueAsString(new Inn("7707083893"))).isEqualTo("\"7707083893\"");
        assertThat(JSON.readValue("\"7707083893\"", Inn.class)).isEqualTo(new Inn("7707083893"));
        assertThat(JSON.writeValueAsString(new Phone("+79161234567"))).isEqualTo("\"+79161234567\"");
        assertThat(JSON.readValue("\"+79161234567\"", Phone.class)).isEqualTo(new Phone("+79161234567"));
    }
}
