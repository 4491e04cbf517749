package io.telecomcrm.tariffs;

import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.Http.Answer;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.kernel.Keys;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
class TariffPagesTest {

    private static final Pattern INPUT = Pattern.compile("<input ([^>]*)>");

    @Autowired
    Http http;

    @Autowired
    Tariffs tariffs;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void publishesATariffAsTheSubscriberSeesIt() {
        var supervisor = http.browser("supervisor");
        var form = form();

        var preview = supervisor.post("/tariffs/preview", form, "HX-Request", "true");
        var answer = supervisor.post("/tariffs", form);

        assertThat(preview.body())
                .contains(
                        form.get("name"),
                        "490,50\u00a0₽ в месяц",
                        "1,5 ГБ интернета",
                        "1\u00a0500 минут",
                        "Мессенджеры")
                .contains("Постоянный IP", "290\u00a0₽ в месяц")
                .doesNotContain("<html");
        assertThat(answer.status()).as(answer.body()).isEqualTo(303);
        var card = supervisor.get(answer.header("Location")).body();
        assertThat(card).contains("<h1>" + form.get("name"), "1,5 ГБ интернета", "Тариф опубликован", "В продаже");
        assertThat(http.browser("employee")
                        .get("/tariffs?q=" + Http.encode(form.getOrDefault("name", "")))
                        .body())
                .contains(form.get("name"), "Абонентов пока нет")
                .doesNotContain("/tariffs/new");
    }

    @Test
    void aRefusedFormSaysWhatIsWrongAndKeepsWhatWasTyped() {
        var form = form();
        form.put("name", "");
        form.put("fee", "дорого");
        form.put("traffic", "много");
        form.put("unlimited_minutes", "true");
        form.put("service_price_1", "5");

        var answer = http.browser("supervisor").post("/tariffs", form);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body())
                .contains("<title>Ошибка:", "href=\"#name\">Введите название тарифа.", "href=\"#fee\"")
                .contains("href=\"#traffic\">Введите объём интернета", "href=\"#minutes\"", "href=\"#service_name_1\"")
                .contains("value=\"дорого\"", "value=\"много\"", "value=\"Постоянный IP\"");
        assertThat(http.browser("supervisor")
                        .post("/tariffs/check", Map.of("field", "traffic", "traffic", "30 гб"))
                        .body())
                .isBlank();
    }

    @Test
    void whoeverComesSecondSeesWhatChangedAndLosesNothing() {
        var supervisor = http.browser("supervisor");
        var admin = http.browser("admin");
        var path = supervisor.post("/tariffs", form()).header("Location");
        var mine = form(supervisor.get(path + "/edit"));
        var theirs = form(admin.get(path + "/edit"));
        theirs.put("fee", "600");
        theirs.put("unlimited_music", "true");
        theirs.put("description", "Новое описание");
        assertThat(admin.post(path, theirs).status()).isEqualTo(303);
        mine.put("fee", "700");
        mine.put("sms", "77");

        var conflict = supervisor.post(path, mine);

        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.body())
                .contains("Пока вы редактировали", "Сейчас: Тестов Тест " + http.username("admin"))
                .contains("name=\"choose_fee\"", "name=\"choose_unlimited\"", "name=\"choose_description\"")
                .doesNotContain("name=\"choose_sms\"", "name=\"choose_services\"")
                .contains("value=\"700\"", "value=\"77\"");
        var chosen = form(conflict);
        chosen.put("description", "Новое описание");
        chosen.put("choose_fee", "mine");
        chosen.put("choose_unlimited", "theirs");
        chosen.put("choose_description", "theirs");
        assertThat(supervisor.post(path, chosen).status()).isEqualTo(303);
        assertThat(supervisor.get(path).body()).contains("700\u00a0₽", "77 SMS", "Музыка", "Новое описание");
    }

    @Test
    void archivingCanBeUndoneAndSoldOnesStay() {
        var supervisor = http.browser("supervisor");
        var path = supervisor.post("/tariffs", form()).header("Location");
        var id = Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
        assertThat(supervisor.get(path).body()).contains("Удалить навсегда", "На нём никого нет");
        transaction.executeWithoutResult(_ -> tariffs.sell(id));
        assertThat(supervisor.get(path).body()).doesNotContain("Удалить навсегда");

        assertThat(supervisor.post(path + "/archive", Map.of("version", "1")).status())
                .isEqualTo(303);
        assertThat(supervisor.get(path).body()).contains("В архиве", "Вернуть из архива", path + "/restore");
        assertThat(supervisor.post(path + "/restore", Map.of()).status()).isEqualTo(303);
        assertThat(supervisor.get(path).body()).contains("В продаже", "Тариф снова в продаже");
        assertThat(supervisor.post(path + "/deletion", Map.of()).status()).isEqualTo(409);

        var form = form(supervisor.get(path + "/edit"));
        form.put("period", "daily");
        var refused = supervisor.post(path, form);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("сменить период списания нельзя", "href=\"#period\"");
    }

    @Test
    void theHistoryWritesTheFeeAsPeopleDo() {
        var supervisor = http.browser("supervisor");
        var path = supervisor.post("/tariffs", form()).header("Location");
        var form = form(supervisor.get(path + "/edit"));
        form.put("fee", "12345,60");
        assertThat(supervisor.post(path, form).status()).isEqualTo(303);

        assertThat(supervisor.get(path + "/history").body()).contains("490,50\u00a0₽", "12\u00a0345,60\u00a0₽");
    }

    private static Map<String, String> form() {
        var form = new LinkedHashMap<String, String>();
        form.put("name", "Тариф " + Keys.random(8));
        form.put("description", "");
        form.put("fee", "490,50");
        form.put("period", "monthly");
        form.put("refund_unused_days", "true");
        form.put("traffic", "1,5 гб");
        form.put("minutes", "1500");
        form.put("sms", "");
        form.put("unlimited_messengers", "true");
        form.put("service_code_0", "");
        form.put("service_name_0", "Постоянный IP");
        form.put("service_price_0", "290");
        form.put("service_code_1", "");
        form.put("service_name_1", "");
        form.put("service_price_1", "");
        return form;
    }

    /** What the page's form would send as it stands; texts of more than one line and choices are added by the test. */
    private static Map<String, String> form(Answer page) {
        var form = new LinkedHashMap<String, String>();
        var inputs = INPUT.matcher(page.body());
        while (inputs.find()) {
            var input = inputs.group(1);
            var isBox = input.contains("type=\"checkbox\"") || input.contains("type=\"radio\"");
            if (!isBox || input.matches("(?s).*\\schecked(\\s.*|$)")) {
                form.put(attribute(input, "name"), attribute(input, "value"));
            }
        }
        form.put("period", "monthly");
        form.remove("q");
        form.remove("_csrf");
        form.remove("");
        return form;
    }

    private static String attribute(String input, String name) {
        var found = Pattern.compile("(?:^|\\s)" + name + "=\"([^\"]*)\"").matcher(input);
        return found.find() ? found.group(1).replace("&amp;", "&") : "";
    }
}
