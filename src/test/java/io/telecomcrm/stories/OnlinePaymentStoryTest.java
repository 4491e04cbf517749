package io.telecomcrm.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.contracts.SampleContracts;
import io.telecomcrm.gateway.Reviews;
import java.util.Map;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** A customer pays at the provider's page, and somebody places a payment that found no account. */
@IntegrationTest
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnlinePaymentStoryTest {

    @Autowired
    Http http;

    @Autowired
    Contracts contracts;

    @Autowired
    Reviews reviews;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transactions;

    private Chromium chromium;

    @BeforeAll
    void open() {
        chromium = new Chromium(http);
    }

    @AfterAll
    void close() {
        chromium.close();
    }

    @Test
    void paysOnAPhone() {
        var contract = new SampleContracts(db, transactions, contracts).active();
        var begun = http.api(
                        "POST",
                        "/api/v1/payments/",
                        http.token("operator"),
                        Map.of("contract", contract, "amount", "500.00", "method", "online"))
                .json();
        var page = chromium.person(390, 800, ColorScheme.DARK);
        page.navigate(begun.get("confirmation_url").asString());
        chromium.checkLooks(page, "simulator-390");
        page.locator("button[value=pay]").click();

        assertThat(page.locator("[role=status]").first()).hasText("Платёж прошёл.");
        page.locator("a.btn-primary").click();
        assertThat(page).hasURL(Pattern.compile("/simulator/paid$"));
    }

    @Test
    void placesAPaymentThatFoundNoAccount() {
        var contract = new SampleContracts(db, transactions, contracts).active();
        var number = http.api("GET", "/api/v1/contracts/" + contract + "/", http.token("operator"), null)
                .json()
                .get("number")
                .asString();
        reviews.demo();
        var page = chromium.desk();
        chromium.signIn(page, "supervisor");
        page.navigate("/gateway/review?q=A6271355");
        chromium.checkLooks(page, "review-1440");
        page.locator("#list tbody .k1 a").click();
        assertThat(page.locator("h1")).hasText("Лицевой счёт не найден");

        page.locator("[data-dialog=link]").click();
        page.fill("#account", "12");
        page.locator("#link-form button[type=submit]").click();
        assertThat(page.locator("#account-error")).containsText("Введите номер договора");
        page.fill("#account", number);
        page.locator("#link-form button[type=submit]").click();
        assertThat(page.locator(".dl")).containsText(number);
        chromium.checkLooks(page, "review-case-1440");

        page.locator("[data-dialog=accept]").click();
        page.locator("#accept-form button[type=submit]").click();
        assertThat(page.locator(".card-head .tag")).hasText("Принят");
    }
}
