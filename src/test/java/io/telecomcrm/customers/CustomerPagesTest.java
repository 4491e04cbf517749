package io.telecomcrm.customers;

import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.Http.Answer;
import io.telecomcrm.IntegrationTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
class CustomerPagesTest {

    private static final Pattern HIDDEN = Pattern.compile(
            "<input type=\"hidden\" name=\"((?:was|mine)_[a-z_]+|id|version)\"(?: value=\"([^\"]*)\")?");

    @Autowired
    Http http;

    @Test
    void takesInAPersonAndShowsTheCard() {
        var operator = http.browser("operator");
        var form = person();
        form.put("email", "Ivanov@Example.ru");
        form.put("citizenship", "Россия");

        var answer = operator.post("/customers", form);

        assertThat(answer.status()).isEqualTo(303);
        var card = operator.get(answer.header("Location")).body();
        assertThat(card)
                .contains("<h1>" + form.get("last_name") + " Пётр</h1>", "Ivanov@Example.ru", "Россия", "Новый")
                .contains("Абонент заведён");
        assertThat(operator.get(answer.header("Location")).body()).doesNotContain("Абонент заведён");
    }

    @Test
    void takesInACompanyAndLeavesOutWhatOnlyPeopleHave() {
        var operator = http.browser("operator");
        var form = strings(SampleCustomers.company());
        form.put("last_name", "Лишний");
        form.put("document_type", "passport_rf");
        form.put("passport", "4510" + SampleCustomers.passport());

        var card = operator.get(operator.post("/customers", form).header("Location"))
                .body();

        assertThat(card).contains("ООО «Ромашка»", form.get("inn")).doesNotContain("Лишний");
    }

    @Test
    void aRefusedFormSaysWhatIsWrongAndKeepsWhatWasTyped() {
        var form = person();
        form.put("last_name", "");
        form.put("first_name", "Пётр <b>");
        form.put("phone", "910123");
        form.put("passport", "45");
        form.put("document_type", "passport_rf");

        var answer = http.browser("operator").post("/customers", form);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body())
                .contains("Исправьте 4 ошибки", "<title>Ошибка:", "href=\"#last_name\">Введите фамилию.")
                .contains(
                        "href=\"#phone\"", "href=\"#passport\"", "id=\"passport-error\">Введите серию и номер паспорта")
                .contains("value=\"910123\"", "value=\"Пётр &lt;b>\"", "value=\"45\"")
                .doesNotContain("Пётр <b>");
    }

    @Test
    void saysAgainWhetherOneFieldIsRight() {
        var operator = http.browser("operator");

        assertThat(operator.post("/customers/check", Map.of("field", "inn", "inn", "123"))
                        .body())
                .contains("Введите ИНН");
        assertThat(operator.post("/customers/check", Map.of("field", "phone", "phone", "8 916 123-45-67"))
                        .body())
                .isBlank();
    }

    @Test
    void aSimilarCustomerHasToBeConfirmed() {
        var operator = http.browser("operator");
        var first = person();
        operator.post("/customers", first);
        var second = person();
        second.put("phone", first.get("phone"));

        var asked = operator.post("/customers", second);

        assertThat(asked.status()).isEqualTo(409);
        assertThat(asked.body())
                .contains("Похоже, такой абонент уже есть", first.get("last_name"), "Совпадает: телефон")
                .contains("href=\"#confirm_duplicate\"", "value=\"" + second.get("last_name") + "\"");
        second.put("confirm_duplicate", "true");
        assertThat(operator.post("/customers", second).status()).isEqualTo(303);
    }

    @Test
    void onlyASupervisorTakesInTheSameDocumentTwice() {
        var first = person();
        first.put("document_type", "passport_rf");
        first.put("passport", "4510" + SampleCustomers.passport());
        http.browser("operator").post("/customers", first);
        var second = person();
        second.put("document_type", "passport_rf");
        second.put("passport", first.get("passport"));
        second.put("confirm_duplicate", "true");

        var refused = http.browser("operator").post("/customers", second);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("обратитесь к нему").doesNotContain("name=\"confirm_duplicate\"");
        assertThat(http.browser("supervisor").post("/customers", second).status())
                .isEqualTo(303);
    }

    @Test
    void showsLookAlikesWhileTyping() {
        var operator = http.browser("operator");
        var first = person();
        operator.post("/customers", first);

        var box = operator.post(
                        "/customers/lookalikes",
                        Map.of("kind", "person", "last_name", "Ивaнов", "phone", first.get("phone")),
                        "HX-Request",
                        "true")
                .body();

        assertThat(box)
                .contains(first.get("last_name"), "target=\"_blank\"", "Это другой человек")
                .contains("смешаны русские и латинские буквы")
                .doesNotContain("<html");
    }

    @Test
    void whoeverComesSecondSeesWhatChangedAndLosesNothing() {
        var operator = http.browser("operator");
        var supervisor = http.browser("supervisor");
        var path = operator.post("/customers", person()).header("Location");
        var mine = form(operator.get(path + "/edit"));
        var theirs = form(supervisor.get(path + "/edit"));
        theirs.put("email", "new@example.ru");
        theirs.put("note", "Звонить вечером");
        theirs.put("middle_name", "Ильич");
        assertThat(supervisor.post(path, theirs).status()).isEqualTo(303);
        mine.put("email", "mine@example.ru");
        mine.put("address", "Пермь, ул. Ленина, 1");
        mine.put("was_birth_date", "2026-13-45");
        mine.put("was_kind", "зверь");

        var conflict = operator.post(path, mine);

        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.body())
                .contains("Пока вы редактировали, данные изменились")
                .contains("Сейчас: Тестов Тест " + http.username("supervisor"))
                .contains("name=\"choose_email\"", "name=\"choose_note\"", "name=\"choose_middle_name\"")
                .doesNotContain("name=\"choose_address\"", "name=\"choose_phone\"")
                .contains("value=\"mine@example.ru\"", "Пермь, ул. Ленина, 1");
        var chosen = form(conflict);
        chosen.put("email", "mine@example.ru");
        chosen.put("choose_email", "mine");
        chosen.put("choose_note", "mine");
        chosen.put("choose_middle_name", "theirs");
        assertThat(operator.post(path, chosen).status()).isEqualTo(303);
        assertThat(operator.get(path).body())
                .contains("mine@example.ru", "Ильич")
                .doesNotContain("Звонить вечером");
        assertThat(form(operator.get(path + "/edit"))).containsEntry("address", "Пермь, ул. Ленина, 1");
    }

    @Test
    void aFormSentTwiceUnchangedChangesNothing() {
        var operator = http.browser("operator");
        var path = operator.post("/customers", person()).header("Location");
        var form = form(operator.get(path + "/edit"));

        assertThat(operator.post(path, form).status()).isEqualTo(303);
        assertThat(form(operator.get(path + "/edit"))).containsEntry("version", form.get("version"));
    }

    @Test
    void personalDataIsMaskedUntilSomebodySaysWhatFor() {
        var operator = http.browser("operator");
        var form = person();
        form.put("document_type", "passport_rf");
        var number = SampleCustomers.passport();
        form.put("passport", "4510 " + number);
        form.put("code_word", "ромашка");
        var path = operator.post("/customers", form).header("Location");

        assertThat(operator.get(path).body())
                .contains("•••• ••" + number.substring(2))
                .doesNotContain(number, "ромашка");
        assertThat(operator.post(path + "/reveal", Map.of("purpose", "")).status())
                .isEqualTo(400);
        var shown = operator.post(path + "/reveal", Map.of("purpose", "contract"), "HX-Request", "true");
        assertThat(shown.body()).contains(number, "ромашка").doesNotContain("<html");
        assertThat(operator.get(path + "/personal", "HX-Request", "true").body())
                .doesNotContain(number);
        assertThat(http.browser("employee")
                        .post(path + "/reveal", Map.of("purpose", "contract"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void anEmployeeOnlyLooks() {
        var path = http.browser("operator").post("/customers", person()).header("Location");
        var employee = http.browser("employee");

        assertThat(employee.get(path).body()).doesNotContain(path + "/edit", "/deletion", "/reveal", "/merge");
        assertThat(employee.get("/customers").body()).doesNotContain("/customers/new");
        assertThat(employee.get("/customers/new").status()).isEqualTo(403);
        assertThat(employee.get(path + "/edit").status()).isEqualTo(403);
        assertThat(employee.post("/customers", person()).status()).isEqualTo(403);
        assertThat(employee.post(path, person()).status()).isEqualTo(403);
        assertThat(http.browser("operator").post(path + "/deletion", Map.of()).status())
                .isEqualTo(403);
        assertThat(employee.get("/customers?address=Ленина").body()).contains("Искать по адресу вам нельзя");
    }

    @Test
    void aSupervisorDeletesACustomerWithoutContracts() {
        var supervisor = http.browser("supervisor");
        var path = supervisor.post("/customers", person()).header("Location");

        assertThat(supervisor.get(path).body())
                .contains("Удалить абонента?", path + "/deletion", path + "/merge", path + "/history");
        assertThat(supervisor.post(path + "/deletion", Map.of("version", "7")).status())
                .isEqualTo(409);
        assertThat(supervisor.post(path + "/deletion", Map.of("version", "1")).header("Location"))
                .isEqualTo("/customers");
        assertThat(supervisor.get("/customers").body()).contains("Абонент удалён");
        assertThat(supervisor.get(path).status()).isEqualTo(404);
    }

    @Test
    void theListIsFilteredByItsAddressAndSwapsOnlyItself() {
        var operator = http.browser("operator");
        var form = person();
        var path = operator.post("/customers", form).header("Location");
        var name = form.getOrDefault("last_name", "");

        var whole = operator.get("/customers?kind=person&status=new&q=" + Http.encode(name) + "&sort=name");
        var part = operator.get("/customers?q=" + Http.encode(name), "HX-Request", "true");

        assertThat(whole.body())
                .contains("<html", "href=\"" + path + "\"", "Найден 1 абонент", "Поиск: " + name)
                .contains("aria-sort=\"ascending\"", "value=\"" + name + "\"");
        assertThat(part.body()).contains(path, "hx-swap-oob").doesNotContain("<html", "<form");
        assertThat(part.header("Vary")).containsIgnoringCase("HX-Request");
        assertThat(operator.get("/customers?kind=company&q=" + Http.encode(name))
                        .body())
                .contains("Никто не нашёлся", "Убрать фильтр «Организация»")
                .doesNotContain(path);
        assertThat(operator.get("/customers?kind=x&status=x&created_from=x&sort=x&size=7&at=x&contracts=x")
                        .status())
                .isEqualTo(200);
    }

    /** Old links and typed ones: a place that doesn't fit the list's order, or lies beyond all time. */
    @ParameterizedTest
    @CsvSource({
        "customers, status, a:1:x",
        "customers, created, a:1:+999999999-12-31T23:59:59Z",
        "customers, created, b:1:-999999999-01-01T00:00:00Z",
        "sims, iccid, a:1:x",
        "contracts, number, b:1:x",
        "contracts, signed, a:1:+999999999-01-01",
        "contracts, balance, a:1:x"
    })
    void showsTheListFromAPlaceThatThereIsNot(String list, String sort, String place) {
        var at = Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));

        assertThat(http.browser("operator")
                        .get("/" + list + "?sort=" + sort + "&at=" + at)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void findsWhatWasTypedOnTheOtherKeyboardLayout() {
        var operator = http.browser("operator");
        operator.post("/customers", with(person(), "last_name", "Шаляпинский"));

        assertThat(operator.get("/customers?q=ifkzgby").body()).contains("Показано для «шаляпин»", "Шаляпинский");
    }

    @Test
    void theListIsLeafedThroughForthAndBack() {
        var operator = http.browser("operator");
        var name = word();
        for (var i = 0; i < 27; i++) {
            operator.post("/customers", with(with(person(), "last_name", name), "first_name", word()));
        }
        var start = "/customers?q=" + Http.encode(name) + "&sort=name";

        var first = operator.get(start).body();
        var second = operator.get(link(first, "next")).body();
        var again = operator.get(link(second, "prev")).body();

        assertThat(rows(first)).isEqualTo(25);
        assertThat(rows(second)).isEqualTo(2);
        assertThat(second).doesNotContain("rel=\"next\"");
        assertThat(rows(again)).isEqualTo(25);
        assertThat(again).doesNotContain("rel=\"prev\"");
        assertThat(rows(operator.get(start + "&size=50").body())).isEqualTo(27);
    }

    @Test
    void nobodyIsShownForAnIdOfNobody() {
        assertThat(http.browser("operator").get("/customers/999999999").status())
                .isEqualTo(404);
        assertThat(http.browser("operator").get("/customers/abc").status()).isEqualTo(404);
    }

    private static Map<String, String> person() {
        var form = strings(SampleCustomers.person());
        form.put("kind", "person");
        form.put("last_name", word());
        return form;
    }

    private static Map<String, String> with(Map<String, String> form, String field, String value) {
        form.put(field, value);
        return form;
    }

    private static Map<String, String> strings(Map<String, Object> fields) {
        var strings = new HashMap<String, String>();
        fields.forEach((name, value) -> strings.put(name, value.toString()));
        return strings;
    }

    /** A name that nobody else has. */
    private static String word() {
        return "Я"
                + ThreadLocalRandom.current()
                        .ints(12, 'а', 'я')
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining());
    }

    /** What a browser would send back: the hidden fields and the controls. */
    private static Map<String, String> form(Answer answer) {
        var form = new LinkedHashMap<String, String>();
        var hidden = HIDDEN.matcher(answer.body());
        while (hidden.find()) {
            form.put(hidden.group(1), hidden.group(2) == null ? "" : hidden.group(2));
        }
        var control = Pattern.compile("<input class=\"field\" id=\"([a-z_]+)\"[^>]*?(?: value=\"([^\"]*)\")?[ >][^>]*")
                .matcher(answer.body());
        while (control.find()) {
            var value = Pattern.compile(" value=\"([^\"]*)\"").matcher(control.group());
            form.put(control.group(1), value.find() ? value.group(1) : "");
        }
        var text = Pattern.compile("<textarea class=\"field\" id=\"([a-z_]+)\"[^>]*>\n?([^<]*)<")
                .matcher(answer.body());
        while (text.find()) {
            form.put(text.group(1), text.group(2));
        }
        form.put("kind", "person");
        form.put("document_type", "passport_rf");
        form.put("language", "ru");
        return form;
    }

    private static String link(String body, String rel) {
        var found = Pattern.compile("rel=\"" + rel + "\" href=\"([^\"]+)\"").matcher(body);
        assertThat(found.find()).isTrue();
        return found.group(1).replace("&amp;", "&");
    }

    private static int rows(String body) {
        return body.split("<td class=\"k1\">", -1).length - 1;
    }
}
