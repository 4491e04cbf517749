package io.telecomcrm.operations;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CONTRACT_BLOCK;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.PAYMENT;
import static io.telecomcrmdb.Tables.SUBSCRIPTION;
import static io.telecomcrmdb.Tables.USER_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.selectOne;

import io.telecomcrm.TelecomCrm;
import io.telecomcrm.TestDatabase;
import io.telecomcrm.contracts.BlockReason;
import io.telecomcrm.contracts.ContractStatus;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Money;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The product started for the first time, and again, each time on a database of its own. */
@Tag("integration")
@ExtendWith(OutputCaptureExtension.class)
class DemoTest {

    @Test
    void theFirstStartOfDevelopmentMakesDataAndTheSecondKeepsIt(CapturedOutput output) throws Exception {
        var database = TestDatabase.another("first_start");
        List<String> passwords;
        try (var first = start(database)) {
            var db = first.getBean(DSLContext.class);
            assertThat(db.fetchCount(CUSTOMER)).isEqualTo(300);
            moneyAddsUp(db);
            assertThat(db.fetchCount(CUSTOMER, CUSTOMER.BIRTH_DATE.isNotNull())).isGreaterThan(200);
            passwords = passwords(db);
            assertThat(passwords).hasSize(4);
        }
        assertThat(output.getOut()).containsOnlyOnce("Password of each:");
        assertThat(output.getOut().replaceAll("(?s).*Password of each: +(\\S+).*", "$1"))
                .hasSizeGreaterThan(11);

        try (var second = start(database, "--DEMO_PASSWORD=another password")) {
            var db = second.getBean(DSLContext.class);
            assertThat(db.fetchCount(CUSTOMER)).isEqualTo(300);
            assertThat(passwords(db)).isEqualTo(passwords);
        }
        assertThat(output.getOut()).containsOnlyOnce("Password of each:");
    }

    @Test
    void theFirstStartTakesTheWantedPasswordWithoutPrintingIt(CapturedOutput output) throws Exception {
        var database = TestDatabase.another("wanted_password");

        assertThatThrownBy(() -> start(database, "--DEMO_PASSWORD=short")).hasMessageContaining("DEMO_PASSWORD");
        try (var started = start(database, "--DEMO_PASSWORD=wanted by the tester")) {
            assertThat(passwords(started.getBean(DSLContext.class))).hasSize(4);
        }
        assertThat(output.getOut()).doesNotContain("wanted by the tester").contains("as DEMO_PASSWORD says");
    }

    @Test
    void theCommandFillsAnEmptyDatabaseOnlyAndAlwaysAlike(CapturedOutput output) throws Exception {
        var names = new ArrayList<List<String>>();
        for (var database : List.of(TestDatabase.another("demo_one"), TestDatabase.another("demo_two"))) {
            try (var started = start(database, "--spring.profiles.active=test")) {
                var demo = started.getBean(Demo.class);
                var db = started.getBean(DSLContext.class);
                assertThat(run(demo, "25")).isZero();
                assertThat(db.fetchCount(CUSTOMER)).isEqualTo(25);
                assertThat(db.fetchCount(USER_ACCOUNT)).isEqualTo(4);
                assertThat(run(demo, "25")).isEqualTo(1);
                assertThat(run(demo, "")).isEqualTo(2);
                assertThat(run(demo, "٣")).isEqualTo(2);
                assertThat(run(demo, "99999999")).isEqualTo(2);
                assertThat(db.fetchCount(CUSTOMER)).isEqualTo(25);
                moneyAddsUp(db);
                names.add(db.select(CUSTOMER.PHONE)
                        .from(CUSTOMER)
                        .orderBy(CUSTOMER.ID)
                        .fetch(row -> String.valueOf(row.value1())));
            }
        }
        assertThat(names.get(0)).isEqualTo(names.get(1)).doesNotHaveDuplicates();
        assertThat(output.getOut()).contains("25 demonstration customers made", "nothing was added");
    }

    /** Every balance is its ledger, who owes is blocked for it, and nobody has a fee to pay today. */
    private static void moneyAddsUp(DSLContext db) {
        assertThat(db.fetchCount(PAYMENT)).isGreaterThan(100);
        var ledger = field(
                "coalesce((select sum(amount) from payment where contract_id = contract.id"
                        + " and status in ('succeeded', 'refunded')), 0)",
                Long.class);
        assertThat(db.fetchCount(CONTRACT, CONTRACT.BALANCE.coerce(Long.class).ne(ledger)))
                .isZero();
        var owes = CONTRACT.BALANCE.lt(Money.ZERO);
        var blocked = exists(selectOne()
                .from(CONTRACT_BLOCK)
                .where(CONTRACT_BLOCK.CONTRACT_ID.eq(CONTRACT.ID), CONTRACT_BLOCK.REASON.eq(BlockReason.DEBT)));
        assertThat(db.fetchCount(CONTRACT, owes.and(not(blocked)).or(blocked.and(not(owes)))))
                .isZero();
        assertThat(db.fetchCount(
                        CONTRACT,
                        CONTRACT.STATUS
                                .eq(ContractStatus.ACTIVE)
                                .andNotExists(selectOne()
                                        .from(SUBSCRIPTION)
                                        .where(
                                                SUBSCRIPTION.CONTRACT_ID.eq(CONTRACT.ID),
                                                SUBSCRIPTION.PAID_UNTIL.gt(
                                                        LocalDate.now(ZoneId.of("Europe/Moscow")))))))
                .isZero();
    }

    private static int run(Demo demo, String value) throws Exception {
        return Actor.job("demo").call(() -> demo.run(value));
    }

    private static List<String> passwords(DSLContext db) {
        return db.select(USER_ACCOUNT.PASSWORD_HASH)
                .from(USER_ACCOUNT)
                .orderBy(USER_ACCOUNT.ID)
                .fetch(USER_ACCOUNT.PASSWORD_HASH);
    }

    private static ConfigurableApplicationContext start(String database, String... more) {
        var arguments = new ArrayList<>(List.of(
                "--spring.datasource.url=" + database,
                "--server.port=0",
                "--db-scheduler.enabled=false",
                "--SECRET_KEY=a-key-for-tests-only-0123456789-abcdefgh",
                "--DATA_KEY=another-key-for-tests-only-9876543210-zyx"));
        arguments.addAll(List.of(more));
        return new SpringApplicationBuilder(TelecomCrm.class).run(arguments.toArray(String[]::new));
    }
}
