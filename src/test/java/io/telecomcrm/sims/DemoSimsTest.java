package io.telecomcrm.sims;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.PHONE_NUMBER;
import static io.telecomcrmdb.Tables.SIM;
import static io.telecomcrmdb.Tables.SIM_HISTORY;
import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.IntegrationTest;
import io.telecomcrm.contracts.ContractStatus;
import io.telecomcrm.contracts.TerminationReason;
import io.telecomcrm.kernel.Actor;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** A made-up stock, and contracts that get it, in a database of their own. */
@IntegrationTest
@DirtiesContext
@TestPropertySource(properties = "crm.test.own-database=demo_sims")
class DemoSimsTest {

    @Autowired
    Sims sims;

    @Autowired
    DSLContext db;

    @Autowired
    Clock clock;

    @Test
    void contractsGetTheCardsAsTheirStatusesSay() throws Exception {
        Actor.job("demo").run(() -> sims.demo(40, 7, _ -> {}));
        var now = clock.instant();
        var draft = SampleSims.contract(db);
        var active = SampleSims.contract(db);
        var suspended = SampleSims.contract(db);
        var ended = SampleSims.contract(db);
        db.transaction(_ -> {
            for (var id : List.of(active, suspended, ended)) {
                db.update(CONTRACT)
                        .set(
                                CONTRACT.STATUS,
                                id == active
                                        ? ContractStatus.ACTIVE
                                        : id == suspended ? ContractStatus.SUSPENDED : ContractStatus.TERMINATED)
                        .set(CONTRACT.ACTIVATED_AT, now.minus(Duration.ofDays(100)))
                        .set(CONTRACT.ANCHOR_ON, LocalDate.of(2026, 1, 1))
                        .set(CONTRACT.TERMINATED_AT, id == ended ? now.minus(Duration.ofDays(30)) : null)
                        .set(CONTRACT.TERMINATION_REASON, id == ended ? TerminationReason.CUSTOMER : null)
                        .where(CONTRACT.ID.eq(id))
                        .execute();
            }
        });
        Actor.job("demo").run(sims::demoBind);

        assertThat(Stream.of(draft, active, suspended, ended)
                        .map(id -> sims.ofContract(id).orElseThrow().state()))
                .containsExactly(SimState.RESERVED, SimState.ACTIVE, SimState.BLOCKED, SimState.CLOSED);
        assertThat(sims.counts())
                .isEqualTo(Map.of(
                        SimState.FREE, 36L,
                        SimState.RESERVED, 1L,
                        SimState.ACTIVE, 1L,
                        SimState.BLOCKED, 1L,
                        SimState.CLOSED, 1L));
        assertThat(db.fetchCount(SIM_HISTORY)).isEqualTo(40 + 4 + 2);
        var number = Objects.requireNonNull(sims.ofContract(ended).orElseThrow().msisdn());
        assertThat(sims.obstacle(number))
                .hasValueSatisfying(text -> assertThat(text).hasToString("number_in_quarantine"));
        assertThat(db.fetchCount(PHONE_NUMBER, PHONE_NUMBER.QUARANTINED_UNTIL.isNotNull()))
                .isEqualTo(1);
        assertThat(sims.ofContract(draft).orElseThrow().msisdn()).isEqualTo(Sims.demoNumber(0, 7));
        assertThat(db.fetch(SIM).getValues(SIM.ICCID)).doesNotHaveDuplicates().allMatch(Iccid::checkDigitHolds);
        // from here on they move like all others
        sims.block(List.of(active), "debt");
        assertThat(Actor.job("tests").call(() -> sims.reveal(1, "проверка")).isEmpty())
                .isFalse();
    }
}
