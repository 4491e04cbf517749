package io.telecomcrm.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
class SignInTest {

    @Autowired
    Http http;

    @Test
    void aUserSignsInByPages() {
        var browser = http.browser("operator");

        assertThat(browser.cookies()).containsKey("crm_session");
    }

    @Test
    void aUserSignsInByTokens() {
        assertThat(http.signIn(http.username("operator"))).isNotBlank();
    }
}
