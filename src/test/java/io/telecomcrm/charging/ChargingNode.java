package io.telecomcrm.charging;

import static io.telecomcrmdb.Tables.CHARGE_RUN;
import static io.telecomcrmdb.Tables.TARIFF;
import static java.util.Objects.requireNonNull;

import io.telecomcrm.TelecomCrm;
import io.telecomcrm.TurnableClock;
import io.telecomcrm.contracts.ContractDetails;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.contracts.SampleContracts;
import io.telecomcrm.contracts.TariffChangeTime;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.payments.PaymentDetails;
import io.telecomcrm.payments.PaymentMethod;
import io.telecomcrm.payments.Payments;
import io.telecomcrm.tariffs.TariffPeriod;
import io.telecomcrmdb.tables.records.TariffRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jooq.DSLContext;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A node of the product in a process of its own, to be killed: {@code prepare N} fills an empty database with contracts
 * that fall due, {@code run} does the run of the day, alone or beside other nodes, and ends when it is over. Its clock
 * starts at the same noon each time.
 */
final class ChargingNode {

    /** Said when the run is about to begin or to go on. */
    static final String READY = "charging-node: ready";

    static final LocalDate DAY = LocalDate.of(2026, 11, 25);

    private static final int AT_ONCE = 50;

    private final ConfigurableApplicationContext context;
    private final DSLContext db;
    private final TransactionTemplate transactions;
    private final Contracts contracts;
    private final Payments payments;
    private final TurnableClock clock;

    private ChargingNode(ConfigurableApplicationContext context) {
        this.context = context;
        this.db = context.getBean(DSLContext.class);
        this.transactions = context.getBean(TransactionTemplate.class);
        this.contracts = context.getBean(Contracts.class);
        this.payments = context.getBean(Payments.class);
        this.clock = context.getBean(TurnableClock.class);
    }

    public static void main(String[] args) {
        var node = new ChargingNode(new SpringApplication(TelecomCrm.class, TurnableClock.Configuration.class)
                .run(
                        "--server.port=-1",
                        "--spring.profiles.active=test",
                        // prepared without a schedule, so that nothing is charged before its time
                        "--db-scheduler.enabled=" + args[0].equals("run"),
                        "--crm.test.url=" + args[1]));
        node.clock.forward(Duration.between(Instant.now(), DAY.atTime(9, 0).toInstant(ZoneOffset.UTC)));
        Actor.job("tests").run(() -> {
            if (args[0].equals("prepare")) {
                node.prepare(Integer.parseInt(args[2]));
            } else {
                node.run();
            }
        });
        System.exit(SpringApplication.exit(node.context));
    }

    /** Some can pay all that is due, some a part, some nothing; some have several periods, or a planned tariff, to catch up with. */
    private void prepare(int count) {
        var monthly = tariff(45_000, TariffPeriod.MONTHLY);
        var daily = tariff(1_000, TariffPeriod.DAILY);
        var free = tariff(0, TariffPeriod.MONTHLY);
        var dearer = tariff(60_000, TariffPeriod.MONTHLY);
        clock.forward(Duration.ofDays(-65));
        fill(
                count * 8 / 10,
                i -> i % 8 == 0 ? free : monthly,
                i -> new long[] {3_000, 900, 450, 1_350, 900}[i % 5],
                dearer);
        clock.forward(Duration.ofDays(60));
        fill(count - count * 8 / 10, _ -> daily, i -> 10 + 10L * (i % 8), dearer);
    }

    private void fill(
            int count,
            java.util.function.IntToLongFunction tariff,
            java.util.function.IntToLongFunction rubles,
            long dearer) {
        var samples = new SampleContracts(db, transactions, contracts);
        for (var from = 0; from < count; from += AT_ONCE) {
            var first = from;
            transactions.executeWithoutResult(_ -> {
                for (var i = first; i < Math.min(first + AT_ONCE, count); i++) {
                    var draft = contracts.create(new ContractDetails(
                            samples.customer(), samples.sim(), tariff.applyAsLong(i), DAY.minusDays(65)));
                    payments.take(
                            new PaymentDetails(
                                    draft.id(), Money.ofRubles(rubles.applyAsLong(i)), PaymentMethod.CASH, null, null),
                            null);
                    contracts.activate(draft.id(), null);
                    if (i % 10 == 3) {
                        contracts.changeTariff(draft.id(), null, dearer, TariffChangeTime.NEXT_PERIOD);
                    }
                }
            });
        }
    }

    /** The clock is put right before the run begins, and the worker has nothing to do until then. */
    private void run() {
        System.out.println(READY);
        context.getBean(ChargeRuns.class).startScheduled();
        var runs = context.getBean(ChargeRunRepository.class);
        while (!runs.open().isEmpty()) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        if (db.fetchCount(CHARGE_RUN) != 1) {
            throw new IllegalStateException("There should be one run");
        }
    }

    private long tariff(long kopecks, TariffPeriod period) {
        return requireNonNull(transactions.execute(_ -> {
            var row = new TariffRecord();
            row.setName(period + " " + kopecks);
            row.setNameKey(period + " " + kopecks);
            row.setFee(new Money(kopecks));
            row.setPeriod(period);
            row.setOptions("{\"minutes\":0,\"sms\":0,\"traffic_mb\":0,\"unlimited\":[],\"services\":[]}");
            row.setRefundUnusedDays(true);
            row.setIsActive(true);
            row.setCreatedAt(Instant.EPOCH);
            row.setUpdatedAt(Instant.EPOCH);
            row.setVersion(1L);
            return db.insertInto(TARIFF)
                    .set(row)
                    .returningResult(TARIFF.ID)
                    .fetchSingle()
                    .value1();
        }));
    }
}
