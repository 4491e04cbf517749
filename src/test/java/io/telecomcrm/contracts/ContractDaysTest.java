package io.telecomcrm.contracts;

import static io.telecomcrmdb.Tables.AUDIT_ENTRY;
import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CONTRACT_COUNT;
import static io.telecomcrmdb.Tables.CONTRACT_HISTORY;
import static io.telecomcrmdb.Tables.SIM;
import static io.telecomcrmdb.Tables.SIM_HISTORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.sum;

import io.telecomcrm.IntegrationTest;
import io.telecomcrm.TurnableClock;
import io.telecomcrm.kernel.Msisdn;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.sims.SimMove;
import io.telecomcrm.sims.SimStatus;
import io.telecomcrm.sims.Sims;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What happens to contracts when its day comes; the clock is turned by hand. */
@IntegrationTest
class ContractDaysTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Moscow");

    @Autowired
    Contracts contracts;

    @Autowired
    ContractJobs jobs;

    @Autowired
    Sims sims;

    @Autowired
    TurnableClock clock;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transactions;

    private SampleContracts samples;

    @BeforeEach
    void prepare() {
        samples = new SampleContracts(db, transactions, contracts);
    }

    @AfterEach
    void setTheClockRight() {
        clock.reset();
    }

    @Test
    void aBlockAtTheSubscribersWishEndsAtMidnight() {
        var contract = samples.active();
        var until = today().plusDays(10);
        SampleContracts.as(() -> contracts.block(contract, null, BlockReason.VOLUNTARY, until, null));

        turnTo(until.minusDays(1), 23, 59);
        jobs.turnOfTheDay();
        assertThat(get(contract).status()).isEqualTo(ContractStatus.SUSPENDED);

        turnTo(until, 0, 0);
        jobs.turnOfTheDay();
        assertThat(get(contract).status()).isEqualTo(ContractStatus.ACTIVE);
        assertThat(db.fetchValue(SIM.STATUS, SIM.CONTRACT_ID.eq(contract))).isEqualTo(SimStatus.ACTIVE);

        SampleContracts.as(() -> contracts.block(contract, null, BlockReason.VOLUNTARY, null, null));
        assertThat(get(contract).blocks().getFirst().until()).isEqualTo(until.plusDays(170));
        turnTo(until.plusDays(170), 0, 0);
        jobs.turnOfTheDay();
        assertThat(get(contract).status()).isEqualTo(ContractStatus.ACTIVE);
        assertThatThrownBy(() ->
                        SampleContracts.as(() -> contracts.block(contract, null, BlockReason.VOLUNTARY, null, null)))
                .isInstanceOf(Refusal.class)
                .hasMessage("voluntary_spent");
    }

    @Test
    void anotherBlockOutlivesTheOneThatEnds() {
        var contract = samples.active();
        SampleContracts.as(() -> contracts.block(contract, null, BlockReason.VOLUNTARY, today().plusDays(2), null));
        SampleContracts.as(() -> contracts.block(contract, null, BlockReason.FRAUD, null, null));

        turnTo(today().plusDays(2), 0, 0);
        jobs.turnOfTheDay();
        assertThat(get(contract).status()).isEqualTo(ContractStatus.SUSPENDED);
        assertThat(get(contract).block(BlockReason.VOLUNTARY)).isEmpty();
    }

    @Test
    void draftsThatNobodyTouchesGoAwayAfterTwoWeeks() {
        var left = samples.draft();
        var touched = samples.draft();
        var sim = sims.ofContract(left).orElseThrow().id();

        clock.forward(Duration.ofDays(13));
        jobs.removeOldDrafts();
        assertThat(exists(left)).isTrue();
        SampleContracts.as(() -> contracts.edit(
                touched,
                null,
                was -> new ContractDetails(
                        was.customerId(),
                        was.simId(),
                        was.tariffId(),
                        was.signedOn().plusDays(1))));

        clock.forward(Duration.ofDays(1).plusMinutes(1));
        jobs.removeOldDrafts();
        assertThat(exists(left)).isFalse();
        assertThat(exists(touched)).isTrue();
        assertThat(sims.get(sim).isInStock()).isTrue();
    }

    @Test
    void nodesThatDoTheDayAtOnceDoEachThingOnce() throws Exception {
        var paused = new ArrayList<Long>();
        var drafts = new ArrayList<Long>();
        var cards = new ArrayList<Long>();
        var until = today().plusDays(20);
        for (var i = 0; i < 12; i++) {
            var contract = samples.active();
            SampleContracts.as(() -> contracts.block(contract, null, BlockReason.VOLUNTARY, until, null));
            paused.add(contract);
            drafts.add(samples.draft());
            cards.add(sims.ofContract(drafts.getLast()).orElseThrow().id());
        }
        turnTo(until, 0, 0);
        var before = miscounted();

        try (var nodes = Executors.newFixedThreadPool(3)) {
            var work = Collections.nCopies(3, Executors.callable(() -> {
                jobs.turnOfTheDay();
                jobs.removeOldDrafts();
            }));
            for (var node : nodes.invokeAll(work)) {
                node.get();
            }
        }

        assertThat(db.select(CONTRACT_HISTORY.CONTRACT_ID)
                        .from(CONTRACT_HISTORY)
                        .where(
                                CONTRACT_HISTORY.CONTRACT_ID.in(paused),
                                CONTRACT_HISTORY.STATUS_FROM.eq(ContractStatus.SUSPENDED),
                                CONTRACT_HISTORY.STATUS_TO.eq(ContractStatus.ACTIVE))
                        .fetch(CONTRACT_HISTORY.CONTRACT_ID))
                .containsExactlyInAnyOrderElementsOf(paused);
        assertThat(db.fetchCount(
                        AUDIT_ENTRY,
                        AUDIT_ENTRY.OBJECT_TYPE.eq("contract"),
                        AUDIT_ENTRY.OBJECT_ID.in(drafts),
                        AUDIT_ENTRY.ACTION.eq("contract.deleted")))
                .isEqualTo(drafts.size());
        assertThat(db.fetchCount(CONTRACT, CONTRACT.ID.in(drafts))).isZero();
        assertThat(db.select(SIM_HISTORY.SIM_ID)
                        .from(SIM_HISTORY)
                        .where(SIM_HISTORY.SIM_ID.in(cards), SIM_HISTORY.EVENT.eq(SimMove.UNBOUND.code()))
                        .fetch(SIM_HISTORY.SIM_ID))
                .containsExactlyInAnyOrderElementsOf(cards);
        assertThat(miscounted()).isEqualTo(before);
    }

    /** By how much the counts that are kept differ from what there is; others may have filled tables past them. */
    private Map<ContractStatus, Long> miscounted() {
        var kept = db.select(CONTRACT_COUNT.STATUS, sum(CONTRACT_COUNT.AMOUNT))
                .from(CONTRACT_COUNT)
                .groupBy(CONTRACT_COUNT.STATUS)
                .fetchMap(Record2::value1, row -> row.value2().longValue());
        var differences = new EnumMap<ContractStatus, Long>(ContractStatus.class);
        for (var status : ContractStatus.values()) {
            differences.put(
                    status, kept.getOrDefault(status, 0L) - db.fetchCount(CONTRACT, CONTRACT.STATUS.eq(status)));
        }
        return differences;
    }

    @Test
    void aNumberRestsForNinetyDays() {
        var contract = samples.active();
        var number =
                Objects.requireNonNull(sims.ofContract(contract).orElseThrow().msisdn());
        SampleContracts.as(() -> contracts.terminate(contract, null, TerminationReason.CUSTOMER, null));
        var other = samples.active();

        turnTo(today().plusDays(89), 23, 59);
        assertThatThrownBy(() -> SampleContracts.as(() -> contracts.changeNumber(other, null, number)))
                .isInstanceOf(Refusal.class)
                .hasMessage("number_in_quarantine");
        turnTo(today().plusDays(1), 0, 0);
        SampleContracts.as(() -> contracts.changeNumber(other, null, number));
        assertThat(sims.ofContract(other).orElseThrow().msisdn()).isEqualTo(new Msisdn(number.value()));
    }

    private Contract get(long id) {
        return SampleContracts.as(() -> contracts.get(id));
    }

    private boolean exists(long id) {
        return db.fetchExists(CONTRACT, CONTRACT.ID.eq(id));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }

    /** Forward to a time of a day, and a second beyond. */
    private void turnTo(LocalDate day, int hour, int minute) {
        var then = day.atTime(hour, minute, 1).atZone(ZONE).toInstant();
        clock.forward(Duration.between(clock.instant(), then));
    }
}
