package io.telecomcrm.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.contracts.SampleContracts;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.payments.PaymentDetails;
import io.telecomcrm.payments.PaymentMethod;
import io.telecomcrm.payments.Payments;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** The first page and its figures. */
@IntegrationTest
class DashboardTest {

    @Autowired
    Http http;

    @Autowired
    Contracts contracts;

    @Autowired
    Payments payments;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transactions;

    /** Without a customer there is nothing to see yet. */
    @BeforeEach
    void aCustomer() {
        var answer = http.api(
                "POST",
                "/api/customers/",
                http.token("operator"),
                Map.of(
                        "kind",
                        "person",
                        "last_name",
                        "Сводкина",
                        "first_name",
                        "Анна",
                        "phone",
                        "+7917%07d".formatted(ThreadLocalRandom.current().nextInt(10_000_000))));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    @Test
    void tellsTheFiguresInTheOrderOfTheWire() {
        var figures = http.api("GET", "/api/dashboard/", http.token("supervisor"), null)
                .json();

        assertThat(figures.propertyNames())
                .startsWith(
                        "active_customers",
                        "active_sims",
                        "free_sims",
                        "open_tickets",
                        "overdue_tickets",
                        "revenue_per_month",
                        "customers_per_tariff",
                        "top_payers",
                        "base_growth");
        assertThat(figures.get("active_sims").isNumber()).isTrue();
        assertThat(figures.get("base_growth").size()).isEqualTo(12);
        assertThat(figures.get("contract_activity").size()).isEqualTo(12);
        assertThat(figures.get("revenue_per_month").size()).isEqualTo(12);
        assertThat(figures.get("top_payers").isArray()).isTrue();
        assertThat(http.api("GET", "/api/dashboard/", http.token("employee"), null)
                        .json()
                        .get("revenue_per_month")
                        .isNull())
                .isTrue();
    }

    /** Money that never came is nobody's revenue. */
    @Test
    void leavesOutWhatWasUndoneAsAMistake() throws Exception {
        var contract = new SampleContracts(db, transactions, contracts).active();
        var before = counted();
        var mistake = Actor.job("tests")
                .call(() -> payments.take(
                                new PaymentDetails(contract, Money.ofRubles(99_000), PaymentMethod.CASH, null, null),
                                null)
                        .payment());
        var paid = counted();
        Actor.job("tests").run(() -> payments.reverse(mistake.id(), "Не тот договор"));
        var after = counted();

        assertThat(paid.revenue().getLast().amount())
                .isEqualTo(before.revenue().getLast().amount().plus(Money.ofRubles(99_000)));
        assertThat(after.revenue()).isEqualTo(before.revenue());
        assertThat(paid.payers()).extracting(Figures.Payer::amount).contains(Money.ofRubles(99_000));
        assertThat(after.payers()).isEqualTo(before.payers());
    }

    @Test
    void takesOffWhatWentBackAndLeadsToBoth() throws Exception {
        var contract = new SampleContracts(db, transactions, contracts).active();
        var details = new PaymentDetails(contract, Money.ofRubles(98_000), PaymentMethod.CASH, null, null);
        var paid = Actor.job("tests").call(() -> payments.take(details, null).payment());
        Actor.job("tests").run(() -> payments.refund(paid.id(), Money.ofRubles(8_000), "Передумал"));

        assertThat(counted().payers()).extracting(Figures.Payer::amount).contains(Money.ofRubles(90_000));
        assertThat(http.browser("admin").get("/").body())
                .contains("href=\"/payments?days=month\"", "href=\"/payments?from=")
                .doesNotContain("/payments?kind=payment");
    }

    /** As they are now, not as they were within the hour. */
    private Figures counted() {
        return new FiguresRepository(db, Clock.systemUTC()).count(Instant.now(), ZoneId.of("Europe/Moscow"));
    }

    @Test
    void hidesWhatTheVisitorMayNotSee() {
        var kept = permissions();
        var less = new ArrayList<>(kept);
        less.removeAll(List.of("sims.view", "tickets.view"));
        set(less);
        try {
            assertThat(http.browser("employee").get("/").body())
                    .contains("Активные абоненты")
                    .doesNotContain("href=\"/sims?status", "Мои обращения");
        } finally {
            set(kept);
        }
        assertThat(http.browser("employee").get("/").body())
                .contains("href=\"/sims?status=free\"", "Мои обращения", "Требуют внимания");
        for (var role : List.of("employee", "supervisor")) {
            assertThat(http.browser(role).get("/").body())
                    .contains("href=\"/customers?status=active\"", "href=\"/sims?status=active\"");
        }
    }

    @Test
    void saysHowLongTheStockLasts() {
        assertThat(figures(300, 60).freeSimDays()).isEqualTo(150);
        assertThat(figures(300, 60).isStockLow()).isFalse();
        assertThat(figures(13, 30).isStockLow()).isTrue();
        assertThat(figures(14, 30).isStockLow()).isFalse();
        assertThat(figures(0, 0).freeSimDays()).isNull();
        assertThat(figures(0, 0).isStockLow()).isFalse();
    }

    @Test
    void drawsTwoBarsForEachMonthFromZero() {
        var months = new ArrayList<Figures.Activity>();
        for (var i = 11; i >= 0; i--) {
            months.add(new Figures.Activity(YearMonth.of(2026, 11).minusMonths(i), 10L * i, i));
        }
        var chart = BarChart.ofActivity(months);

        assertThat(chart.bars()).hasSize(24);
        assertThat(chart.bars().getFirst().value()).isEqualTo(110);
        assertThat(chart.bars().get(1).value()).isEqualTo(11);
        assertThat(chart.bars().getLast().height()).isZero();
        assertThat(chart.lines().getFirst().value()).isZero();
        assertThat(chart.lines().getLast().value()).isGreaterThanOrEqualTo(110);
        assertThat(chart.bars().get(2).href()).contains("activated_from=2026-01-01", "activated_to=2026-01-31");
    }

    /** What a bar says is what the list that it leads to is about. */
    @Test
    void theBarOfAMonthLeadsToItsPayments() {
        var bar = BarChart.ofRevenue(List.of(new Figures.Revenue(YearMonth.of(2026, 10), Money.ofRubles(700))), 1)
                .bars()
                .getFirst();

        assertThat(bar.value()).isEqualTo(700);
        assertThat(http.browser("supervisor").get(bar.href()).body())
                .contains("value=\"2026-10-01\"", "value=\"2026-10-31\"", "С 01.10.2026");
    }

    private static Figures figures(long free, long activated) {
        return new Figures(
                Instant.EPOCH,
                0,
                0,
                0,
                free,
                activated,
                0,
                0,
                0,
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private List<String> permissions() {
        var permissions = new ArrayList<String>();
        http.api("GET", "/api/roles/employee/", http.token("admin"), null)
                .json()
                .get("permissions")
                .forEach(one -> permissions.add(one.asString()));
        return permissions;
    }

    private void set(List<String> permissions) {
        http.api("PATCH", "/api/roles/employee/", http.token("admin"), Map.of("permissions", permissions));
    }
}
