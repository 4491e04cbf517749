package io.telecomcrm.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** The first working day of an operator, in a real browser. */
@IntegrationTest
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTest {

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
    void signsInWorksAndSignsOut() {
        var page = chromium.desk();
        page.navigate("/customers");
        assertThat(page).hasTitle(Pattern.compile("^Вход"));
        page.fill("#username", http.username("operator"));
        page.fill("#password", "not the password");
        page.click("main button[type=submit]");
        assertThat(page).hasTitle(Pattern.compile("^Ошибка"));
        assertThat(page.locator("#username")).hasValue(http.username("operator"));
        page.fill("#password", Http.PASSWORD);
        page.click("main button[type=submit]");

        // back to the page that was asked for
        assertThat(page).hasURL(Pattern.compile("/customers$"));
        assertThat(heading(page)).hasText("Абоненты");

        switchTo(page, "button[name=theme][value=dark]");
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        switchTo(page, "button[name=language][value=en]");
        assertThat(heading(page)).hasText("Customers");
        switchTo(page, "button[name=language][value=ru]");
        assertThat(heading(page)).hasText("Абоненты");
        switchTo(page, "button[name=theme][value=system]");

        switchTo(page, "form[action='/logout'] button");
        page.navigate("/customers");
        assertThat(page).hasURL(Pattern.compile("/login"));
        chromium.noComplaints();
    }

    @Test
    void entersACustomerWithMistakesAndThenRight() {
        var phone = phone();
        var page = chromium.desk();
        chromium.signIn(page, "operator");
        page.navigate("/customers");
        page.keyboard().press("KeyN");
        assertThat(page).hasURL(Pattern.compile("/customers/new$"));

        page.fill("#last_name", "Ёлкина-Первая");
        page.fill("#phone", "12345");
        page.fill("#passport", "4510 1");
        page.click(".form-actions button[type=submit]");
        assertThat(page).hasTitle(Pattern.compile("^Ошибка"));
        assertThat(page.locator("[data-summary]")).isFocused();
        assertThat(page.locator("#last_name")).hasValue("Ёлкина-Первая");
        assertThat(page.locator("#first_name")).hasAttribute("aria-invalid", "true");
        assertThat(page.locator("#phone-error")).not().isEmpty();
        chromium.checkLooks(page, "form-with-errors-1440");

        page.fill("#first_name", "Мария");
        page.fill("#passport", "4510 " + (100_000 + ThreadLocalRandom.current().nextInt(899_999)));
        page.fill("#phone", "8 (" + phone.substring(2, 5) + ") " + phone.substring(5));
        page.keyboard().press("Control+Enter");
        assertThat(page).hasURL(Pattern.compile("/customers/\\d+"));
        assertThat(heading(page)).containsText("Ёлкина-Первая Мария");

        // anyone types "8 (…)", the wrong layout or a plain е
        for (var typed : List.of(
                "8 (" + phone.substring(2, 5) + ") " + phone.substring(5, 8) + "-" + phone.substring(8, 10) + "-"
                        + phone.substring(10),
                phone.substring(phone.length() - 7))) {
            page.navigate("/customers");
            page.fill("#q", typed);
            assertThat(page.locator("#list tbody tr")).hasCount(1);
            assertThat(page.locator("#list")).containsText("Ёлкина-Первая Мария");
            assertThat(page).hasURL(Pattern.compile("q="));
        }
        page.navigate("/customers?q=" + Http.encode("елкина-первая мария"));
        assertThat(page.locator("#list")).containsText("Ёлкина-Первая Мария");

        // the palette finds her and opens the card
        page.keyboard().press("Control+KeyK");
        page.locator("#palette-q").pressSequentially(phone);
        assertThat(page.locator("#palette-hits .palette-hit").first()).containsText("Ёлкина-Первая Мария");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("/customers/\\d+$"));
        chromium.noComplaints();
    }

    @Test
    void warnsOfALookAlikeWhileTyping() {
        var phone = phone();
        customer("Двойников", phone);
        var page = chromium.desk();
        chromium.signIn(page, "operator");
        page.navigate("/customers/new");
        page.fill("#last_name", "Двойникова");
        page.fill("#first_name", "Анна");
        page.locator("#phone").pressSequentially(phone);
        assertThat(page.locator("#lookalikes")).containsText("Двойников Пётр");
        chromium.picture(page, "form-with-look-alike-1440");

        page.click(".form-actions button[type=submit]");
        assertThat(page.locator("#lookalikes")).containsText("Двойников Пётр");
        page.check("#confirm_duplicate");
        page.click(".form-actions button[type=submit]");
        assertThat(heading(page)).containsText("Двойникова Анна");
        chromium.noComplaints();
    }

    @Test
    void goesOnFromCardToCardByKeyboard() {
        // nobody else is called so
        var last = "Очередной-"
                + ThreadLocalRandom.current()
                        .ints(8, 'а', 'я' + 1)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        customer(last, phone());
        customer(last, phone());
        var page = chromium.desk();
        chromium.signIn(page, "operator");
        page.navigate("/customers");
        page.keyboard().press("Slash");
        page.keyboard().type(last);
        var found = "/customers?q=" + Http.encode(last);
        assertThat(page).hasURL(http.address(found));
        assertThat(page.locator("#list tbody tr")).hasCount(2);
        chromium.settled(page);
        var asked = new ArrayList<String>();
        page.onRequest(request -> asked.add(request.url()));
        page.locator("thead a.sort").first().focus();
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("sort="));
        assertThat(asked)
                .as("the list is not asked for again as its text is left")
                .noneMatch(url -> url.endsWith(found));
        assertThat(page.locator("thead a.sort").first()).isFocused();
        page.keyboard().press("KeyJ");
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-queue-place]")).hasText("1 из 2");
        page.keyboard().press("BracketRight");
        assertThat(page.locator("[data-queue-place]")).hasText("2 из 2");
        chromium.noComplaints();
    }

    @Test
    void keepsWhatWasTypedWhenTheConnectionIsGone() {
        var id = customer("Обрывов", phone());
        var page = chromium.desk();
        chromium.signIn(page, "operator");
        page.navigate("/customers/" + id + "/edit");
        page.fill("#note", "Не терять");
        page.context().setOffline(true);
        page.click(".form-actions button[type=submit]");
        assertThat(page.locator("#offline")).isVisible();
        assertThat(page.locator("#note")).hasValue("Не терять");
        page.context().setOffline(false);
        page.click("[data-retry]");
        assertThat(page.locator("main")).containsText("Не терять");
        assertThat(page).hasURL(Pattern.compile("/customers/" + id + "$"));
    }

    @Test
    void keepsWhatWasTypedWhenTheSessionHasEnded() {
        var id = customer("Сеансов", phone());
        var page = chromium.desk();
        chromium.signIn(page, "operator");
        page.navigate("/customers/" + id + "/edit");
        page.fill("#note", "Не терять");
        page.context().clearCookies();
        page.fill("#first_name", "Илья");
        assertThat(page.locator("#problem")).containsText("введённое не потеряно");
        page.click(".form-actions button[type=submit]");
        assertThat(page.locator("#problem a")).isFocused();
        assertThat(page.locator("#note")).hasValue("Не терять");

        var tab = page.context().newPage();
        chromium.signIn(tab, "operator");
        tab.close();
        page.click(".form-actions button[type=submit]");
        assertThat(page).hasURL(Pattern.compile("/customers/" + id + "$"));
        assertThat(page.locator("main")).containsText("Не терять");
        assertThat(heading(page)).containsText("Илья");
        chromium.noComplaints();
    }

    @Test
    void twoEditorsLoseNothing() {
        var id = customer("Спорный", phone());
        var first = chromium.desk();
        var second = chromium.desk();
        chromium.signIn(first, "operator");
        chromium.signIn(second, "supervisor");
        first.navigate("/customers/" + id + "/edit");
        second.navigate("/customers/" + id + "/edit");
        first.fill("#first_name", "Павел");
        first.click(".form-actions button[type=submit]");
        assertThat(heading(first)).containsText("Спорный Павел");

        second.fill("#first_name", "Прохор");
        second.fill("#note", "Просил звонить после обеда");
        second.click(".form-actions button[type=submit]");
        assertThat(second.locator("#conflict")).isVisible();
        assertThat(second.locator("#conflict")).containsText("Павел");
        assertThat(second.locator("#conflict")).containsText("Прохор");
        assertThat(second.locator("#note")).hasValue("Просил звонить после обеда");
        chromium.checkLooks(second, "conflict-1440");
        second.check("input[name=choose_first_name][value=theirs]");
        second.click(".form-actions button[type=submit]");
        assertThat(heading(second)).containsText("Спорный Павел");
        assertThat(second.locator("main")).containsText("Просил звонить после обеда");
        chromium.noComplaints();
    }

    @Test
    void everyPageLooksRightOnEveryScreen() {
        var id = customer("Длиннофамильная-Сибирьнефтегазгеофизикаавтоматика", phone());
        var ticket = ticketOfLongWords(id);
        for (var width : List.of(1440, 768, 390)) {
            for (var colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                var page = chromium.person(width, width == 390 ? 844 : 900, colours);
                var suffix = "-" + width + "-" + colours.name().toLowerCase(java.util.Locale.ROOT);
                page.navigate("/login");
                chromium.checkLooks(page, "login" + suffix);
                chromium.signIn(page, "admin");
                for (var path : List.of(
                        "/",
                        "/customers",
                        "/customers?q="
                                + Http.encode("нет такого абонента, хотя искали его долго и под всеми именами сразу"),
                        "/customers/new",
                        "/customers/" + id,
                        "/customers/" + id + "/edit",
                        "/customers/" + id + "/history",
                        "/tickets?queue=all",
                        "/tickets/" + ticket,
                        "/users",
                        "/users/new",
                        "/roles",
                        "/audit",
                        "/profile",
                        "/search?q=" + Http.encode("длинно"),
                        "/nothing-here")) {
                    page.navigate(path);
                    page.waitForLoadState();
                    chromium.checkLooks(
                            page, "page" + path.replaceAll("\\d+", "1").replaceAll("%..", "") + suffix);
                }
                page.context().close();
            }
        }
        chromium.noComplaints();
    }

    private static com.microsoft.playwright.Locator heading(Page page) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    /** Presses a button inside the user's menu. */
    private static void switchTo(Page page, String button) {
        page.click("header details.menu:has(.avatar) > summary");
        page.click("header " + button);
        page.waitForLoadState();
    }

    private long customer(String lastName, String phone) {
        var answer = http.api(
                "POST",
                "/api/customers/",
                http.token("operator"),
                Map.of("kind", "person", "last_name", lastName, "first_name", "Пётр", "phone", phone));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().get("id").asLong();
    }

    /** Words that no line holds, wherever somebody may write. */
    private long ticketOfLongWords(long customer) {
        var words = Map.of("customer", customer, "subject", "ж".repeat(200), "description", "ш".repeat(500));
        var ticket = http.api("POST", "/api/tickets/", http.token("operator"), words)
                .json()
                .get("id")
                .asLong();
        assertThat(http.browser("operator")
                        .upload(
                                "/tickets/" + ticket + "/comments",
                                Map.of("text", "щ".repeat(500), "is_internal", "false", "then", ""),
                                "files",
                                "IMG_20261126_231455_сканкопия_заявления_абонента_Иванова.png",
                                new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
                        .status())
                .isEqualTo(303);
        assertThat(http.api(
                                "PATCH",
                                "/api/customers/" + customer + "/",
                                http.token("operator"),
                                Map.of("note", "ж".repeat(500)))
                        .status())
                .isEqualTo(200);
        return ticket;
    }

    private static String phone() {
        return "+7916%07d".formatted(ThreadLocalRandom.current().nextInt(10_000_000));
    }
}
