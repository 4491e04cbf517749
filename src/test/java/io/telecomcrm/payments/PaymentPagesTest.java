package io.telecomcrm.payments;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.PAYMENT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.contracts.SampleContracts;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Money;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
class PaymentPagesTest {

    @Autowired
    Http http;

    @Autowired
    Contracts contracts;

    @Autowired
    Payments payments;

    @Autowired
    Clock clock;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transactions;

    private SampleContracts samples;

    @BeforeEach
    void prepare() {
        samples = new SampleContracts(db, transactions, contracts);
    }

    @Test
    void theMoneyOfAFormIsTakenOnce() {
        var contract = samples.active();
        var operator = http.browser("operator");
        assertThat(operator.get("/payments/new?contract=" + contract).body())
                .contains("name=\"request_key\"", "Баланс сейчас", "data-till");
        var form = new HashMap<>(form(contract, "500,00\u00a0₽"));
        form.put("given", "1000");

        var first = operator.post("/payments", form);
        var again = operator.post("/payments", form);
        form.put("amount", "700");
        var other = operator.post("/payments", form);

        assertThat(first.status()).isEqualTo(303);
        assertThat(first.header("Location")).contains("taken=now", "change=50000");
        assertThat(operator.get(first.header("Location")).body())
                .contains("Принято 500,00\u00a0₽.", "Сдача 500,00\u00a0₽.", "/receipt");
        assertThat(again.status()).isEqualTo(303);
        assertThat(again.header("Location")).contains("taken=again");
        assertThat(operator.get(again.header("Location")).body()).contains("второй раз деньги не взяты");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.body())
                .contains("По этой форме уже принят другой платёж")
                .doesNotContain(form.get("request_key"));
        assertThat(balance(contract)).isEqualTo(new Money(50_000));
    }

    @Test
    void asksOnceMoreAboutMuchMoney() {
        var contract = samples.active();
        var operator = http.browser("operator");
        var form = new HashMap<>(form(contract, "20000"));

        var asked = operator.post("/payments", form);
        form.put("sure", "20000.00");
        form.put("amount", "200000");
        var slipped = operator.post("/payments", form);
        form.put("amount", "20000");

        assertThat(asked.status()).isEqualTo(422);
        assertThat(asked.body()).contains("Вы принимаете 20\u00a0000,00\u00a0₽", "value=\"20000.00\"");
        assertThat(slipped.status()).isEqualTo(422);
        assertThat(balance(contract)).isEqualTo(Money.ZERO);
        assertThat(operator.post("/payments", form).status()).isEqualTo(303);
        assertThat(balance(contract)).isEqualTo(Money.ofRubles(20_000));
    }

    /** As after the way back, which brings a new form. */
    @Test
    void asksOnceMoreAboutWhatWasJustTaken() {
        var contract = samples.active();
        var operator = http.browser("operator");
        operator.post("/payments", form(contract, "790"));
        var form = new HashMap<>(form(contract, "790"));
        form.put("request_key", "back-" + contract);

        var asked = operator.post("/payments", form);
        assertThat(asked.status()).isEqualTo(422);
        assertThat(asked.body())
                .contains(
                        "Вы принимаете 790,00\u00a0₽",
                        "Такой же платёж по этому договору уже принят",
                        "value=\"790.00\"");
        assertThat(balance(contract)).isEqualTo(Money.ofRubles(790));
        form.put("sure", "790.00");
        assertThat(operator.post("/payments", form).status()).isEqualTo(303);
        assertThat(balance(contract)).isEqualTo(Money.ofRubles(1_580));

        form.put("request_key", "other-" + contract);
        form.remove("sure");
        form.put("amount", "791");
        assertThat(operator.post("/payments", form).status()).isEqualTo(303);
    }

    /** A colleague has removed the draft meanwhile. */
    @Test
    void saysThatTheContractOfAnOpenFormIsGone() {
        var operator = http.browser("operator");
        var usual = form(999_999_999, "500");
        var much = form(999_999_999, "20000");
        var given = new HashMap<>(form(999_999_999, "500"));
        given.put("given", "400");

        for (var form : List.of(usual, much, given)) {
            var answer = operator.post("/payments", form);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.body()).contains("Объекта с номером «999999999» нет");
        }
    }

    @Test
    void aRefusedFormKeepsWhatWasTyped() {
        var contract = samples.active();
        var operator = http.browser("operator");
        var form = new HashMap<>(form(contract, "500"));
        form.put("given", "400");

        var less = operator.post("/payments", form);
        form.put("amount", "абв");
        var wrong = operator.post("/payments", form);

        assertThat(less.status()).isEqualTo(422);
        assertThat(less.body()).contains("Получено меньше", "value=\"400\"", form.get("request_key"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).contains("href=\"#amount\"", "value=\"абв\"");
        assertThat(operator.post("/payments", Map.of()).status()).isEqualTo(422);
        assertThat(balance(contract)).isEqualTo(Money.ZERO);
    }

    @Test
    void aRefundFormRefundsOnce() {
        var contract = samples.active();
        var path = pay(contract, "500");
        var supervisor = http.browser("supervisor");
        var form = Map.of("seen", "0", "amount", "100", "reason", "Ошибся кассир");
        // what is typed there outlives a session that ends meanwhile
        assertThat(supervisor.get(path).body()).containsPattern("<form id=\"refund-form\"[^>]* data-guard");

        assertThat(supervisor.post(path + "/refund", Map.of("seen", "0")).status())
                .isEqualTo(422);
        assertThat(supervisor
                        .post(path + "/refund", Map.of("seen", "0", "amount", " ", "reason", "Всё"))
                        .status())
                .isEqualTo(422);
        var first = supervisor.post(path + "/refund", form);
        var again = supervisor.post(path + "/refund", form);
        var more = supervisor.post(path + "/refund", Map.of("seen", "-10000", "amount", "400,01", "reason", "Всё"));

        assertThat(first.status()).isEqualTo(303);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body()).contains("только что был возврат");
        assertThat(more.status()).isEqualTo(409);
        assertThat(more.body()).contains("не больше 400,00\u00a0₽");
        assertThat(balance(contract)).isEqualTo(Money.ofRubles(400));
        assertThat(supervisor.get(path).body()).contains("Связанные операции", "Ошибся кассир", "Вернуть деньги");
        assertThat(http.browser("operator").get(path).body())
                .contains("с правом «Возвращать деньги»")
                .doesNotContain("id=\"refund\"");
    }

    @Test
    void undoesAMistakeAndPrintsWhatWasPaid() {
        var contract = samples.active();
        var path = pay(contract, "500");
        var operator = http.browser("operator");
        assertThat(operator.get(path + "/receipt").body())
                .contains("Не является кассовым чеком", "Оплачено: 500,00\u00a0₽", "Наличные");

        var undone = operator.post(path + "/reversal", Map.of("reversal_reason", "Не тот договор"));
        var again = operator.post(path + "/reversal", Map.of("reversal_reason", "Не тот договор"));

        assertThat(undone.status()).isEqualTo(303);
        assertThat(again.status()).isEqualTo(409);
        assertThat(balance(contract)).isEqualTo(Money.ZERO);
        var adjustment = db.select(PAYMENT.ID)
                .from(PAYMENT)
                .where(PAYMENT.CONTRACT_ID.eq(contract), PAYMENT.KIND.eq(PaymentKind.ADJUSTMENT))
                .fetchSingle(PAYMENT.ID);
        assertThat(operator.get("/payments/" + adjustment).body()).contains("Баланс уменьшен", path);
        assertThat(operator.get("/payments/" + adjustment + "/receipt").status())
                .isEqualTo(404);
        assertThat(operator.get(path + "/receipt").status()).isEqualTo(404);
        assertThat(operator.get(path + "?taken=resumed").body())
                .contains(">Отменено<", "Отменено обратной операцией")
                .doesNotContain("Принято 500,00", "снова действует");
        assertThat(operator.get("/payments?method=cash&contract=" + contract).body())
                .contains(">Отменено<");
        assertThat(operator.get("/contracts/" + contract + "/payments").body())
                .contains("Корректировка к операции № " + path.replaceAll("\\D", "") + ": Не тот договор");
    }

    @Test
    void asksBeforeItTakesMoneyForAContractThatEnded() {
        var contract = samples.terminated();
        var operator = http.browser("operator");
        assertThat(operator.get("/payments/new?contract=" + contract).body()).doesNotContain("Абонплата");
        var form = new HashMap<>(form(contract, "100"));
        var asked = operator.post("/payments", form);
        assertThat(asked.status()).isEqualTo(422);
        assertThat(asked.body()).contains("Договор расторгнут", "Да, принять 100,00");
        assertThat(balance(contract)).isEqualTo(Money.ZERO);

        form.put("sure", "100.00");
        assertThat(operator.post("/payments", form).status()).isEqualTo(303);
        assertThat(balance(contract)).isEqualTo(Money.ofRubles(100));
    }

    /** The answer was lost, and whoever has the money in hand must not be told that it isn't owed. */
    @Test
    void saysOfADebtThatWasPaidThatItIsTaken() {
        var contract = samples.terminated();
        adjust(contract, "-500.00");
        var operator = http.browser("operator");
        var form = form(contract, "500");
        assertThat(operator.post("/payments", form).header("Location")).endsWith("?taken=now");
        assertThat(operator.post("/payments", form).header("Location")).endsWith("?taken=again");
        assertThat(balance(contract)).isEqualTo(Money.ZERO);

        var large = operator.post("/payments", form(contract, "0,01"));
        assertThat(large.body()).contains("такого долга по нему нет");
    }

    @Test
    void findsAmountsByTheirSize() {
        var contract = samples.active();
        pay(contract, "300");
        adjust(contract, "-120.00");
        var list = "/payments?contract=" + contract;
        var operator = http.browser("operator");
        assertThat(operator.get(list + "&amount_from=100").body()).contains("Найдено 2 операции");
        assertThat(operator.get(list + "&amount_to=119").body()).contains("Таких операций нет");
        assertThat(operator.get(list + "&amount_from=120&amount_to=120").body())
                .contains("Найдена 1 операция", "−120,00");
        assertThat(operator.get(list + "&amount_to=-1").body()).contains("Найдена 1 операция", "−120,00");
        assertThat(operator.get(list + "&kind=adjustment&amount_from=121").body())
                .contains("Таких операций нет");
        assertThat(operator.get(list + "&kind=payment&amount_from=121").body()).contains("Найдена 1 операция");
    }

    /** All payments of a day by a method: by the sums that are kept of days. */
    @Test
    void aMistakeIsTakenFromTheSumsOfItsDay() {
        var operator = http.browser("operator");
        var path = pay(samples.active(), "417,25");
        for (var list : List.of("/payments?days=today&method=cash", "/payments?days=today&kind=payment")) {
            var before = undone(operator.get(list).body());
            assertThat(operator.post(
                                    pay(samples.active(), "417,25") + "/reversal",
                                    Map.of("reversal_reason", "Не тот договор"))
                            .status())
                    .isEqualTo(303);
            assertThat(undone(operator.get(list).body()).minus(before)).as(list).isEqualTo(new Money(-41_725));
        }
        assertThat(operator.get("/payments?days=today").body()).doesNotContain("Отменено как ошибка");
        assertThat(operator.get(path).status()).isEqualTo(200);
    }

    /** What a list says was undone of its lines. */
    private static Money undone(String body) {
        var said = Pattern.compile("Отменено как ошибка</span> <b[^>]*>\u2212([^<]*)\u00a0₽")
                .matcher(body);
        return said.find() ? Money.parse(said.group(1)).negated() : Money.ZERO;
    }

    @Test
    void listsAndAddsUp() {
        var contract = samples.active();
        var path = pay(contract, "500");
        var second = pay(contract, "41,50");
        http.browser("supervisor").post(path + "/refund", Map.of("seen", "0", "amount", "100", "reason", "Сдача"));
        var operator = http.browser("operator");

        assertThat(operator.get("/payments?contract=" + contract).body())
                .contains("Платежи</span> <b class=\"tabular-nums nowrap\">541,50\u00a0₽")
                .contains("Возвраты</span> <b class=\"tabular-nums nowrap\">−100,00\u00a0₽", "3 операции", path + "\"")
                .contains("title=\"Тестов Тест operator", "title=\"Тестов Тест supervisor");
        assertThat(operator.get("/payments?contract=" + contract + "&kind=refund&amount_from=50&days=today")
                        .body())
                .contains("Найдена 1 операция")
                .doesNotContain(path + "\"");
        var own = operator.get("/payments?contract=" + contract + "&cashier=" + http.userId("operator"))
                .body();
        assertThat(own).contains("Найдено 2 операции", "Кто провёл: Тестов Тест operator", "Я — Тестов Тест operator");
        assertThat(own.indexOf("Я — Тестов")).isLessThan(own.indexOf(">Тестов Тест supervisor"));
        var cash = "/payments?days=today&method=cash&contract=" + contract + "&cashier=" + http.userId("operator");
        assertThat(operator.get(cash).body())
                .contains("Фильтры<span class=\"tag tag-info\">2</span>", "href=\"/payments?days=today\">Сбросить")
                .doesNotContain("Отменено как ошибка");
        assertThat(http.browser("supervisor")
                        .post(second + "/reversal", Map.of("reversal_reason", "Не тот"))
                        .status())
                .isEqualTo(303);
        assertThat(operator.get(cash).body())
                .contains("Платежи</span> <b class=\"tabular-nums nowrap\">541,50\u00a0₽")
                .contains("Отменено как ошибка</span> <b class=\"tabular-nums nowrap\">−41,50\u00a0₽");
        for (var words : List.of(path.replaceAll("\\D", ""), "123456", "Тестов", "нет такого")) {
            assertThat(operator.get(cash + "&q=" + URLEncoder.encode(words, UTF_8))
                            .status())
                    .as(words)
                    .isEqualTo(200);
        }
        assertThat(operator.get(cash, "HX-Request", "true").body())
                .contains("Кто провёл: Тестов Тест operator", "−41,50\u00a0₽");
        assertThat(operator.get("/payments?contract=" + contract + "&to=2020-01-01")
                        .body())
                .contains("Таких операций нет");
        for (var query : List.of(
                "days=ever&kind=x&method=\u0000&status=1",
                "from=2026-02-30&to=x&amount_from=1e9&amount_to=-",
                "contract=99999999999999999&customer=-1&cashier=x",
                "cashier=999999999999999999",
                "sort=id&size=7&at=%00",
                "from=0001-01-01&to=9999-12-31&q=%25_%5C")) {
            assertThat(operator.get("/payments?" + query.replace("\u0000", "%00"))
                            .status())
                    .as(query)
                    .isEqualTo(200);
        }
    }

    @Test
    void aLedgerShowsTheBalanceAfterEachLine() {
        var customer = samples.customer();
        var contract = samples.active(customer);
        var path = pay(contract, "500");
        var operator = http.browser("operator");
        var adjustments = "/contracts/" + contract + "/adjustments";
        var form = Map.of("amount", "-50", "reason", "Роуминг", "request_key", "adjust-" + contract);

        assertThat(operator.post(adjustments, form).status()).isEqualTo(303);
        assertThat(operator.post(adjustments, form).status()).isEqualTo(303);
        var more = Map.of("amount", "-500,01", "reason", "Роуминг", "request_key", "more-" + contract);
        var tooMuch = operator.post(adjustments, more);
        var unsaid = operator.post(adjustments, Map.of("amount", "0"));

        assertThat(tooMuch.status()).isEqualTo(403);
        assertThat(tooMuch.body()).contains("Больше чем на 500,00\u00a0₽", "value=\"-500,01\"", "data-open");
        assertThat(unsaid.status()).isEqualTo(422);
        assertThat(balance(contract)).isEqualTo(Money.ofRubles(450));
        assertThat(operator.get("/contracts/" + contract + "/payments").body())
                .contains("Корректировка: Роуминг", ">450,00\u00a0₽</td>", ">500,00\u00a0₽</td>", path + "\"");
        assertThat(http.browser("supervisor").post(adjustments, more).status()).isEqualTo(303);
        assertThat(operator.get("/contracts/" + contract + "?tab=payments").body())
                .contains("/contracts/" + contract + "/payments");
        assertThat(operator.get("/customers/" + customer + "/payments").body())
                .contains(path + "\"", "Корректировка: Роуминг", "/payments/new?customer=" + customer);
        assertThat(operator.get("/payments/new?customer=" + customer).body()).contains("data-till");
        assertThat(operator.get("/customers/" + customer + "/history").body())
                .contains("Платёж 500,00\u00a0₽, договор", path + "\"");
    }

    @Test
    void aCustomersLedgerShowsTheBalanceOfEachContract() {
        var customer = samples.customer();
        var first = samples.active(customer);
        var second = samples.active(customer);
        pay(first, "500");
        pay(second, "70");
        pay(first, "41,50");
        for (var i = 0; i < 24; i++) {
            pay(second, "1");
        }
        var operator = http.browser("operator");
        var tab = "/customers/" + customer + "/payments";

        var newest = operator.get(tab).body();
        var next = newest.replaceFirst("(?s).*rel=\"next\" href=\"([^\"]+)\".*", "$1")
                .replace("&amp;", "&");

        assertThat(balances(newest)).hasSize(25).startsWith("94,00").endsWith("71,00", "541,50");
        assertThat(balances(operator.get(next).body())).containsExactly("70,00", "500,00");
    }

    @Test
    void whatWaitedForItsMoneyCountsSinceThatCame() throws Exception {
        var contract = samples.active();
        var awaited = Actor.job("tests")
                .call(() -> payments.expect(
                        new PaymentDetails(contract, Money.ofRubles(300), PaymentMethod.ONLINE, null, null),
                        "yookassa"));
        pay(contract, "100");
        Actor.job("tests").run(() -> payments.confirm(awaited.id(), Instant.now(clock), "known"));
        pay(contract, "41,50");
        var ledger = http.browser("operator").get("/contracts/" + contract + "/payments");

        assertThat(balances(ledger.body())).containsExactly("441,50", "400,00", "100,00");
    }

    private static List<String> balances(String page) {
        return Pattern.compile("Баланс после: </span>([0-9,]+)\u00a0₽")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private String pay(long contract, String amount) {
        var form = new HashMap<>(form(contract, amount));
        form.put("sure", Money.parse(amount).wire());
        var answer = http.browser("operator").post("/payments", form);
        assertThat(answer.status()).as(answer.body()).isEqualTo(303);
        return answer.header("Location").replaceFirst("\\?.*", "");
    }

    private void adjust(long contract, String amount) {
        var adjusted = http.api(
                "POST",
                "/api/contracts/" + contract + "/adjustments/",
                http.token("supervisor"),
                Map.of("amount", amount, "reason", "Пересчёт"));
        assertThat(adjusted.status()).as(adjusted.body()).isEqualTo(201);
    }

    private static Map<String, String> form(long contract, String amount) {
        return Map.of(
                "contract",
                Long.toString(contract),
                "amount",
                amount,
                "method",
                "cash",
                "request_key",
                UUID.randomUUID().toString());
    }

    private Money balance(long contract) {
        return db.select(CONTRACT.BALANCE)
                .from(CONTRACT)
                .where(CONTRACT.ID.eq(contract))
                .fetchSingle(CONTRACT.BALANCE);
    }
}
