package io.telecomcrm.contracts;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CONTRACT_BLOCK;
import static io.telecomcrmdb.Tables.CONTRACT_WIZARD;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.SIM;
import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Browser;
import io.telecomcrm.Http;
import io.telecomcrm.Http.Answer;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.sims.SimStatus;
import io.telecomcrm.tariffs.TariffPeriod;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
class ContractPagesTest {

    @Autowired
    Http http;

    @Autowired
    DSLContext db;

    @Autowired
    Contracts contracts;

    SampleContracts samples;

    @BeforeEach
    void samples(@Autowired TransactionTemplate transactions) {
        samples = new SampleContracts(db, transactions, contracts);
    }

    @Test
    void aNewCustomerWalksOutWithAnActiveContract() {
        var operator = http.browser("operator");
        var sim = samples.sim();
        var tariff = samples.tariff();

        var begun = operator.post("/contracts/new", person());
        assertThat(begun.status()).as(begun.body()).isEqualTo(303);
        var simStep = begun.header("Location");
        assertThat(simStep).endsWith("/sim");
        assertThat(operator.get(simStep).body()).contains("Выбрано", "Отсканируйте карту");
        var tariffStep = operator.post(simStep, Map.of("q", iccid(sim))).header("Location");
        assertThat(tariffStep).endsWith("/tariff");
        assertThat(operator.get(tariffStep).body()).contains(">В продаже<", "Сравнить");
        var check = operator.post(tariffStep, Map.of("tariff_id", Long.toString(tariff)))
                .header("Location");
        assertThat(operator.get(check).body())
                .contains("Проверьте и подпишите", "Оформить и активировать", "Сегодня")
                .doesNotContain("останется черновиком");

        var signed = operator.post(check, Map.of("activate", "true"));

        assertThat(signed.status()).as(signed.body()).isEqualTo(303);
        assertThat(operator.get(signed.header("Location")).body())
                .contains("Договор оформлен и действует", "Действует", "Заблокировать", "Сменить тариф");
        var again = operator.post(check, Map.of("activate", "true"));
        assertThat(again.header("Location")).isEqualTo(signed.header("Location"));
        assertThat(operator.get(check).header("Location")).isEqualTo(signed.header("Location"));
        assertThat(db.fetchValue(SIM.STATUS, SIM.ID.eq(sim))).isEqualTo(SimStatus.ACTIVE);
    }

    @Test
    void aCardTakenMeanwhileIsExplainedAndTheRestKept() {
        var operator = http.browser("operator");
        var sim = samples.sim();
        var tariff = samples.tariff();
        var customer = samples.customer();
        var wizard = wizard(operator, customer, sim, tariff);
        var winner = draft(samples.customer(), sim, tariff);

        var taken = operator.post(wizard + "/check", Map.of("activate", "true"));

        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.body())
                .contains("уже взяли для договора № " + winner.number(), "остальное сохранено", "SIM-карта и номер");
        var other = samples.sim();
        assertThat(operator.post(wizard + "/sim", Map.of("sim_id", Long.toString(other)))
                        .status())
                .isEqualTo(303);
        assertThat(operator.post(wizard + "/check", Map.of("activate", "true")).status())
                .isEqualTo(303);
        assertThat(db.fetchCount(CONTRACT, CONTRACT.CUSTOMER_ID.eq(customer))).isOne();
    }

    /** What htmx does with these headers is told by ContractStoryTest. */
    @Test
    void everyStepStaysWhereTheBackButtonFindsIt() {
        var operator = http.browser("operator");
        var customer = samples.customer();
        var sim = samples.sim();
        var tariff = samples.tariff();

        var begun = operator.post(
                "/contracts/new", Map.of("mode", "find", "customer_id", Long.toString(customer)), "HX-Request", "true");
        assertThat(begun.status()).as(begun.body()).isEqualTo(204);
        assertThat(begun.header("HX-Redirect")).endsWith("/sim");
        assertThat(begun.header("Location")).isEmpty();
        var first = begun.header("HX-Replace-Url");
        assertThat(first).isEqualTo(begun.header("HX-Redirect").replaceFirst("sim$", "customer"));
        assertThat(operator.get(first).body()).contains("value=\"" + name(customer) + "\"");

        var wizard = wizard(operator, customer, sim, tariff);
        draft(samples.customer(), sim, tariff);
        var taken = operator.post(wizard + "/check", Map.of("activate", "true"), "HX-Request", "true");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.header("HX-Push-Url")).isEqualTo(wizard + "/sim");
    }

    @Test
    void theFirstPaymentIsTakenBeforeTheFeeIsCharged() {
        var operator = http.browser("operator");
        var tariff = samples.tariff(TariffPeriod.MONTHLY, true, Money.ofRubles(300));
        var paying = wizard(operator, samples.customer(), samples.sim(), tariff) + "/check";
        assertThat(operator.get(paying).body()).contains("Первый платёж", "сразу спишется 300,00");

        // nothing is taken by chance
        var silent = operator.post(paying, Map.of("activate", "true", "first_amount", "300,00"));
        assertThat(silent.status()).isEqualTo(422);
        assertThat(silent.body()).contains("Выберите, как платит абонент");
        var wrong = operator.post(paying, Map.of("activate", "true", "first_method", "cash", "first_amount", "много"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).contains("много");

        var much = new HashMap<>(Map.of("activate", "true", "first_method", "cash", "first_amount", "50 000,5"));
        for (var sure : List.of("", "500.00")) {
            much.put("first_sure", sure);
            var doubted = operator.post(paying, much);
            assertThat(doubted.status()).isEqualTo(422);
            assertThat(doubted.body())
                    .contains("необычно большая: 50\u00a0000,50\u00a0₽", "name=\"first_sure\" value=\"50000.50\"");
        }
        var most =
                operator.post(paying, Map.of("activate", "true", "first_method", "cash", "first_amount", "1000000.01"));
        assertThat(most.body()).contains("не больше 1\u00a0000\u00a0000");

        var cash = Map.of("activate", "true", "first_method", "cash", "first_amount", "500");
        var signed = operator.post(paying, cash);
        assertThat(signed.status()).as(signed.body()).isEqualTo(303);
        assertThat(operator.post(paying, cash).header("Location")).isEqualTo(signed.header("Location"));
        assertThat(db.fetchSingle(CONTRACT, CONTRACT.ID.eq(idOf(signed.header("Location")))))
                .satisfies(row -> {
                    assertThat(row.getStatus()).isEqualTo(ContractStatus.ACTIVE);
                    assertThat(row.getBalance()).isEqualTo(Money.ofRubles(200));
                });

        var rich = wizard(operator, samples.customer(), samples.sim(), tariff) + "/check";
        much.put("first_sure", "50000.50");
        assertThat(operator.post(rich, much).status()).isEqualTo(303);

        var owing = wizard(operator, samples.customer(), samples.sim(), tariff) + "/check";
        var unpaid = operator.post(owing, Map.of("activate", "true", "first_method", "none"));
        assertThat(operator.get(unpaid.header("Location")).body()).contains("приостановлен за долг");
        assertThat(db.fetchSingle(CONTRACT, CONTRACT.ID.eq(idOf(unpaid.header("Location")))))
                .satisfies(row -> {
                    assertThat(row.getStatus()).isEqualTo(ContractStatus.SUSPENDED);
                    assertThat(row.getBalance()).isEqualTo(Money.ofRubles(-300));
                });
    }

    @Test
    void theDialogsSayWhatIsChargedAndTheToastsWhatCameOfIt() {
        var operator = http.browser("operator");
        var fee = Money.ofRubles(890);
        var customer = samples.customer();
        var owing = draft(customer, samples.sim(), samples.tariff(TariffPeriod.MONTHLY, true, fee));
        var path = "/contracts/" + owing.id();

        assertThat(operator.get(path).body())
                .contains("Абонент: " + name(customer) + ".")
                .contains("Сразу спишется 890,00\u00a0₽, на балансе сейчас 0,00\u00a0₽.")
                .contains("пока абонент не заплатит 890,00\u00a0₽.");
        assertThat(operator.post(path + "/activation", Map.of()).status()).isEqualTo(303);
        var card = operator.get(path).body();
        assertThat(card)
                .contains("активирован и приостановлен за долг")
                .contains("не раньше чем через 90 дней")
                .contains("За неиспользованные дни на баланс вернётся");

        assertThat(operator.post(path + "/termination", Map.of("termination_reason", "customer"))
                        .status())
                .isEqualTo(303);
        var left = db.fetchSingle(CONTRACT, CONTRACT.ID.eq(owing.id())).getBalance();
        assertThat(left.negated()).isLessThan(Money.ofRubles(40));
        assertThat(card).contains("Долг " + left.negated().display() + " останется к оплате");

        var changing = "/contracts/" + samples.active();
        var dearer = samples.tariff(TariffPeriod.MONTHLY, true, fee);
        assertThat(operator.get(changing).body())
                .contains("На балансе 0,00\u00a0₽. Если сменить тариф сейчас")
                .contains("Если сейчас, не хватит 890,00\u00a0₽");
        var changed =
                operator.post(changing + "/tariff", Map.of("tariff_id", Long.toString(dearer), "tariff_when", "now"));
        assertThat(changed.status()).isEqualTo(303);
        assertThat(operator.get(changing).body()).contains("Тариф изменён, договор приостановлен за долг");
    }

    private static long idOf(@Nullable String location) {
        return Long.parseLong(String.valueOf(location).replaceAll(".*/", ""));
    }

    @Test
    void everyStepSaysWhatIsMissing() {
        var operator = http.browser("operator");

        var nobody = operator.post("/contracts/new", Map.of("mode", "find"));
        assertThat(nobody.status()).isEqualTo(422);
        assertThat(nobody.body()).contains("href=\"#customer_id_text\"", "выберите его из списка");
        var incomplete = person();
        incomplete.put("phone", "12");
        incomplete.put("last_name", "");
        var refused = operator.post("/contracts/new", incomplete);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("Введите фамилию.", "href=\"#phone\"", "value=\"12\"");

        var wizard = wizard(operator, samples.customer(), samples.sim(), samples.tariff());
        var unknown = operator.post(wizard + "/sim", Map.of("q", "8970120000000000000"));
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.body()).contains("href=\"#q\"");
        assertThat(operator.post(wizard + "/tariff", Map.of("tariff_id", "x")).body())
                .contains("Выберите тариф.");
        assertThat(operator.post(wizard + "/check", Map.of("signed_on", "завтра"))
                        .status())
                .isEqualTo(422);
        assertThat(operator.get("/contracts/new/nothing/check").status()).isEqualTo(404);
        assertThat(http.browser("supervisor").get(wizard + "/check").status()).isEqualTo(404);
        assertThat(operator.post(wizard + "/deletion", Map.of()).status()).isEqualTo(303);
        assertThat(db.fetchCount(CONTRACT_WIZARD, CONTRACT_WIZARD.ID.eq(wizard.substring("/contracts/new/".length()))))
                .isZero();
    }

    @Test
    void everyRefusalAtTheLastStepSaysWhyAndWhatToDo() {
        var operator = http.browser("operator");
        var sign = Map.of("activate", "true");

        var passport = SampleContracts.passport();
        for (var i = 0; i < 10; i++) {
            samples.active(samples.foreigner(passport));
        }
        var paid = samples.tariff(TariffPeriod.MONTHLY, true, Money.ofRubles(300));
        var tenth = wizard(operator, samples.foreigner(passport), samples.sim(), paid);
        var limit = operator.post(
                tenth + "/check", Map.of("activate", "true", "first_method", "card", "first_amount", "321.09"));
        assertThat(limit.status()).isEqualTo(409);
        assertThat(limit.body())
                .contains("не больше 10 номеров", "Расторгните ненужный договор")
                .contains("value=\"321.09\"");

        var archived = samples.tariff();
        var unsold = wizard(operator, samples.customer(), samples.sim(), archived);
        assertThat(http.api("POST", "/api/tariffs/" + archived + "/archive/", http.token("supervisor"), Map.of())
                        .status())
                .isEqualTo(200);
        var tariff = operator.post(unsold + "/check", sign);
        assertThat(tariff.status()).isEqualTo(409);
        assertThat(tariff.body()).contains("архив", "ыберите другой", "data-summary");
        operator.post(unsold + "/tariff", Map.of("tariff_id", Long.toString(samples.tariff())));
        assertThat(operator.post(unsold + "/check", sign).status()).isEqualTo(303);

        var customer = samples.customer();
        var deleted = wizard(operator, customer, samples.sim(), samples.tariff());
        assertThat(http.api("DELETE", "/api/customers/" + customer + "/", http.token("supervisor"), null)
                        .status())
                .isEqualTo(204);
        var gone = operator.post(deleted + "/check", sign);
        assertThat(gone.status()).isEqualTo(409);
        assertThat(gone.body()).contains("уже удалили", "Пройдите шаги ещё раз");

        var expired = operator.get("/contracts/new/nothing/sim");
        assertThat(expired.status()).isEqualTo(404);
        assertThat(expired.body()).contains("Такого незаконченного договора нет", "Начните новый");
        assertThat(operator.post("/contracts/new/nothing/check", sign).body()).contains("Начните новый");
    }

    @Test
    void aDoubleClickDrawsUpOneContract() throws Exception {
        var operator = http.browser("operator");
        var customer = samples.customer();
        var check = wizard(operator, customer, samples.sim(), samples.tariff()) + "/check";
        var sign = Map.of("activate", "true", "_csrf", operator.csrf());
        try (var clicks = Executors.newFixedThreadPool(4)) {
            var places = new TreeSet<String>();
            Callable<Http.Answer> click = () -> operator.postAsIs(check, sign);
            for (var answer : clicks.invokeAll(Collections.nCopies(4, click))) {
                assertThat(answer.get().status()).isEqualTo(303);
                places.add(answer.get().header("Location"));
            }
            assertThat(places).hasSize(1).first().asString().matches("/contracts/[0-9]+");
        }
        assertThat(db.fetchCount(CONTRACT, CONTRACT.CUSTOMER_ID.eq(customer))).isOne();
    }

    @Test
    void comparesAtMostThreeTariffs() {
        var operator = http.browser("operator");
        var wizard = wizard(operator, samples.customer(), samples.sim(), samples.tariff());
        var query = java.util.stream.Stream.generate(samples::tariff)
                .limit(4)
                .map(id -> "compare=" + id)
                .collect(Collectors.joining("&"));

        var table =
                operator.get(wizard + "/tariff?" + query, "HX-Request", "true").body();

        assertThat(table).contains("показаны первые три", "<table").doesNotContain("<html");
        assertThat(table.split("<th scope=\"col\">")).hasSize(5);
    }

    @Test
    void saysWhenThereAreMoreCardsThanItShows() {
        var operator = http.browser("operator");
        for (var i = 0; i < 24; i++) {
            samples.sim();
        }
        var last = iccid(samples.sim());
        var step = wizard(operator, samples.customer(), samples.sim(), samples.tariff()) + "/sim?q=";

        assertThat(operator.get(step + last.substring(0, 8), "HX-Request", "true")
                        .body())
                .contains("Показаны первые 24 свободные карты");
        assertThat(operator.get(step + last.substring(0, 18), "HX-Request", "true")
                        .body())
                .contains("Свободна 1 карта");
    }

    @Test
    void blocksAndLiftsWithTheReasonsOneMaySet() {
        var operator = http.browser("operator");
        var id = samples.active();

        var card = operator.get("/contracts/" + id).body();
        assertThat(card)
                .contains("name=\"block_reason\" value=\"voluntary\"", "name=\"block_reason\" value=\"lost_sim\"")
                .doesNotContain("name=\"block_reason\" value=\"fraud\"");
        var untold = operator.post("/contracts/" + id + "/block", Map.of("block_reason", ""));
        assertThat(untold.status()).isEqualTo(422);
        assertThat(untold.body()).contains("data-open");
        var reloaded = operator.get("/contracts/" + id + "/block");
        assertThat(reloaded.status()).isEqualTo(303);
        assertThat(reloaded.header("Location")).isEqualTo("/contracts/" + id);
        assertThat(operator.get("/contracts/" + id + "/tariff/cancellation").header("Location"))
                .isEqualTo("/contracts/" + id);
        assertThat(operator.post("/contracts/" + id + "/block", Map.of("block_reason", "fraud"))
                        .status())
                .isEqualTo(403);
        assertThat(operator.post(
                                "/contracts/" + id + "/block",
                                Map.of("block_reason", "lost_sim", "block_note", "В метро"))
                        .status())
                .isEqualTo(303);
        assertThat(operator.get("/contracts/" + id).body())
                .contains("Почему приостановлен", "В метро", "Это последняя блокировка", "Приостановлен");
        var sim = "/sims/" + db.fetchSingle(SIM, SIM.CONTRACT_ID.eq(id)).getId();
        assertThat(operator.get(sim).body()).contains("Карта нашлась").doesNotContain(sim + "/block\"");
        var twice = operator.post("/contracts/" + id + "/block", Map.of("block_reason", "lost_sim"));
        assertThat(twice.status()).isEqualTo(409);
        assertThat(twice.body()).contains("уже действует");

        assertThat(operator.post("/contracts/" + id + "/unblock", Map.of("reason", "lost_sim"))
                        .status())
                .isEqualTo(303);
        operator.post("/profile/language", Map.of("language", "en", "back", "/"));
        var tooLong = operator.post(
                "/contracts/" + id + "/block", Map.of("block_reason", "voluntary", "block_until", "2999-12-31"));
        operator.post("/profile/language", Map.of("language", "ru", "back", "/"));
        assertThat(tooLong.status()).isEqualTo(409);
        assertThat(tooLong.body()).containsPattern("until \\d{2}\\.\\d{2}\\.\\d{4} at the latest");
        operator.post("/contracts/" + id + "/block", Map.of("block_reason", "voluntary"));
        assertThat(operator.get(sim).body())
                .contains("Заблокирована", sim + "/block\"")
                .doesNotContain("Карта нашлась");
        operator.post("/contracts/" + id + "/unblock", Map.of("reason", "voluntary"));
        var gone = operator.post("/contracts/" + id + "/unblock", Map.of("reason", "lost_sim"));
        assertThat(gone.status()).isEqualTo(409);
        assertThat(gone.body()).contains("Не получилось");
        assertThat(db.fetchCount(
                        CONTRACT_BLOCK, CONTRACT_BLOCK.CONTRACT_ID.eq(id).and(CONTRACT_BLOCK.LIFTED_AT.isNull())))
                .isZero();
    }

    @Test
    void replacesTheCardChangesNumberAndTariff() {
        var operator = http.browser("operator");
        var id = samples.active();
        var next = samples.sim();
        var path = "/contracts/" + id;

        assertThat(operator.post(path + "/sim", Map.of("sim_reason", "lost", "sim_id_text", "12345"))
                        .status())
                .isEqualTo(422);
        var replaced = operator.post(path + "/sim", Map.of("sim_reason", "lost", "sim_id_text", iccid(next)));
        assertThat(replaced.status()).as(replaced.body()).isEqualTo(303);
        assertThat(db.fetchValue(SIM.CONTRACT_ID, SIM.ID.eq(next))).isEqualTo(id);
        assertThat(operator.post(path + "/number", Map.of("msisdn", "8 800 555-35-35"))
                        .status())
                .isEqualTo(422);
        assertThat(operator.post(path + "/number", Map.of("msisdn", number())).status())
                .isEqualTo(303);
        var tariff = samples.tariff();
        assertThat(operator.post(
                                path + "/tariff",
                                Map.of("tariff_id", Long.toString(tariff), "tariff_when", "next_period"))
                        .status())
                .isEqualTo(303);
        assertThat(operator.get(path).body())
                .contains("Отменить смену", "Чтобы запланировать другой")
                .containsPattern("value=\"next_period\" disabled")
                .containsPattern("value=\"now\" checked");
        assertThat(operator.post(path + "/tariff/cancellation", Map.of()).status())
                .isEqualTo(303);
        assertThat(operator.get(path + "/history").body())
                .contains("SIM-карта заменена", "Номер изменён", "Смена тарифа отменена", "Договор составлен");
        var stale = operator.post(path + "/termination", Map.of("version", "1", "termination_reason", "customer"));
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.body()).contains("изменился, пока было открыто");
        assertThat(operator.post(path + "/termination", Map.of("termination_reason", "customer"))
                        .status())
                .isEqualTo(303);
        assertThat(operator.get(path).body())
                .contains("Расторгнут", "Желание абонента")
                .doesNotContain("Сменить тариф", "Заблокировать");
    }

    @Test
    void aDraftSaysWhatItLacksAndIsChangedWithoutLosingAnything() {
        var operator = http.browser("operator");
        var draft = draft(samples.stranger(), samples.sim(), samples.tariff());
        var path = "/contracts/" + draft.id();

        assertThat(operator.get(path).body())
                .contains("Чтобы начать обслуживание", "Дописать в карточке", "серия и номер документа");
        var refused = operator.post(path + "/activation", Map.of());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("Не получилось", "допишите в карточке абонента");

        var sim = samples.sim();
        var form = new HashMap<String, String>();
        form.put("version", Long.toString(version(draft.id())));
        form.put("customer_id", Long.toString(samples.customer()));
        form.put("sim_id_text", iccid(sim));
        form.put("tariff_id", Long.toString(samples.tariff()));
        form.put("signed_on", "2026-01-02");
        var saved = operator.post(path, form);
        assertThat(saved.status()).as(saved.body()).isEqualTo(303);
        var theirs = Browser.fields(operator.get(path + "/edit").body(), "contract");
        var mine = new HashMap<>(theirs);
        var other = samples.customer();
        theirs.put("customer_id", Long.toString(other));
        theirs.put("signed_on", "2026-01-05");
        assertThat(http.browser("supervisor").post(path, theirs).status()).isEqualTo(303);
        mine.put("signed_on", "2026-01-03");
        var conflict = operator.post(path, mine);
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.body())
                .contains(
                        "Пока вы редактировали",
                        "Тестов Тест " + http.username("supervisor"),
                        "03.01.2026",
                        "05.01.2026");
        var chosen = Browser.fields(conflict.body(), "contract");
        assertThat(chosen).containsEntry("customer_id", Long.toString(other)).containsEntry("signed_on", "2026-01-03");
        chosen.put("choose_signed_on", "theirs");
        assertThat(operator.post(path, chosen).status()).isEqualTo(303);
        assertThat(operator.get(path).body()).contains("05.01.2026");
        assertThat(operator.post(path + "/deletion", Map.of()).status()).isEqualTo(303);
        assertThat(operator.get(path).status()).isEqualTo(404);
    }

    @Test
    void signsOnlyWhatWasShown() {
        var operator = http.browser("operator");
        var supervisor = http.token("supervisor");
        var tariff = samples.tariff(TariffPeriod.MONTHLY, true, Money.ofRubles(300));
        var dear = samples.tariff(TariffPeriod.MONTHLY, true, Money.ofRubles(1490));
        var sim = samples.sim();
        var wizard = wizard(operator, samples.customer(), sim, tariff);
        var sign = new HashMap<>(Map.of("activate", "true", "first_method", "cash", "first_amount", "300"));

        sign.putAll(Browser.fields(operator.get(wizard + "/check").body(), "check"));
        operator.post(wizard + "/tariff", Map.of("tariff_id", Long.toString(dear)));
        var other = operator.post(wizard + "/check", sign);
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.body()).contains("в нём сменился абонент, SIM-карта или тариф", "1\u00a0490,00\u00a0₽");
        operator.post(wizard + "/tariff", Map.of("tariff_id", Long.toString(tariff)));

        http.api("PATCH", "/api/tariffs/" + tariff + "/", supervisor, Map.of("fee", "900"));
        var dearer = operator.post(wizard + "/check", sign);
        assertThat(dearer.status()).isEqualTo(409);
        assertThat(dearer.body()).contains("изменилась: теперь 900,00\u00a0₽");
        sign.put("seen_price", Browser.fields(dearer.body(), "check").get("seen_price"));

        var number = SampleContracts.msisdn();
        http.api("PATCH", "/api/sims/" + sim + "/", supervisor, Map.of("msisdn", number));
        sign.put("signed_on", "2026-01-02");
        assertThat(operator.post(wizard + "/check", sign).body()).contains("номер на SIM-карте изменился");
        sign.putAll(Map.of("seen_number", number, "signed_on", ""));
        var signed = operator.post(wizard + "/check", sign);
        assertThat(signed.status()).as(signed.body()).isEqualTo(303);
        var contract = signed.header("Location");
        assertThat(db.fetchSingle(CONTRACT, CONTRACT.ID.eq(idOf(contract))).getSignedOn())
                .isEqualTo(contracts.today());
        assertThat(operator.post(wizard + "/deletion", Map.of()).header("Location"))
                .isEqualTo(contract);

        var change = Browser.fields(operator.get(contract).body(), "tariff-form");
        http.api("PATCH", "/api/tariffs/" + dear + "/", supervisor, Map.of("fee", "9000"));
        change.putAll(Map.of("tariff_id", Long.toString(dear), "tariff_when", "now"));
        var changed = http.browser("supervisor").post(contract + "/tariff", change);
        assertThat(changed.status()).isEqualTo(409);
        assertThat(changed.body()).contains("теперь 9\u00a0000,00\u00a0₽");

        var draft =
                "/contracts/" + draft(samples.customer(), samples.sim(), tariff).id();
        var begin = Browser.fields(operator.get(draft).body(), "activate-form");
        http.api("PATCH", "/api/tariffs/" + tariff + "/", supervisor, Map.of("fee", "950"));
        var begun = operator.post(draft + "/activation", begin);
        assertThat(begun.status()).isEqualTo(409);
        assertThat(begun.body()).contains("теперь 950,00\u00a0₽");
        assertThat(operator.post(draft + "/activation", Browser.fields(begun.body(), "activate-form"))
                        .status())
                .isEqualTo(303);
    }

    @Test
    void aCustomerMergedMeanwhileIsExchangedAndNothingElseLost() {
        var operator = http.browser("operator");
        var tariff = samples.tariff(TariffPeriod.MONTHLY, true, Money.ofRubles(300));
        var survivor = samples.customer();
        var gone = samples.customer();
        var names = "value=\"" + name(survivor) + "\"";

        var wizard = wizard(operator, gone, samples.sim(), tariff);
        var check = Browser.fields(operator.get(wizard + "/check").body(), "check");
        merge(survivor, gone);
        check.putAll(Map.of("activate", "true", "first_method", "cash", "first_amount", "456.78"));
        check.put("signed_on", "2026-01-02");
        var signed = operator.post(wizard + "/check", check);
        assertThat(signed.status()).isEqualTo(409);
        assertThat(signed.body())
                .contains("Пока договор оформляли, в нём сменился абонент", name(survivor))
                .contains("456.78", "2026-01-02");
        check.put("seen", Browser.fields(signed.body(), "check").get("seen"));
        assertThat(operator.post(wizard + "/check", check).status()).isEqualTo(303);
        assertThat(db.fetchCount(CONTRACT, CONTRACT.CUSTOMER_ID.eq(survivor))).isOne();

        assertThat(operator.get("/contracts/new?customer=" + gone).body()).contains(names);
        var first = operator.post("/contracts/new", Map.of("mode", "find", "customer_id", Long.toString(gone)));
        assertThat(first.status()).isEqualTo(409);
        assertThat(first.body()).contains(names, "объединили с другой: " + name(survivor));

        var draft = "/contracts/" + draft(samples.customer(), null, tariff).id();
        var form = Browser.fields(operator.get(draft + "/edit").body(), "contract");
        form.putAll(Map.of("customer_id", Long.toString(gone), "signed_on", "2026-01-03"));
        var edited = operator.post(draft, form);
        assertThat(edited.status()).isEqualTo(409);
        assertThat(edited.body()).contains("объединили с другой: " + name(survivor));
        form = new HashMap<>(Browser.fields(edited.body(), "contract"));
        assertThat(form).containsEntry("customer_id", Long.toString(survivor)).containsEntry("signed_on", "2026-01-03");
        assertThat(operator.post(draft, form).status()).isEqualTo(303);

        var active = samples.active();
        var handed = operator.post(
                "/contracts/" + active + "/customer",
                Map.of("version", Long.toString(version(active)), "customer_id", Long.toString(gone)));
        assertThat(handed.status()).isEqualTo(409);
        assertThat(handed.body()).contains(names, "объединили с другой: " + name(survivor));
    }

    @Test
    void whoMaySeeNoCustomersIsNotToldWhoTheMergedOneIs() {
        var survivor = samples.customer();
        var gone = samples.customer();
        var draft = "/contracts/"
                + draft(samples.customer(), null, samples.tariff()).id();
        var form = Browser.fields(http.browser("operator").get(draft + "/edit").body(), "contract");
        merge(survivor, gone);
        form.putAll(Map.of("customer_id", Long.toString(gone), "signed_on", "2026-01-05"));
        var role = "/api/roles/operator/";
        var admin = http.token("admin");
        var all = new ArrayList<String>();
        http.api("GET", role, admin, null).json().get("permissions").forEach(one -> all.add(one.asString()));
        var without = all.stream().filter(one -> !one.equals("customers.view")).toList();
        http.api("PATCH", role, admin, Map.of("permissions", without));
        try {
            var edited = http.browser("operator").post(draft, form);

            assertThat(edited.status()).isEqualTo(409);
            assertThat(edited.body())
                    .contains("Абонент не найден", "2026-01-05")
                    .doesNotContain(name(survivor));
        } finally {
            http.api("PATCH", role, admin, Map.of("permissions", all));
        }
    }

    @Test
    void aDraftOpenWhileItsCustomerIsMergedIsNotSavedOver() {
        var operator = http.browser("operator");
        var survivor = samples.customer();
        var gone = samples.customer();
        var draft = draft(gone, null, samples.tariff());
        var path = "/contracts/" + draft.id();
        var form = Browser.fields(operator.get(path + "/edit").body(), "contract");
        var before = name(gone);
        merge(survivor, gone);

        form.put("signed_on", "2026-01-04");
        var conflict = operator.post(path, form);

        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.body()).contains("Пока вы редактировали", before, name(survivor));
        var again = Browser.fields(conflict.body(), "contract");
        assertThat(again)
                .containsEntry("customer_id", Long.toString(survivor))
                .containsEntry("signed_on", "2026-01-04");
        assertThat(operator.post(path, again).status()).isEqualTo(303);
    }

    @Test
    void thePaperSaysEverythingAndComesAsAPdf() throws Exception {
        var operator = http.browser("operator");
        var id = samples.active();

        var page = operator.get("/contracts/" + id + "/document");
        assertThat(page.body()).contains("Договор об оказании услуг", "паспорт", "Абонентская плата", "Подпись");
        assertThat(http.browser("employee")
                        .get("/contracts/" + id + "/document")
                        .status())
                .isEqualTo(403);
        var pdf = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(http.address("/contracts/" + id + "/document.pdf")))
                                .header(
                                        "Cookie",
                                        operator.cookies().entrySet().stream()
                                                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                                .collect(Collectors.joining("; ")))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(pdf.statusCode()).isEqualTo(200);
        assertThat(new String(pdf.body(), 0, 5, java.nio.charset.StandardCharsets.ISO_8859_1))
                .isEqualTo("%PDF-");
        try (var document = org.apache.pdfbox.Loader.loadPDF(pdf.body())) {
            assertThat(new org.apache.pdfbox.text.PDFTextStripper().getText(document))
                    .contains("Договор об оказании услуг", "Абонентская плата");
        }
        // no letter is printed as another one
        var customer = http.api("GET", "/api/contracts/" + id + "/", http.token("operator"), null)
                .json()
                .at("/customer/id")
                .asLong();
        http.api(
                "PATCH",
                "/api/customers/" + customer + "/",
                http.token("operator"),
                Map.of("last_name", "Wáng", "first_name", "小明"));
        var refused = operator.get("/contracts/" + id + "/document.pdf");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("нет знаков «小明»");
        assertThat(operator.get("/contracts/" + id + "/document").body()).contains("Wáng 小明");
    }

    @Test
    void bindsACardByTheScanner() {
        var operator = http.browser("operator");
        var sim = samples.sim();
        var draft = draft(samples.customer(), null, samples.tariff());

        assertThat(operator.get("/sims/binding").body()).contains("autofocus", "Отсканируйте ICCID");
        assertThat(operator.get("/sims/binding?iccid=" + iccid(sim)).body()).contains("Черновик договора");
        var slip = operator.get("/sims/binding?iccid=8970177000000000004");
        assertThat(slip.status()).isEqualTo(422);
        assertThat(slip.body()).contains("контрольная цифра не сходится").doesNotContain("нет на складе");
        assertThat(operator.get("/sims/binding?iccid=8970177000000000003").body())
                .contains("SIM-карты 8970\u00a01770\u00a00000\u00a00000\u00a0003 нет на складе");
        assertThat(operator.post("/sims/" + sim + "/binding", Map.of("contract_id", ""))
                        .status())
                .isEqualTo(422);
        assertThat(operator.post("/sims/" + sim + "/binding", Map.of("contract_id", Long.toString(draft.id())))
                        .status())
                .isEqualTo(303);
        assertThat(operator.post("/sims/" + sim + "/binding", Map.of("contract_id", Long.toString(draft.id())))
                        .status())
                .isEqualTo(409);
        assertThat(operator.post("/sims/" + sim + "/unbinding", Map.of()).status())
                .isEqualTo(303);
    }

    @Test
    void listsByStatusTariffAndWords() {
        var employee = http.browser("employee");
        var id = samples.active();
        var contract = db.selectFrom(CONTRACT).where(CONTRACT.ID.eq(id)).fetchSingle();

        assertThat(employee.get("/contracts?q=" + contract.getNumber()).body())
                .contains(contract.getNumber().value(), "Найден 1 договор")
                .doesNotContain("/contracts/new");
        assertThat(employee.get("/contracts?status=terminated&q=" + contract.getNumber())
                        .body())
                .contains("Таких договоров нет");
        assertThat(employee.get("/contracts?status=active&tariff=" + contract.getTariffId())
                        .body())
                .contains(contract.getNumber().value());
        for (var odd : new String[] {"status=zzz", "tariff=x", "signed_from=x", "sort=zzz", "at=zzz", "customer=1e9"}) {
            assertThat(employee.get("/contracts?" + odd).status()).as(odd).isEqualTo(200);
        }
    }

    private Contract draft(long customer, @Nullable Long sim, long tariff) {
        return SampleContracts.as(
                () -> contracts.create(new ContractDetails(customer, sim, tariff, LocalDate.of(2026, 11, 1))));
    }

    private String wizard(Browser operator, long customer, long sim, long tariff) {
        Answer begun = operator.post("/contracts/new", Map.of("mode", "find", "customer_id", Long.toString(customer)));
        var wizard = begun.header("Location").replaceFirst("/sim$", "");
        operator.post(wizard + "/sim", Map.of("sim_id", Long.toString(sim)));
        operator.post(wizard + "/tariff", Map.of("tariff_id", Long.toString(tariff)));
        return wizard;
    }

    private void merge(long survivor, long other) {
        var path = "/api/customers/" + survivor + "/merge/";
        var merged = http.api("POST", path, http.token("supervisor"), Map.of("other", other));
        assertThat(merged.status()).as(merged.body()).isEqualTo(200);
    }

    private String name(long customer) {
        return db.fetchSingle(CUSTOMER, CUSTOMER.ID.eq(customer)).getFullName();
    }

    private String iccid(long sim) {
        return db.fetchSingle(SIM, SIM.ID.eq(sim)).getIccid().value();
    }

    private long version(long contract) {
        return db.fetchSingle(CONTRACT, CONTRACT.ID.eq(contract)).getVersion();
    }

    private static Map<String, String> person() {
        var form = new LinkedHashMap<String, String>();
        form.put("mode", "new");
        form.put("kind", "person");
        form.put("last_name", "Ходокова");
        form.put("first_name", "Анна");
        form.put("phone", number());
        form.put("birth_date", "1990-03-04");
        form.put("passport", "4510 " + ThreadLocalRandom.current().nextInt(100_000, 999_999));
        form.put("passport_issued_by", "ОВД района");
        form.put("passport_issued_on", "2012-05-06");
        return form;
    }

    private static String number() {
        return "+7900" + ThreadLocalRandom.current().nextInt(1_000_000, 9_999_999);
    }
}
