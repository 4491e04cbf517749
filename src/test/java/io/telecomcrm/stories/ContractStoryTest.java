package io.telecomcrm.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.SIM;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.contracts.SampleContracts;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.tariffs.TariffPeriod;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Selling and serving a line, in a real browser. */
@IntegrationTest
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractStoryTest {

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
    void aNewCustomerWalksOutWithAnActiveContract() {
        var sim = iccid(samples.sim());
        var tariff = samples.tariff();
        samples.tariff();
        var page = chromium.desk();
        chromium.signIn(page, "operator");
        page.navigate("/contracts");
        page.keyboard().press("KeyN");
        assertThat(page).hasURL(Pattern.compile("/contracts/new$"));

        page.locator("input[name=mode][value=new]").check();
        page.fill("#last_name", "Прохожева");
        page.fill("#first_name", "Ирина");
        page.fill("#phone", "+7900" + ThreadLocalRandom.current().nextInt(1_000_000, 9_999_999));
        page.fill("#birth_date", "1991-02-03");
        page.fill("#passport", "4512 " + ThreadLocalRandom.current().nextInt(100_000, 999_999));
        page.fill("#passport_issued_on", "2012-03-04");
        page.fill("#passport_issued_by", "ОВД района Зябликово г. Москвы");
        chromium.checkLooks(page, "wizard-customer-1440");
        page.keyboard().press("Control+Enter");

        // the scanner types and presses Enter
        assertThat(page).hasURL(Pattern.compile("/sim$"));
        chromium.checkLooks(page, "wizard-sim-1440");
        page.locator("#q").pressSequentially(sim);
        page.keyboard().press("Enter");

        assertThat(page).hasURL(Pattern.compile("/tariff$"));
        page.locator("input[name=compare]").nth(0).check();
        assertThat(page.locator("#compare")).containsText("Отметьте ещё один");
        page.locator("input[name=compare]").nth(1).check();
        assertThat(page.locator("#compare table")).isVisible();
        page.locator("input[name=tariff_id][value='" + tariff + "']").check();
        chromium.checkLooks(page, "wizard-tariff-1440");
        page.keyboard().press("Control+Enter");

        assertThat(page).hasURL(Pattern.compile("/check$"));
        assertThat(page.locator("main")).containsText("Прохожева Ирина");
        chromium.checkLooks(page, "wizard-check-1440");

        // back and forth loses nothing
        page.goBack();
        assertThat(page.locator("input[name=tariff_id]:checked")).hasValue(Long.toString(tariff));
        page.goForward();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Оформить и активировать"))
                .click();
        assertThat(page).hasURL(Pattern.compile("/contracts/\\d+$"));
        assertThat(page.locator(".states [aria-current]")).hasText("Действует");
        chromium.checkLooks(page, "contract-card-1440");
        chromium.noComplaints();
    }

    /** At the desk, customer waiting: counts what the operator does, and the time the product takes for it. */
    @Test
    void sellsInFarLessThanAMinute() {
        var sim = iccid(samples.sim());
        var tariff = samples.tariff(TariffPeriod.MONTHLY, true, Money.ofRubles(450));
        var page = chromium.desk();
        chromium.signIn(page, "operator");
        page.navigate("/contracts");
        var acts = new AtomicInteger();
        var began = System.nanoTime();
        Runnable on = () -> {
            acts.incrementAndGet();
            page.keyboard().press("Control+Enter");
        };

        acts.incrementAndGet();
        page.keyboard().press("KeyN");
        assertThat(page).hasURL(Pattern.compile("/contracts/new$"));
        acts.incrementAndGet();
        page.locator("input[name=mode][value=new]").check();
        Map.of(
                        "last_name", "Скорая",
                        "first_name", "Анна",
                        "phone", "8 900 " + ThreadLocalRandom.current().nextInt(1_000_000, 9_999_999),
                        "birth_date", "1991-02-03",
                        "passport", "4512 " + ThreadLocalRandom.current().nextInt(100_000, 999_999),
                        "passport_issued_on", "2012-03-04",
                        "passport_issued_by", "ОВД района Зябликово г. Москвы")
                .forEach((field, text) -> {
                    acts.incrementAndGet();
                    page.fill("#" + field, text);
                });
        on.run();
        assertThat(page).hasURL(Pattern.compile("/sim$"));
        assertThat(page.locator("#q")).isFocused();
        acts.incrementAndGet();
        page.keyboard().type(sim);
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("/tariff$"));
        acts.incrementAndGet();
        page.locator("input[name=tariff_id][value='" + tariff + "']").check();
        on.run();
        assertThat(page).hasURL(Pattern.compile("/check$"));
        acts.incrementAndGet();
        page.locator("input[name=first_method][value=cash]").check();
        on.run();
        assertThat(page).hasURL(Pattern.compile("/contracts/\\d+$"));
        assertThat(page.locator(".states [aria-current]")).hasText("Действует");
        assertThat(page.locator("main")).containsText("Скорая Анна");

        var seconds = (System.nanoTime() - began) / 1_000_000_000;
        org.assertj.core.api.Assertions.assertThat(seconds).isLessThan(60);
        org.assertj.core.api.Assertions.assertThat(acts.get()).isLessThanOrEqualTo(16);
        chromium.noComplaints();
    }

    @Test
    void theWizardNeedsNoMouse() {
        var customer = samples.customer();
        var sim = iccid(samples.sim());
        var tariff = samples.tariff();
        var page = chromium.person(1440, 900, ColorScheme.DARK);
        chromium.signIn(page, "operator");
        page.navigate("/contracts");
        page.keyboard().press("KeyN");

        assertThat(page.locator("#customer_id_text")).isFocused();
        page.keyboard().type(db.fetchSingle(CUSTOMER, CUSTOMER.ID.eq(customer)).getFullName());
        assertThat(page.locator("#customer_id-options [role=option]")).hasCount(1);
        page.keyboard().press("Enter");
        assertThat(page.locator("input[name=customer_id]")).hasValue(Long.toString(customer));
        chromium.checkLooks(page, "wizard-keyboard-customer-1440-dark");
        tabTo(page, "main form.form button[type=submit]");
        page.keyboard().press("Enter");

        assertThat(page.locator("#q")).isFocused();
        chromium.checkLooks(page, "wizard-keyboard-sim-1440-dark");
        page.keyboard().type(sim);
        page.keyboard().press("Enter");

        assertThat(page).hasURL(Pattern.compile("/tariff$"));
        chromium.checkLooks(page, "wizard-keyboard-tariff-1440-dark");
        tabTo(page, "[name=compare]");
        page.keyboard().press("Shift+Tab");
        page.keyboard().press("Space");
        // the arrows go through the tariffs, in the order of their names
        for (var i = 0;
                i < 200
                        && page.locator("[name=tariff_id][value='" + tariff + "']:checked")
                                        .count()
                                == 0;
                i++) {
            page.keyboard().press("ArrowUp");
        }
        tabTo(page, "main form.stack > .form-actions button.btn-primary");
        page.keyboard().press("Enter");

        assertThat(page).hasURL(Pattern.compile("/check$"));
        chromium.checkLooks(page, "wizard-keyboard-check-1440-dark");
        tabTo(page, "button[name=activate][value=true]");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("/contracts/\\d+$"));
        assertThat(page.locator(".states [aria-current]")).hasText("Действует");
        chromium.noComplaints();
    }

    /** Goes on by Tab to the element; whatever has the focus on the way can be seen and is no smaller than 24 pixels. */
    private static void tabTo(Page page, String selector) {
        for (var presses = 0; presses < 80; presses++) {
            page.keyboard().press("Tab");
            var poor = page.evaluate("""
                    () => {
                      const e = document.activeElement;
                      const near = [e, e.nextElementSibling, e.closest('label')].filter(Boolean);
                      const seen = near.some((x) => getComputedStyle(x).outlineStyle !== 'none');
                      const size = (e.closest('label') ?? e).getBoundingClientRect();
                      return seen && size.width >= 24 && size.height >= 24 ? null : e.outerHTML.slice(0, 200);
                    }""");
            org.assertj.core.api.Assertions.assertThat(poor)
                    .as("focus that is not seen, or too small")
                    .isNull();
            if ((boolean) page.evaluate("selector => document.activeElement.matches(selector)", selector)) {
                return;
            }
        }
        throw new AssertionError("Not reached by Tab: " + selector);
    }

    @Test
    void bindsACardByTheScannerAlone() {
        var sim = iccid(samples.sim());
        var draft = samples.draftWithoutSim();
        var page = chromium.desk();
        chromium.signIn(page, "operator");
        page.navigate("/sims/binding");
        assertThat(page.locator("#iccid")).isFocused();
        page.keyboard().type("8970177000000000004");
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-summary]")).containsText("контрольная цифра");
        assertThat(page.locator("#iccid")).isFocused();
        page.keyboard().type(sim);
        page.keyboard().press("Enter");
        assertThat(page.locator("#contract_id_text")).isFocused();
        chromium.checkLooks(page, "sim-binding-1440");
        page.keyboard().type(number(draft));
        page.keyboard().press("Enter");
        assertThat(page.locator("input[name=contract_id]")).hasValue(Long.toString(draft));
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("/contracts/" + draft + "$"));
        assertThat(page.locator("main")).containsText(sim.replaceAll("(.{4})(?=.)", "$1 "));
        chromium.noComplaints();
    }

    @Test
    void aCardTakenMeanwhileIsExplained() {
        var customer = samples.customer();
        var sim = samples.sim();
        var tariff = samples.tariff();
        var page = chromium.person(390, 844, ColorScheme.DARK);
        chromium.signIn(page, "operator");
        page.navigate("/contracts/new?customer=" + customer + "&sim=" + sim);
        next(page);
        assertThat(page).hasURL(Pattern.compile("/tariff$"));
        page.locator("input[name=tariff_id][value='" + tariff + "']").check();
        next(page);
        assertThat(page).hasURL(Pattern.compile("/check$"));
        var check = page.url();

        // at the next desk
        var other = chromium.desk();
        chromium.signIn(other, "supervisor");
        other.navigate("/contracts/new?customer=" + samples.customer() + "&sim=" + sim);
        next(other);
        other.locator("input[name=tariff_id][value='" + tariff + "']").check();
        next(other);
        other.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Оформить и активировать"))
                .click();
        assertThat(other).hasURL(Pattern.compile("/contracts/\\d+$"));

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Оформить и активировать"))
                .click();
        assertThat(page.locator("[data-summary]")).containsText("остальное сохранено");
        assertThat(page).hasURL(Pattern.compile("/sim$"));
        chromium.checkLooks(page, "wizard-sim-taken-390-dark");
        page.locator("#q").pressSequentially(iccid(samples.sim()));
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("/tariff$"));
        page.navigate(check);
        assertThat(page.locator("main")).containsText("Проверьте и подпишите");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Оформить и активировать"))
                .click();
        assertThat(page.locator(".states [aria-current]")).hasText("Действует");
        chromium.noComplaints();
    }

    @Test
    void theBackButtonLosesNothing() {
        var customer = samples.customer();
        var name = db.fetchSingle(CUSTOMER, CUSTOMER.ID.eq(customer)).getFullName();
        var page = chromium.desk();
        chromium.signIn(page, "operator");
        page.navigate("/contracts");
        page.navigate("/contracts/new");
        next(page);
        assertThat(page.locator("[data-summary]")).isFocused();
        assertThat(page).hasURL(Pattern.compile("/contracts/new$"));

        page.fill("#customer_id_text", name);
        page.locator("#customer_id-options [role=option]").click();
        next(page);
        assertThat(page).hasURL(Pattern.compile("/sim$"));
        var sim = page.url();
        page.locator("#q").pressSequentially("8970120000000000000");
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-summary]")).isVisible();
        page.goBack();
        assertThat(page).hasURL(sim.replaceFirst("sim$", "customer"));
        assertThat(page.locator("#customer_id_text")).hasValue(name);
        next(page);
        assertThat(page).hasURL(sim);
        chromium.noComplaints();
    }

    @Test
    void aDialogKeepsWhatWasTyped() {
        var id = samples.active();
        var page = chromium.desk();
        chromium.signIn(page, "operator");
        page.navigate("/contracts/" + id);
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Заблокировать").setExact(true))
                .first()
                .click();
        page.fill("#block_note", "Не терять");
        page.locator("#block-form button[type=submit]").click();
        assertThat(page.locator("#block .fld-error").first()).hasText(Pattern.compile("\\S"));
        assertThat(page.locator("#block_note")).hasValue("Не терять");
        assertThat(page).hasURL(Pattern.compile("/contracts/" + id + "$"));

        page.locator("input[name=block_reason][value=lost_sim]").check();
        page.context().clearCookies();
        page.locator("#block-form button[type=submit]").click();
        assertThat(page.locator("#block [data-problem]")).containsText("введённое не потеряно");
        assertThat(page.locator("#block [data-problem] a")).isFocused();
        chromium.picture(page, "contract-block-signed-out-1440");
        var tab = page.context().newPage();
        chromium.signIn(tab, "operator");
        tab.close();
        page.locator("#block-form button[type=submit]").click();
        assertThat(page.locator(".states [aria-current]")).hasText("Приостановлен");
        assertThat(page.locator("main")).containsText("Не терять");
        assertThat(page.locator("[data-toast]")).containsText("Договор заблокирован");
        chromium.noComplaints();
    }

    @Test
    void theLostCardIsBlockedAndReplaced() {
        var id = samples.active();
        var next = iccid(samples.sim());
        var page = chromium.desk();
        chromium.signIn(page, "operator");
        page.navigate("/contracts/" + id);

        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Заблокировать").setExact(true))
                .first()
                .click();
        page.locator("input[name=block_reason][value=lost_sim]").check();
        page.fill("#block_note", "Оставил в такси");
        chromium.picture(page, "contract-block-1440");
        page.locator("#block-form button[type=submit]").click();
        assertThat(page.locator(".states [aria-current]")).hasText("Приостановлен");
        chromium.checkLooks(page, "contract-suspended-1440");

        page.locator(".menu > summary.btn").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Заменить SIM-карту"))
                .first()
                .click();
        assertThat(page.locator(".card-head .menu[open]")).hasCount(0);
        page.locator("#sim_id_text").pressSequentially(next);
        page.keyboard().press("Enter");
        page.locator("#sim-form button[type=submit]").last().click();
        assertThat(page.locator(".states [aria-current]")).hasText("Действует");
        assertThat(page.locator("main")).containsText(next.substring(next.length() - 3));
        chromium.noComplaints();
    }

    @Test
    void blocksAndUnblocks() {
        var id = samples.active();
        var page = chromium.person(768, 1024, ColorScheme.DARK);
        chromium.signIn(page, "operator");
        page.navigate("/contracts/" + id);
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Заблокировать").setExact(true))
                .first()
                .click();
        page.locator("input[name=block_reason][value=voluntary]").check();
        assertThat(page.locator("#block_until")).isVisible();
        page.locator("#block-form button[type=submit]").click();
        assertThat(page.locator(".states [aria-current]")).hasText("Приостановлен");
        chromium.checkLooks(page, "contract-suspended-768-dark");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Снять").setExact(true))
                .click();
        page.locator("#unblock-voluntary-form button[type=submit]").click();
        assertThat(page.locator(".states [aria-current]")).hasText("Действует");
        page.navigate("/contracts/" + id + "?tab=history");
        assertThat(page.locator(".timeline")).containsText("Блокировка снята");
        chromium.noComplaints();
    }

    private static void next(Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Далее"))
                .click();
    }

    private String number(long contract) {
        return db.fetchSingle(CONTRACT, CONTRACT.ID.eq(contract)).getNumber().value();
    }

    private String iccid(long sim) {
        return db.fetchSingle(SIM, SIM.ID.eq(sim)).getIccid().value();
    }
}
