package io.telecomcrm.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.contracts.SampleContracts;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Two at their desks: what one does, the other sees come. */
@IntegrationTest
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveStoryTest {

    @Autowired
    Http http;

    private Chromium chromium;
    private SampleContracts samples;

    @BeforeAll
    void open(@Autowired DSLContext db, @Autowired Contracts contracts, @Autowired TransactionTemplate transactions) {
        chromium = new Chromium(http);
        samples = new SampleContracts(db, transactions, contracts);
    }

    @AfterAll
    void close() {
        chromium.close();
    }

    @Test
    void aPaymentTakenByOneShowsOnTheCardOfTheOther() {
        var contract = samples.active();
        var operator = chromium.desk();
        chromium.signIn(operator, "operator");
        operator.navigate("/notices");
        readAll(operator);
        // from then on the others know who is here
        operator.waitForResponse("**/presence", () -> operator.navigate("/contracts/" + contract));
        var supervisor = chromium.desk();
        chromium.signIn(supervisor, "supervisor");
        supervisor.navigate("/payments/new?contract=" + contract);
        supervisor.fill("#amount", "150");
        supervisor.locator("[data-pay]").click();
        assertThat(supervisor).hasURL(Pattern.compile("/payments/\\d+\\?taken="));

        var toast = operator.locator("#toasts .toast");
        assertThat(toast).containsText("Платёж 150,00");
        assertThat(operator.locator("#bell .bell-count")).hasText("1");
        assertThat(operator.locator("#bell")).containsText("1 непрочитанное");
        // it stays for as long as somebody points at it
        toast.hover();
        operator.waitForTimeout(8_500);
        assertThat(toast).isVisible();
        chromium.checkLooks(operator, "live-card-1440");

        operator.locator("#bell-menu > summary").click();
        assertThat(operator.locator(".bell-list .is-unread").first()).containsText("Платёж 150,00");
        chromium.checkLooks(operator, "live-bell-1440");
        operator.keyboard().press("Escape");

        operator.locator("#changed a").click();
        assertThat(operator.locator("#bell .bell-count")).hasCount(0);
        assertThat(operator.locator("main")).containsText("150,00");
        // whoever did it is told nothing
        assertThat(supervisor.locator("#toasts .toast")).hasCount(0);
        chromium.noComplaints();
    }

    @Test
    void aListOffersWhatIsNewAndKeepsItsFilter() {
        var contract = samples.active();
        var page = chromium.desk();
        chromium.signIn(page, "operator");
        page.navigate("/payments?method=card");
        var first = page.locator("#list").innerText();
        for (var method : new String[] {"cash", "card", "card"}) {
            Assertions.assertThat(http.api(
                                    "POST",
                                    "/api/payments/",
                                    http.token("supervisor"),
                                    Map.of("contract", contract, "amount", "77.00", "method", method))
                            .status())
                    .isEqualTo(201);
        }
        assertThat(page.locator("#fresh")).hasText("Есть новые записи: показать 2");
        Assertions.assertThat(page.locator("#list").innerText()).isEqualTo(first);
        page.locator("#fresh a").click();

        assertThat(page.locator("#list tbody tr").first()).containsText("77,00");
        assertThat(page.locator("#fresh")).isEmpty();
        assertThat(page).hasURL(Pattern.compile("/payments\\?method=card$"));
        chromium.noComplaints();
    }

    @Test
    void aPageOutOfSightClosesItsSocketAndCatchesUp() {
        var page = chromium.person(390, 844, ColorScheme.DARK);
        chromium.signIn(page, "operator");
        page.navigate("/notices");
        readAll(page);
        sight(page, true);
        var ticket = http.api(
                        "POST",
                        "/api/tickets/",
                        http.token("supervisor"),
                        Map.of("customer", samples.customer(), "subject", "Пока не смотрят"))
                .json();
        Assertions.assertThat(http.api(
                                "POST",
                                "/api/tickets/" + ticket.get("id").asLong() + "/assign/",
                                http.token("supervisor"),
                                Map.of("assigned_to", http.userId("operator")))
                        .status())
                .isEqualTo(200);
        page.waitForTimeout(700);
        assertThat(page.locator("#bell .bell-count")).hasCount(0);
        sight(page, false);

        assertThat(page.locator("#bell .bell-count")).hasText("1");
        page.navigate("/notices");
        assertThat(page.locator(".notices-i.is-unread").first())
                .containsText(ticket.get("number").asString());
        chromium.checkLooks(page, "notices-390");
        readAll(page);
        page.locator("[data-dialog=choices]").click();
        assertThat(page.locator("#choices")).isVisible();
        chromium.checkLooks(page, "notices-choices-390");
        chromium.noComplaints();
    }

    private static void readAll(Page page) {
        var button = page.locator(".head-actions form[action='/notices/read'] button");
        if (button.count() > 0) {
            button.click();
        }
        assertThat(page.locator("#bell .bell-count")).hasCount(0);
    }

    private static void sight(Page page, boolean hidden) {
        page.evaluate(
                "hidden => { Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });"
                        + " document.dispatchEvent(new Event('visibilitychange', { bubbles: true })); }",
                hidden);
    }
}
