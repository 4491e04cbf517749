package io.telecomcrm.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** The life of a ticket, from the call to the follow-up, in a real browser. */
@IntegrationTest
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TicketStoryTest {

    @Autowired
    Http http;

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
    void livesFromTheCallToTheFollowUp() {
        var phone = phone();
        customer("Звонкова", phone);
        var page = chromium.desk();
        chromium.signIn(page, "operator");
        page.navigate("/tickets?queue=all");
        page.keyboard().press("KeyN");
        assertThat(page).hasURL(Pattern.compile("/tickets/new$"));

        page.keyboard().press("Control+Enter");
        assertThat(page).hasTitle(Pattern.compile("^Ошибка"));
        page.fill("#customer_text", phone.substring(2));
        page.locator("#customer-options [role=option]").first().waitFor();
        page.keyboard().press("Enter");
        assertThat(page.locator("input[name=customer]")).hasValue(Pattern.compile("\\d+"));
        page.fill("#subject", "Пропал интернет");
        page.fill("#description", "Второй день.\nТелефон перезагружали.");
        page.check("input[name=priority][value=high]");
        chromium.checkLooks(page, "ticket-form-1440");
        page.keyboard().press("Control+Enter");

        assertThat(heading(page)).containsText("Пропал интернет");
        assertThat(page.locator(".thread")).containsText("Телефон перезагружали.");
        var card = page.url();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Взять в работу"))
                .click();
        assertThat(page.locator(".card-head .tag").first()).hasText("В работе");

        // what is being written survives
        page.fill("#text", "Черновик ответа");
        page.waitForTimeout(500);
        page.navigate("/tickets?queue=mine");
        page.navigate(card);
        assertThat(page.locator("#text")).hasValue("Черновик ответа");

        page.check("input[name=is_internal][value=true]");
        page.fill("#text", "Проверили соту, авария.");
        page.setInputFiles(
                "#files", new FilePayload("замер.txt", "text/plain", "RSRP -115".getBytes(StandardCharsets.UTF_8)));
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Ответить").setExact(true))
                .click();
        assertThat(page.locator(".said-internal")).containsText("Проверили соту");
        assertThat(page.locator(".said-internal .files")).containsText("замер.txt");
        assertThat(page.locator("#text")).hasValue("");
        var download = page.waitForDownload(() -> page.getByText("замер.txt").click());
        org.assertj.core.api.Assertions.assertThat(download.suggestedFilename()).isEqualTo("замер.txt");

        page.fill("#text", "Связь восстановили, проверьте.");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Ответить и решить"))
                .click();
        assertThat(page.locator(".card-head .tag").first()).hasText("Решено");
        page.locator(".toast-undo").first().click();
        assertThat(page.locator(".card-head .tag").first()).hasText("В работе");
        page.locator(".card-head")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Решено"))
                .click();
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Закрыть").setExact(true))
                .first()
                .click();
        page.locator("#close button[value=closed]").click();
        assertThat(page.locator(".card-head .tag").first()).hasText("Закрыто");

        page.getByText("Завести продолжение").last().click();
        assertThat(page.locator("#customer_text")).hasValue(Pattern.compile("Звонкова"));
        page.fill("#subject", "Снова пропал интернет");
        page.click(".form-actions button[type=submit]");
        assertThat(page.locator("main")).containsText("Связанные обращения");
        chromium.noComplaints();
    }

    @Test
    void seesWhoElseIsHereAndWalksTheQueue() {
        var customer = customer("Очередная", phone());
        for (var subject : List.of("Первое", "Второе", "Третье")) {
            ticket(customer, subject, "normal");
        }
        var first = chromium.desk();
        chromium.signIn(first, "operator");
        first.navigate("/tickets?queue=all&q=" + Http.encode("очередная"));
        first.locator("#list tbody tr").first().locator("a").first().click();
        assertThat(heading(first)).containsText("Третье");
        first.keyboard().press("BracketRight");
        assertThat(heading(first)).containsText("Второе");
        first.keyboard().press("BracketLeft");
        assertThat(heading(first)).containsText("Третье");

        var second = chromium.desk();
        chromium.signIn(second, "supervisor");
        second.navigate(first.url());
        assertThat(second.locator(".presence")).containsText("Сейчас здесь: Т. Тестов");
        chromium.checkLooks(second, "ticket-card-presence-1440");
        chromium.noComplaints();
    }

    @Test
    void worksAListOffOneAfterTheOther() {
        var customer = customer("Подрядов", phone());
        for (var subject : List.of("Последнее", "Среднее", "Первое")) {
            ticket(customer, subject, "normal");
        }
        var page = chromium.desk();
        chromium.signIn(page, "operator");
        page.navigate("/tickets?queue=all&q=" + Http.encode("подрядов"));
        page.locator("#list tbody tr").first().locator("a").first().click();
        assertThat(heading(page)).containsText("Первое");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Взять в работу"))
                .click();
        assertThat(page.locator(".card-head .tag").first()).hasText("В работе");
        page.check("#answer [data-next]");
        page.fill("#text", "Готово.");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Ответить и решить"))
                .click();
        assertThat(heading(page)).containsText("Среднее");
        assertThat(page.locator(".toast-undo").first()).isVisible();

        // the wish is remembered, and counts for the button in the head too
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Взять в работу"))
                .click();
        assertThat(page.locator(".card-head .tag").first()).hasText("В работе");
        assertThat(page.locator("#answer [data-next]")).isChecked();
        chromium.checkLooks(page, "ticket-card-next-1440");
        page.locator(".card-head")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Решено"))
                .click();
        assertThat(heading(page)).containsText("Последнее");
        assertThat(page.locator("#answer [data-next]")).isHidden();
        chromium.noComplaints();
    }

    @Test
    void aFileThatIsTooLargeIsToldBeforeItIsSent() {
        var id = ticket(customer("Файлов", phone()), "Запись разговора", "normal");
        var page = chromium.desk();
        chromium.signIn(page, "operator");
        page.navigate("/tickets/" + id);
        page.fill("#text", "Смотрите запись");
        page.setInputFiles("#files", new FilePayload("запись.png", "image/png", new byte[(10 << 20) + 1]));
        assertThat(page.locator("#files-error")).containsText("«запись.png» больше 10 МБ");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Ответить").setExact(true))
                .click();
        assertThat(page.locator("#files")).isFocused();
        assertThat(page.locator("#text")).hasValue("Смотрите запись");

        page.setInputFiles("#files", new FilePayload[0]);
        assertThat(page.locator("#files-error")).isEmpty();
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Ответить").setExact(true))
                .click();
        assertThat(page.locator(".thread")).containsText("Смотрите запись");
        chromium.noComplaints();
    }

    @Test
    void twoWhoEditATicketLoseNothing() {
        var customer = customer("Первая", phone());
        var other = customer("Вторая", phone());
        var id = ticket(customer, "Не звонит", "normal");
        var first = chromium.desk();
        var second = chromium.person(390, 844, ColorScheme.DARK);
        chromium.signIn(first, "operator");
        chromium.signIn(second, "supervisor");
        first.navigate("/tickets/" + id + "/edit");
        second.navigate("/tickets/" + id + "/edit");
        first.fill("#subject", "Не звонит и не принимает");
        first.fill("#customer_text", "");
        first.locator("#customer_text").pressSequentially("Вторая");
        first.locator("#customer-options [role=option]").first().waitFor();
        first.keyboard().press("Enter");
        first.keyboard().press("Control+Enter");
        assertThat(heading(first)).containsText("Не звонит и не принимает");

        second.fill("#subject", "Не звонит вечером");
        second.keyboard().press("Control+Enter");
        assertThat(second.locator("#conflict")).containsText("Не звонит вечером");
        assertThat(second.locator("#customer_text")).hasValue(Pattern.compile("^Вторая"));
        second.check("input[name=choose_customer][value=mine]");
        assertThat(second.locator("#customer_text")).hasValue(Pattern.compile("^Первая"));
        second.check("input[name=choose_customer][value=theirs]");
        assertThat(second.locator("#customer_text")).hasValue(Pattern.compile("^Вторая"));
        second.check("input[name=choose_subject][value=theirs]");
        assertThat(second.locator("#subject")).hasValue("Не звонит и не принимает");
        chromium.checkLooks(second, "ticket-conflict-390-dark");
        second.keyboard().press("Control+Enter");
        assertThat(second).hasURL(Pattern.compile("/tickets/" + id + "$"));
        assertThat(second.locator("main")).containsText("Вторая");
        chromium.noComplaints();
    }

    @Test
    void everyPageLooksRightOnEveryScreen() {
        var customer = customer("Длиннофамильный-Константинопольский", phone());
        var id = ticket(
                customer,
                "Очень длинная тема обращения, которая едва ли поместится в одну строку на телефоне",
                "urgent");
        http.api("POST", "/api/tickets/" + id + "/comments/", http.token("operator"), Map.of("text", "Ответили."));
        http.api(
                "POST",
                "/api/tickets/" + id + "/comments/",
                http.token("operator"),
                Map.of("text", "Заметка.", "is_internal", true));
        for (var width : List.of(1440, 768, 390)) {
            for (var colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                var page = chromium.person(width, width == 390 ? 844 : 900, colours);
                var suffix = "-" + width + "-" + colours.name().toLowerCase(Locale.ROOT);
                chromium.signIn(page, "supervisor");
                for (var path : List.of(
                        "/tickets?queue=all",
                        "/tickets?queue=mine",
                        "/tickets?queue=all&q=" + Http.encode("нет такого"),
                        "/tickets/new?customer=" + customer,
                        "/tickets/" + id,
                        "/tickets/" + id + "/edit",
                        "/customers/" + customer + "/tickets")) {
                    page.navigate(path);
                    page.waitForLoadState();
                    chromium.checkLooks(
                            page, "tickets" + path.replaceAll("\\d+", "1").replaceAll("%..", "") + suffix);
                }
                page.context().close();
            }
        }
        chromium.noComplaints();
    }

    private static Locator heading(Page page) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    private long customer(String lastName, String phone) {
        return http.api(
                        "POST",
                        "/api/customers/",
                        http.token("operator"),
                        Map.of("last_name", lastName, "first_name", "Ольга", "phone", phone))
                .json()
                .get("id")
                .asLong();
    }

    private long ticket(long customer, String subject, String priority) {
        return http.api(
                        "POST",
                        "/api/tickets/",
                        http.token("operator"),
                        Map.of("customer", customer, "subject", subject, "priority", priority))
                .json()
                .get("id")
                .asLong();
    }

    private static String phone() {
        return "+7915%07d".formatted(ThreadLocalRandom.current().nextInt(10_000_000));
    }
}
