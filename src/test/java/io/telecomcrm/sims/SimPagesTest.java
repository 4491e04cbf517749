package io.telecomcrm.sims;

import static io.telecomcrm.sims.SampleSims.iccid;
import static io.telecomcrm.sims.SampleSims.msisdn;
import static io.telecomcrmdb.Tables.AUDIT_ENTRY;
import static io.telecomcrmdb.Tables.SIM;
import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Browser;
import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Msisdn;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
class SimPagesTest {

    @Autowired
    Http http;

    @Autowired
    Sims sims;

    @Autowired
    DSLContext db;

    @Test
    void takesCardsInOneAfterTheOther() {
        var browser = http.browser("operator");
        assertThat(browser.get("/sims/new").body()).contains("data-enter-next", "name=\"iccid\"");
        var iccid = iccid();
        var saved = browser.post("/sims", Map.of("iccid", iccid, "batch", "Партия 7", "then", "next"));

        assertThat(saved.status()).as(saved.body()).isEqualTo(303);
        assertThat(saved.header("Location")).startsWith("/sims/new?batch=");
        assertThat(browser.get(saved.header("Location")).body()).contains("value=\"Партия 7\"");
        assertThat(sims.find(new Iccid(iccid))).isPresent();
    }

    @Test
    void keepsWhatWasTypedAndSaysWhatIsWrong() {
        var browser = http.browser("operator");
        var refused = browser.post("/sims", Map.of("iccid", "8970101234567890124", "batch", "Партия 9"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("контрольная цифра", "value=\"Партия 9\"", "<title>Ошибка:");

        var taken = create();
        assertThat(browser.post("/sims", Map.of("iccid", taken.iccid().value())).body())
                .contains("SIM-карта с таким ICCID уже есть.");
        assertThat(browser.post("/sims", Map.of()).body()).contains("Сканируйте карту или введите её ICCID.");
    }

    @Test
    void checksAFieldWhileItIsTyped() {
        var browser = http.browser("operator");
        var taken = create();
        var number = taken.msisdn() == null ? "" : taken.msisdn().value();
        assertThat(browser.post("/sims/check", Map.of("field", "msisdn", "msisdn", number))
                        .body())
                .contains("уже занят");
        assertThat(browser.post("/sims/check", Map.of("field", "msisdn", "msisdn", number, "id", "" + taken.id()))
                        .body()
                        .strip())
                .isEmpty();
        assertThat(browser.post(
                                "/sims/check",
                                Map.of("field", "iccid", "iccid", taken.iccid().value()))
                        .body())
                .contains("уже есть");
    }

    @Test
    void changesACardAndWarnsOfTheChangesOfOthers() {
        var browser = http.browser("operator");
        var sim = create();
        var form = new HashMap<String, String>();
        form.putAll(Browser.fields(browser.get("/sims/" + sim.id() + "/edit").body(), "sim"));
        var theirs = new HashMap<>(form);
        theirs.put("batch", "А");
        theirs.put("msisdn", "");
        assertThat(http.browser("supervisor").post("/sims/" + sim.id(), theirs).status())
                .isEqualTo(303);
        form.put("batch", "Б");
        var stale = browser.post("/sims/" + sim.id(), form);
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.body())
                .contains("Пока вы редактировали", "Тестов Тест " + http.username("supervisor"), "Партия");
        var chosen = Browser.fields(stale.body(), "sim");
        assertThat(chosen)
                .containsEntry("batch", "Б")
                .containsEntry("msisdn", "")
                .containsEntry("version", "2");
        chosen.put("choose_batch", "theirs");
        assertThat(browser.post("/sims/" + sim.id(), chosen).status()).isEqualTo(303);
        assertThat(sims.get(sim.id()).batch()).isEqualTo("А");
        assertThat(sims.get(sim.id()).msisdn()).isNull();
    }

    @Test
    void showsStatesWithTheirCountsAndFindsByLastDigits() {
        var browser = http.browser("employee");
        var sim = create();
        var page = browser.get("/sims");
        assertThat(page.body()).contains("В резерве", "tab-count", sim.iccid().display());

        var digits = sim.iccid().value().substring(13);
        assertThat(browser.get("/sims?status=free&q=" + digits).body())
                .contains(sim.iccid().display());
        assertThat(browser.get("/sims?status=closed&q=" + digits).body()).contains("Ничего не найдено");
        assertThat(browser.get("/sims?status=nonsense&sort=-nonsense&size=7").status())
                .isEqualTo(200);
        assertThat(browser.get("/sims").body()).doesNotContain("href=\"/sims/new\"");
    }

    /** Where the order is by something that some rows lack, a page may end in the one part and begin in the other. */
    @ParameterizedTest
    @ValueSource(strings = {"msisdn", "-msisdn"})
    void turnsPagesThroughCardsWithoutANumber(String sort) {
        var batch = "Листание " + iccid();
        for (var i = 0; i < 60; i++) {
            var number = i % 2 == 0 ? new Msisdn(msisdn()) : null;
            create(new SimDetails(new Iccid(iccid()), null, number, batch, SimSecrets.NONE));
        }
        var browser = http.browser("employee");
        var first = browser.get("/sims?sort=" + sort + "&batch=" + URLEncoder.encode(batch, StandardCharsets.UTF_8))
                .body();
        var second = browser.get(link(first, "next")).body();
        var third = browser.get(link(second, "next")).body();
        var descending = sort.startsWith("-");
        var sorted = db.select(SIM.ID)
                .from(SIM)
                .where(SIM.BATCH.eq(batch))
                .orderBy(
                        descending
                                ? SIM.MSISDN.desc().nullsFirst()
                                : SIM.MSISDN.asc().nullsLast(),
                        descending ? SIM.ID.desc() : SIM.ID.asc())
                .fetch(SIM.ID);

        assertThat(Stream.of(first, second, third).map(SimPagesTest::ids).flatMap(List::stream))
                .containsExactlyElementsOf(sorted);
        assertThat(ids(first)).hasSize(25);
        assertThat(third).doesNotContain("rel=\"next\"");
        assertThat(ids(browser.get(link(third, "prev")).body())).isEqualTo(ids(second));
        assertThat(ids(browser.get(link(second, "prev")).body())).isEqualTo(ids(first));
    }

    @Test
    void tellsTheHistoryOfACard() {
        var contract = SampleSims.contract(db);
        var sim = create();
        sims.reserve(sim.id(), contract);
        assertThat(http.browser("employee").get("/sims/" + sim.id()).body())
                .contains("В резерве", "Забронирована:", "Принята на склад", "Линейный Пётр");
        sims.activate(List.of(contract));
        sims.block(List.of(contract), "lost_sim");
        assertThat(http.browser("employee").get("/sims/" + sim.id()).body())
                .contains("Заблокирована", "утеря SIM")
                .doesNotContain("/deletion");
    }

    @Test
    void showsCodesForAPurposeOnly() {
        var secrets = new SimSecrets("1234", "87654321", null, null);
        var sim = create(new SimDetails(new Iccid(iccid()), null, null, null, secrets));
        var browser = http.browser("supervisor");

        assertThat(browser.get("/sims/" + sim.id()).body()).contains("••••").doesNotContain("87654321");
        assertThat(browser.post("/sims/" + sim.id() + "/reveal", Map.of("purpose", "x"))
                        .status())
                .isEqualTo(400);
        assertThat(browser.post("/sims/" + sim.id() + "/reveal", Map.of("purpose", "pin_forgotten"))
                        .body())
                .contains("87654321");
        assertThat(http.browser("operator")
                        .post("/sims/" + sim.id() + "/reveal", Map.of("purpose", "pin_forgotten"))
                        .status())
                .isEqualTo(403);
        assertThat(db.fetchCount(
                        AUDIT_ENTRY, AUDIT_ENTRY.ACTION.eq("sim.revealed"), AUDIT_ENTRY.OBJECT_ID.eq(sim.id())))
                .isEqualTo(1);
    }

    /** Stored codes are never in the form, so an empty field leaves them, and only those who see them change them. */
    @Test
    void keepsCodesThatWereLeftEmpty() {
        var secrets = new SimSecrets("1234", "87654321", null, null);
        var sim = create(new SimDetails(new Iccid(iccid()), null, null, null, secrets));
        var form = Map.of("iccid", sim.iccid().value(), "pin1", "", "puk1", "11112222", "version", "1");
        assertThat(http.browser("operator").post("/sims/" + sim.id(), form).status())
                .isEqualTo(303);
        var told = http.api(
                        "POST",
                        "/api/sims/" + sim.id() + "/reveal/",
                        http.token("supervisor"),
                        Map.of("purpose", "проверка"))
                .json();
        assertThat(told.get("puk1").asString()).isEqualTo("87654321");

        http.browser("supervisor").post("/sims/" + sim.id(), form);
        told = http.api(
                        "POST",
                        "/api/sims/" + sim.id() + "/reveal/",
                        http.token("supervisor"),
                        Map.of("purpose", "проверка"))
                .json();
        assertThat(told.get("puk1").asString()).isEqualTo("11112222");
        assertThat(told.get("pin1").asString()).isEqualTo("1234");
    }

    @Test
    void deletesACardEnteredByMistake() {
        var sim = create();
        var deleted = http.browser("operator").post("/sims/" + sim.id() + "/deletion", Map.of("version", "1"));
        assertThat(deleted.status()).isEqualTo(303);
        assertThat(db.fetchExists(SIM, SIM.ID.eq(sim.id()))).isFalse();
    }

    private static List<Long> ids(String body) {
        return Pattern.compile("<td class=\"k1 nowrap\"><a class=\"[^\"]+\" href=\"/sims/([0-9]+)\"")
                .matcher(body)
                .results()
                .map(found -> Long.valueOf(found.group(1)))
                .toList();
    }

    private static String link(String body, String rel) {
        var found = Pattern.compile("rel=\"" + rel + "\" href=\"([^\"]+)\"").matcher(body);
        assertThat(found.find()).isTrue();
        return found.group(1).replace("&amp;", "&");
    }

    private Sim create() {
        return create(new SimDetails(new Iccid(iccid()), null, new Msisdn(msisdn()), null, SimSecrets.NONE));
    }

    private Sim create(SimDetails details) {
        try {
            return Actor.job("tests").call(() -> sims.create(details));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
