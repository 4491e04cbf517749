package io.telecomcrm.payments;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.PAYMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.IntegrationTest;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.contracts.SampleContracts;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.BeforeTry;
import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestContextManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Random postings at a contract on the real database. Whatever is accepted or refused: the balance is what the lines add
 * up to, and of no payment more goes back than came.
 */
@IntegrationTest
@Tag("integration")
class PaymentModelTest {

    @Autowired
    Contracts contracts;

    @Autowired
    Payments payments;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transactions;

    private enum What {
        TAKE,
        EXPECT,
        CONFIRM,
        DECLINE,
        REFUND,
        REFUND_REST,
        ADJUST,
        REVERSE,
        DELETE
    }

    /** @param line which of the lines there are, counted round */
    private record Posting(What what, long kopecks, int line) {}

    @BeforeTry
    void wire() throws Exception {
        new TestContextManager(PaymentModelTest.class).prepareTestInstance(this);
    }

    @Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
    void theBalanceIsWhatTheLinesAddUpTo(@ForAll("postings") List<Posting> postings) {
        var contract = new SampleContracts(db, transactions, contracts).draft();
        var lines = new ArrayList<Long>();
        for (var posting : postings) {
            try {
                lines.add(post(contract, lines, posting));
            } catch (Refusal refusal) {
                assertThat(refusal.code()).matches("(payment|refund)_.*");
            }
            check(contract);
        }
    }

    private long post(long contract, List<Long> lines, Posting posting) {
        var amount = new Money(posting.kopecks());
        var line = lines.isEmpty() ? 0 : lines.get(posting.line() % lines.size());
        var details = new PaymentDetails(contract, amount, PaymentMethod.CASH, null, null);
        if (line == 0 || posting.what() == What.TAKE) {
            return asJob(() -> payments.take(details, null).payment().id());
        }
        return asJob(() -> switch (posting.what()) {
            case TAKE -> throw new IllegalStateException();
            case EXPECT ->
                payments.expect(details, posting.line() % 2 == 0 ? Payment.DESK : "yookassa")
                        .id();
            case CONFIRM ->
                payments.confirm(line, Instant.parse("2026-11-20T10:00:00Z"), null)
                        .id();
            case DECLINE -> payments.decline(line, null).id();
            case REFUND -> payments.refund(line, amount, "x").id();
            case REFUND_REST -> payments.refund(line, null, "x").id();
            case ADJUST ->
                payments.adjust(contract, posting.line() % 2 == 0 ? amount : amount.negated(), "x")
                        .id();
            case REVERSE -> payments.reverse(line, "x").id();
            case DELETE -> {
                payments.delete(line);
                lines.removeIf(known -> known.equals(line));
                yield payments.take(details, null).payment().id();
            }
        });
    }

    private void check(long contract) {
        var lines =
                db.selectFrom(PAYMENT).where(PAYMENT.CONTRACT_ID.eq(contract)).fetch();
        var sum = lines.stream()
                .filter(line -> line.getStatus().tookEffect())
                .mapToLong(line -> line.getAmount().kopecks())
                .sum();
        assertThat(db.fetchValue(CONTRACT.BALANCE, CONTRACT.ID.eq(contract))).isEqualTo(new Money(sum));
        for (var paid : lines) {
            var back = lines.stream()
                    .filter(line -> paid.getId().equals(line.getReversesId()))
                    .mapToLong(line -> line.getAmount().kopecks())
                    .sum();
            if (back != 0) {
                assertThat(Math.abs(back))
                        .isLessThanOrEqualTo(Math.abs(paid.getAmount().kopecks()));
                assertThat(Long.signum(back))
                        .isEqualTo(-Long.signum(paid.getAmount().kopecks()));
            }
            assertThat(paid.getStatus() == PaymentStatus.REFUNDED)
                    .isEqualTo(paid.getKind() == PaymentKind.PAYMENT
                            && paid.getStatus().tookEffect()
                            && lines.stream()
                                            .filter(line -> line.getKind() == PaymentKind.REFUND
                                                    && paid.getId().equals(line.getReversesId()))
                                            .mapToLong(line -> line.getAmount().kopecks())
                                            .sum()
                                    == -paid.getAmount().kopecks());
        }
    }

    private static <T> T asJob(Callable<T> work) {
        try {
            return Actor.job("tests").call(work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Provide
    Arbitrary<List<Posting>> postings() {
        return Combinators.combine(
                        Arbitraries.of(What.class),
                        Arbitraries.longs().between(1, 100_000),
                        Arbitraries.integers().between(0, 30))
                .as(Posting::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(25);
    }
}
