package io.telecomcrm.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.telecomcrmdb.Tables.CHARGE_RUN;
import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.PAYMENT;
import static io.telecomcrmdb.Tables.SIM;
import static io.telecomcrmdb.Tables.TARIFF;

import com.microsoft.playwright.options.ColorScheme;
import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.contracts.SampleContracts;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.payments.PaymentKind;
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

/** Paying at the desk, in a real browser. */
@IntegrationTest
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaymentStoryTest {

    @Autowired
    Http http;

    @Autowired
    DSLContext db;

    private Chromium chromium;
    private SampleContracts samples;

    @BeforeAll
    void open(@Autowired Contracts contracts, @Autowired TransactionTemplate transactions) {
        chromium = new Chromium(http);
        samples = new SampleContracts(db, transactions, contracts);
    }

    @AfterAll
    void close() {
        chromium.close();
    }

    @Test
    void aDebtorPaysByPhoneAndIsServedAgain() {
        var contract = debtor();
        var number = db.select(CONTRACT.NUMBER)
                .from(CONTRACT)
                .where(CONTRACT.ID.eq(contract))
                .fetchSingle(row -> row.value1().value());
        var phone = db.select(SIM.MSISDN)
                .from(SIM)
                .where(SIM.CONTRACT_ID.eq(contract))
                .fetchSingle(row -> row.value1().display());
        var page = chromium.desk();
        chromium.signIn(page, "operator");
        page.keyboard().press("KeyG");
        page.keyboard().press("KeyP");
        assertThat(page).hasURL(Pattern.compile("/payments$"));
        page.keyboard().press("KeyN");
        assertThat(page).hasURL(Pattern.compile("/payments/new$"));

        page.locator("#contract_text").pressSequentially(phone.replace("+7", "8"));
        assertThat(page.locator("#contract [role=option]").first()).isVisible();
        // what is found isn't a page to come back to
        assertThat(page).hasURL(Pattern.compile("/payments/new$"));
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("contract=" + contract + "$"));
        assertThat(page.locator("#desk")).containsText(number);
        assertThat(page.locator("#desk")).containsText("Приостановлен");
        chromium.settled(page);

        page.locator("[data-preset]").first().click();
        assertThat(page.locator("[data-pay]")).hasText("Принять 590,00\u00a0₽");
        page.fill("#given", "1000");
        assertThat(page.locator("[data-change]")).hasText("410,00\u00a0₽");
        chromium.checkLooks(page, "payment-new-1440");
        page.locator("[data-pay]").dblclick();

        assertThat(page).hasURL(Pattern.compile("/payments/\\d+\\?taken="));
        assertThat(page.locator(".notice-ok")).containsText("Сдача 410,00\u00a0₽");
        assertThat(page.locator(".notice-ok")).containsText("Договор снова действует");
        chromium.checkLooks(page, "payment-card-1440");
        var card = page.url().replaceFirst("\\?.*", "");
        Assertions.assertThat(db.fetchCount(
                        PAYMENT, PAYMENT.CONTRACT_ID.eq(contract).and(PAYMENT.KIND.eq(PaymentKind.PAYMENT))))
                .isEqualTo(1);

        // with the way back the same form comes again, and takes nothing
        page.goBack();
        page.goForward();
        page.navigate("/contracts/" + contract);
        assertThat(page.locator(".states [aria-current]")).hasText("Действует");
        page.navigate(card + "/receipt");
        chromium.checkLooks(page, "payment-receipt-1440");
        for (var width : new int[] {768, 390}) {
            var other = chromium.person(width, 900, ColorScheme.DARK);
            chromium.signIn(other, "supervisor");
            var paths = Map.of(
                    "payments", "/payments",
                    "payment-new", "/payments/new?contract=" + contract,
                    "ledger", "/contracts/" + contract + "?tab=payments");
            paths.forEach((name, path) -> {
                other.navigate(path);
                assertThat(other.locator("table, #take").first()).isVisible();
                chromium.checkLooks(other, name + "-" + width);
            });
            other.navigate(card);
            chromium.checkLooks(other, "payment-card-" + width);
        }
        page.navigate("/payments");
        chromium.checkLooks(page, "payments-1440");
        chromium.noComplaints();
    }

    /** Whose dialog is closed isn't what the key saves. */
    @Test
    void theKeyThatSavesBeginsNoRun() {
        var page = chromium.desk();
        chromium.signIn(page, "admin");
        page.navigate("/charge-runs");
        var before = db.fetchCount(CHARGE_RUN);
        page.keyboard().press("Control+Enter");
        page.waitForTimeout(1_500);

        assertThat(page).hasURL(Pattern.compile("/charge-runs$"));
        Assertions.assertThat(db.fetchCount(CHARGE_RUN)).isEqualTo(before);
    }

    @Test
    void aSupervisorGivesBackAPart() {
        var contract = samples.active();
        http.browser("operator")
                .post(
                        "/payments",
                        Map.of(
                                "contract",
                                Long.toString(contract),
                                "amount",
                                "500",
                                "method",
                                "card",
                                "request_key",
                                "story-" + contract));
        var page = chromium.desk();
        chromium.signIn(page, "supervisor");
        page.navigate("/payments?contract=" + contract);
        page.locator("#list tbody .k1 a").first().click();
        page.locator("[data-dialog=refund]").click();
        assertThat(page.locator("#refund #amount")).hasValue("500,00");
        page.fill("#refund #amount", "200");
        page.fill("#refund #reason", "Вернули часть аванса");
        chromium.checkLooks(page, "payment-refund-1440");
        page.locator("#refund [type=submit]").click();

        assertThat(page.locator("#linked")).isVisible();
        assertThat(page.locator("main")).containsText("Вернули часть аванса");
        assertThat(page.locator("main")).containsText("300,00\u00a0₽");
        chromium.noComplaints();
    }

    /** The fee could not be paid from nothing. */
    private long debtor() {
        var contract = samples.draft();
        db.update(TARIFF)
                .set(TARIFF.FEE, Money.ofRubles(590))
                .where(TARIFF.ID.eq(db.select(CONTRACT.TARIFF_ID).from(CONTRACT).where(CONTRACT.ID.eq(contract))))
                .execute();
        var answer = http.browser("operator").post("/contracts/" + contract + "/activation", Map.of());
        Assertions.assertThat(answer.status()).as(answer.body()).isEqualTo(303);
        return contract;
    }
}
