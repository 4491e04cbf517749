package io.telecomcrm.users;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPathTest {

    @ParameterizedTest
    @CsvSource({
        "/customers?q=%D0%B8&page=2, /customers?q=%D0%B8&page=2",
        "http://localhost:8080/customers/7, /customers/7",
        "https://evil.example/customers, /customers",
        "///evil.example, /evil.example",
        "/, /",
        "'/payments?q=a|b{c}&kind[]=\"<>^`', /payments?q=a%7Cb%7Bc%7D&kind[]=%22%3C%3E%5E%60",
    })
    void keepsPathAndQuery(String wanted, String path) {
        assertThat(LocalPath.of(wanted)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\evil.example",
                "https:evil.example",
                "javascript:alert(1)",
                "/a\r\nSet-Cookie: x=1",
                "/\tevil",
                "http://evil.example//evil.example",
                "evil",
                "/login?next=/",
                "/logout",
                ""
            })
    void everythingElseLeadsToTheStart(String wanted) {
        assertThat(LocalPath.of(wanted)).isEqualTo("/");
    }
}
