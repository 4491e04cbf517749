package io.telecomcrm.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @Test
    void readsAnAddress() {
        assertThat(DatabaseUrl.parse("postgres://crm:p%25w%5Ex+1@db.example.org:6432/crm?ssl=true"))
                .isEqualTo(Map.of(
                        "url",
                        "jdbc:postgresql://db.example.org:6432/crm?ssl=true",
                        "username",
                        "crm",
                        "password",
                        "p%w^x+1"));
        assertThat(DatabaseUrl.parse("sqlite:data/crm.sqlite")).isEqualTo(Map.of("url", "jdbc:sqlite:data/crm.sqlite"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"top%secret", "top^secret", "top{secret", "top secret", "top|secret"})
    void tellsNoPasswordThatIsWrittenWrongly(String password) {
        assertThatThrownBy(() -> DatabaseUrl.parse("postgres://crm:" + password + "@localhost/crm"))
                .hasMessageContaining("DATABASE_URL")
                .hasNoCause()
                .hasMessageNotContaining("secret");
    }
}
