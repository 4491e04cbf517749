package io.telecomcrm.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.telecomcrmdb.Tables.CONTRACT;

import com.microsoft.playwright.options.ColorScheme;
import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.contracts.SampleContracts;
import java.time.Duration;
import java.util.Map;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** A line blocked for debt works again without money: by a promise, and by a higher limit. */
@IntegrationTest
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CreditStoryTest {

    @Autowired
    Http http;

    @Autowired
    Contracts contracts;

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
    void promisesAPayment() {
        var contract = inDebt();
        var page = chromium.desk();
        chromium.signIn(page, "operator");
        page.navigate("/contracts/" + contract);
        page.locator("[data-dialog=promise]").click();
        assertThat(page.locator("#promise-form #amount")).hasValue("100,00");
        chromium.checkLooks(page, "promise-1440");
        page.fill("#promise-form #amount", "99,99");
        page.locator("#promise-form button[type=submit]").click();
        assertThat(page.locator("#promise-form")).containsText("нужно не меньше");
        chromium.checkLooks(page, "promise-refused-1440");
        page.fill("#promise-form #amount", "100");
        page.locator("#promise-form button[type=submit]").click();
        assertThat(page.locator(".card-head .tag").first()).hasText("Действует");
        assertThat(page.locator("main")).containsText("Обещанный платёж");
        chromium.checkLooks(page, "promise-given-1440");
    }

    @Test
    void raisesTheLimit() {
        var contract = inDebt();
        var page = chromium.person(390, 800, ColorScheme.DARK);
        chromium.signIn(page, "supervisor");
        page.navigate("/contracts/" + contract);
        chromium.checkLooks(page, "debt-390");
        page.locator(".card-head .menu > summary.btn").click();
        org.assertj.core.api.Assertions.assertThat(
                        page.locator(".card-head .menu-box").boundingBox().x)
                .as("left edge of the menu")
                .isNotNegative();
        page.locator("[data-dialog=credit]").click();
        page.fill("#credit-form #credit_limit", "150");
        chromium.checkLooks(page, "credit-390");
        page.locator("#credit-form button[type=submit]").click();
        assertThat(page.locator(".card-head .tag").first()).hasText("Действует");
    }

    private long inDebt() {
        var contract = new SampleContracts(db, transactions, contracts).active();
        http.api(
                "POST",
                "/api/v1/contracts/" + contract + "/adjustments/",
                http.token("supervisor"),
                Map.of("amount", "-100.00", "reason", "По обращению"));
        db.update(CONTRACT)
                .set(
                        CONTRACT.ACTIVATED_AT,
                        db.fetchValue(CONTRACT.ACTIVATED_AT, CONTRACT.ID.eq(contract))
                                .minus(Duration.ofDays(40)))
                .where(CONTRACT.ID.eq(contract))
                .execute();
        return contract;
    }
}
