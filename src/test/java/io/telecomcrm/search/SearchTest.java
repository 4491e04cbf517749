package io.telecomcrm.search;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CONTRACT_TEXT;
import static io.telecomcrmdb.Tables.PHONE_NUMBER;
import static io.telecomcrmdb.Tables.SIM;
import static io.telecomcrmdb.Tables.TARIFF;
import static io.telecomcrmdb.Tables.TICKET;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.contracts.ContractNumber;
import io.telecomcrm.contracts.ContractStatus;
import io.telecomcrm.kernel.Luhn;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Msisdn;
import io.telecomcrm.sims.Iccid;
import io.telecomcrm.sims.SimStatus;
import io.telecomcrm.tariffs.TariffPeriod;
import io.telecomcrm.tickets.TicketPriority;
import io.telecomcrm.tickets.TicketStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** One box for everything. */
@IntegrationTest
class SearchTest {

    private static final Instant WHEN = Instant.parse("2026-02-03T09:00:00Z");
    private static final String NUMBER = "18" + "7654321" + Luhn.checkDigit("187654321");
    private static final String ICCID = "897019876500000012" + Luhn.checkDigit("897019876500000012");

    private static final String OTHER_NUMBER = "18" + "7654322" + Luhn.checkDigit("187654322");
    private static final String OTHER_ICCID = "897019876500000022" + Luhn.checkDigit("897019876500000022");

    @Autowired
    Http http;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transactions;

    @Test
    void findsEverythingAndOpensWhatAWholeNumberNames() {
        var customer = http.api(
                        "POST",
                        "/api/customers/",
                        http.token("operator"),
                        Map.of("last_name", "Поискова", "first_name", "Инна", "phone", "+79033141592"))
                .json()
                .get("id")
                .asLong();
        var contract = requireNonNull(
                transactions.execute(_ -> contract(customer, NUMBER, "ПОИСКОВА ИННА 79033141592 79032718281")));
        var sim = requireNonNull(transactions.execute(_ -> sim(contract, ICCID, "+79032718281")));
        var ticket = requireNonNull(transactions.execute(_ -> ticket(customer)));

        var byName = hits("operator", "поискова");
        assertThat(byName)
                .contains(
                        "/customers/" + customer,
                        "/contracts/" + contract,
                        "/tickets/" + ticket,
                        "Абоненты",
                        "Договоры",
                        "Обращения")
                .doesNotContain("data-jump=\"true\"");
        assertThat(jump(NUMBER)).isEqualTo("/contracts/" + contract);
        assertThat(jump(NUMBER.substring(0, 5) + " " + NUMBER.substring(5))).isEqualTo("/contracts/" + contract);
        assertThat(jump(ICCID)).isEqualTo("/sims/" + sim);
        assertThat(jump("8 (903) 314-15-92")).isEqualTo("/customers/" + customer);
        assertThat(jump("+7 903 271-82-81")).isEqualTo("/contracts/" + contract);
        assertThat(hits("operator", ICCID.substring(13))).contains("/sims/" + sim);
        assertThat(http.browser("operator")
                        .get("/search?q=" + Http.encode("поискова"))
                        .body())
                .contains("/contracts/" + contract, "<html");
        var card = http.api("GET", "/api/customers/" + customer + "/", http.token("operator"), null)
                .json()
                .get("contracts");
        assertThat(card.size()).isEqualTo(1);
        assertThat(card.get(0).get("number").asString()).isEqualTo(NUMBER);
        assertThat(card.get(0).get("sim").get("iccid").asString()).isEqualTo(ICCID);
        assertThat(card.get(0).get("tariff").get("fee").asString()).isEqualTo("300.00");
    }

    /** As pages print numbers, and as scanners read them. */
    @Test
    void findsNumbersWithTheirLabels() {
        var customer = http.api(
                        "POST",
                        "/api/customers/",
                        http.token("operator"),
                        Map.of(
                                "last_name",
                                "Номерная",
                                "first_name",
                                "Нина",
                                "phone",
                                "+79033141594",
                                "email",
                                "no@example.org"))
                .json()
                .get("id")
                .asLong();
        var contract = requireNonNull(transactions.execute(_ -> contract(customer, OTHER_NUMBER, "НОМЕРНАЯ НИНА")));
        var sim = requireNonNull(transactions.execute(_ -> sim(contract, OTHER_ICCID, "+79032718282")));

        for (var label : List.of("№ ", "№", "# ", "Договор № ", "договор №\u00a0", "Contract No. ")) {
            assertThat(jump(label + OTHER_NUMBER)).isEqualTo("/contracts/" + contract);
            assertThat(found("contracts", label + OTHER_NUMBER)).as(label).isEqualTo(1);
        }
        assertThat(found("contracts", "Номерная № " + OTHER_NUMBER)).isEqualTo(1);
        for (var filler : List.of("F", "f")) {
            assertThat(jump(OTHER_ICCID + filler)).isEqualTo("/sims/" + sim);
            assertThat(found("sims", OTHER_ICCID + filler)).isEqualTo(1);
        }
        assertThat(hits("operator", "№ 18")).doesNotContain("/customers/" + customer + "\"");
        assertThat(hits("operator", "no@example")).contains("/customers/" + customer + "\"");
        for (var signs : List.of("%", "№", "-", "* _")) {
            assertThat(found("customers", signs)).as(signs).isZero();
            assertThat(http.browser("operator")
                            .get("/payments?q=" + Http.encode(signs))
                            .body())
                    .as(signs)
                    .contains("Таких операций нет");
        }
    }

    private long found(String list, String search) {
        return http.api("GET", "/api/" + list + "/?search=" + Http.encode(search), http.token("operator"), null)
                .json()
                .get("count")
                .asLong();
    }

    @Test
    void showsOnlyWhatTheVisitorMaySee() {
        http.api(
                "POST",
                "/api/customers/",
                http.token("operator"),
                Map.of("last_name", "Сокрытова", "first_name", "Инна", "phone", "+79033141593"));
        var kept = permissions();
        var less = new ArrayList<>(kept);
        less.remove("customers.view");
        setPermissions(less);
        try {
            assertThat(hits("employee", "сокрытова")).doesNotContain("Сокрытова");
        } finally {
            setPermissions(kept);
        }
        assertThat(hits("employee", "сокрытова")).contains("Сокрытова");
        for (var odd : List.of("%", "_", "''", "\"", "٣٣٣٣٣", "a\u0000b", "*", "-")) {
            assertThat(http.browser("employee")
                            .get("/search?q=" + Http.encode(odd))
                            .status())
                    .isEqualTo(200);
        }
    }

    private String hits(String role, String text) {
        return http.browser(role)
                .get("/search?q=" + Http.encode(text), "HX-Request", "true")
                .body();
    }

    private String jump(String text) {
        var found = hits("operator", text);
        assertThat(found).as(text).containsOnlyOnce("data-jump=\"true\"");
        return found.replaceFirst("(?s).*href=\"([^\"]*)\" data-jump=\"true\".*", "$1");
    }

    private List<String> permissions() {
        var permissions = new ArrayList<String>();
        http.api("GET", "/api/roles/employee/", http.token("admin"), null)
                .json()
                .get("permissions")
                .forEach(one -> permissions.add(one.asString()));
        return permissions;
    }

    private void setPermissions(List<String> permissions) {
        http.api("PATCH", "/api/roles/employee/", http.token("admin"), Map.of("permissions", permissions));
    }

    private long contract(long customer, String contractNumber, String words) {
        var tariff = db.newRecord(TARIFF);
        tariff.setName("Искомый " + contractNumber);
        tariff.setNameKey("ИСКОМЫЙ " + contractNumber);
        tariff.setFee(Money.ofRubles(300));
        tariff.setPeriod(TariffPeriod.MONTHLY);
        tariff.setOptions("{\"minutes\":0,\"sms\":0,\"traffic_mb\":0,\"unlimited\":[],\"services\":[]}");
        tariff.setRefundUnusedDays(true);
        tariff.setIsActive(true);
        tariff.setCreatedAt(WHEN);
        tariff.setUpdatedAt(WHEN);
        tariff.setVersion(1L);
        tariff.insert();
        var row = db.newRecord(CONTRACT);
        row.setNumber(new ContractNumber(contractNumber));
        row.setCustomerId(customer);
        row.setTariffId(tariff.getId());
        row.setStatus(ContractStatus.ACTIVE);
        row.setBalance(Money.ZERO);
        row.setCreditLimit(Money.ZERO);
        row.setSignedOn(LocalDate.of(2026, 2, 3));
        row.setActivatedAt(WHEN);
        row.setAnchorOn(LocalDate.of(2026, 2, 3));
        row.setCreatedAt(WHEN);
        row.setUpdatedAt(WHEN);
        row.setVersion(1L);
        row.insert();
        var text = db.newRecord(CONTRACT_TEXT);
        text.setContractId(row.getId());
        text.setSearchText(" " + contractNumber + " " + words);
        text.insert();
        return row.getId();
    }

    private long sim(long contract, String iccid, String msisdn) {
        var number = db.newRecord(PHONE_NUMBER);
        number.setMsisdn(new Msisdn(msisdn));
        number.setCreatedAt(WHEN);
        number.insert();
        var row = db.newRecord(SIM);
        row.setIccid(new Iccid(iccid));
        row.setMsisdn(new Msisdn(msisdn));
        row.setStatus(SimStatus.ACTIVE);
        row.setContractId(contract);
        row.setSearchText(" " + iccid + " " + msisdn.substring(1));
        row.setCreatedAt(WHEN);
        row.setUpdatedAt(WHEN);
        row.setVersion(1L);
        row.insert();
        return row.getId();
    }

    private long ticket(long customer) {
        var row = db.newRecord(TICKET);
        row.setNumber("SEARCH-1");
        row.setCustomerId(customer);
        row.setSubject("Нет связи");
        row.setDescription("Совсем");
        row.setStatus(TicketStatus.NEW);
        row.setPriority(TicketPriority.NORMAL);
        row.setCreatedBy("test");
        row.setFirstResponseDueAt(WHEN);
        row.setDueAt(WHEN);
        row.setUrgency(2);
        row.setSearchText(" SEARCH-1 НЕТ СВЯЗИ ПОИСКОВА ИННА 79033141592");
        row.setCreatedAt(WHEN);
        row.setUpdatedAt(WHEN);
        row.setVersion(1L);
        row.insert();
        return row.getId();
    }
}
