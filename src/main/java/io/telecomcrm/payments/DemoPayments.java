package io.telecomcrm.payments;

import io.telecomcrm.contracts.BillingPeriods;
import io.telecomcrm.contracts.ContractStatus;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.tariffs.Tariff;
import io.telecomcrm.tariffs.TariffPeriod;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What demonstration contracts paid and were charged in the last year: fees on the days the product would charge them,
 * and top-ups before. The same for the same seed and day.
 */
final class DemoPayments {

    private static final int MONTHS = 12;
    private static final int DAYS = 30;
    private static final LocalTime CHARGING = LocalTime.of(0, 20);
    private static final Duration MOST_AHEAD = Duration.ofDays(6);
    private static final int MISTAKE_EVERY = 40;
    private static final int DAYS_PAID_AT_ONCE = 14;
    private static final int BRINGS_MORE_PERCENT = 60;
    private static final int MOST_MONTHS_MORE = 3;
    private static final Money ROUND = Money.ofRubles(50);
    private static final List<PaymentMethod> METHODS = List.of(
            PaymentMethod.CARD,
            PaymentMethod.CARD,
            PaymentMethod.CARD,
            PaymentMethod.CASH,
            PaymentMethod.CASH,
            PaymentMethod.TERMINAL,
            PaymentMethod.TERMINAL,
            PaymentMethod.ONLINE,
            PaymentMethod.BANK_TRANSFER);
    private static final String PROVIDER = "demo";

    private final long seed;
    private final Instant now;
    private final ZoneId zone;

    DemoPayments(long seed, Instant now, ZoneId zone) {
        this.seed = seed;
        this.now = now;
        this.zone = zone;
    }

    /**
     * A contract that was activated.
     *
     * @param stopped when it was suspended or terminated; null while it is in service
     * @param inDebt whether the last fee was not paid
     */
    record Account(
            long contractId,
            ContractStatus status,
            LocalDate anchor,
            Instant activated,
            @Nullable Instant stopped,
            boolean inDebt,
            Tariff tariff) {}

    /**
     * One contract's year.
     *
     * @param lines in their order
     * @param twice whether the last payment among them was taken twice by mistake and has to be given back once
     */
    record Year(List<Payment> lines, Money balance, Subscription subscription, boolean twice) {}

    Year of(Account account) {
        return new Book(account).write();
    }

    /** A ledger while it is written. */
    private final class Book {

        private final Account account;
        private final Money fee;
        private final SplittableRandom random;
        private final List<Payment> lines = new ArrayList<>();
        private Money balance = Money.ZERO;
        private Instant last = Instant.EPOCH;

        Book(Account account) {
            this.account = account;
            this.fee = account.tariff().fee();
            this.random = new SplittableRandom(seed * 31 + account.contractId() * 0x9E3779B97F4A7C15L);
        }

        Year write() {
            var stopped = account.stopped() == null ? now : account.stopped();
            var periods = new BillingPeriods(account.tariff().period(), account.anchor());
            var present = periods.number(LocalDate.ofInstant(stopped, zone));
            var known = account.tariff().period() == TariffPeriod.DAILY ? DAYS : MONTHS;
            var first = Math.max(0, present - known + 1);
            if (first > 0 && !account.inDebt()) {
                bringForward(at(periods.get(first).start()).minus(MOST_AHEAD.plusDays(1)));
            }
            for (var number = first; number <= present && !fee.isZero(); number++) {
                var span = periods.get(number);
                var at = number == 0 ? account.activated() : at(span.start());
                if (number == present && account.inDebt()) {
                    at = stopped;
                } else if (balance.compareTo(fee) < 0) {
                    topUp(at, number == 0, present - number);
                }
                charge(at, new Payment.Period(number + 1, span.start(), span.end()));
            }
            var span = periods.get(present);
            var subscription = new Subscription(
                    account.contractId(),
                    present + 1,
                    span.start(),
                    span.end(),
                    fee,
                    account.tariff().id());
            if (account.status() == ContractStatus.TERMINATED) {
                subscription =
                        end(subscription, LocalDate.ofInstant(stopped, zone).plusDays(1), stopped);
            }
            return new Year(lines, balance, subscription, account.stopped() == null && paidTwice());
        }

        private void bringForward(Instant at) {
            add(
                    PaymentKind.ADJUSTMENT,
                    new Money(100 + random.nextInt(30_000)),
                    PaymentMethod.INTERNAL,
                    at,
                    null,
                    "Остаток из прежней системы",
                    null);
        }

        /** Some pay what is asked, some for months ahead, in notes more often than in coins. */
        private void topUp(Instant charged, boolean atSigning, long periodsToCome) {
            var wanted = fee.minus(balance);
            if (account.tariff().period() == TariffPeriod.DAILY) {
                // whoever owes paid up to the day before
                var days = account.inDebt() ? Math.min(DAYS_PAID_AT_ONCE, periodsToCome) - 1 : DAYS_PAID_AT_ONCE;
                wanted = wanted.plus(new Money(fee.kopecks() * days));
            } else if (!account.inDebt() && random.nextInt(100) < BRINGS_MORE_PERCENT) {
                wanted = wanted.plus(new Money(fee.kopecks() * (1 + random.nextInt(MOST_MONTHS_MORE))));
            }
            if (!account.inDebt()) {
                wanted = new Money(Math.ceilDiv(wanted.kopecks(), ROUND.kopecks()) * ROUND.kopecks());
            }
            var before = atSigning
                    ? Duration.ofSeconds(20 + random.nextInt(200))
                    : Duration.ofSeconds(600 + random.nextLong(MOST_AHEAD.toSeconds()));
            var method = METHODS.get(random.nextInt(atSigning ? METHODS.size() / 2 : METHODS.size()));
            add(PaymentKind.PAYMENT, wanted, method, charged.minus(before), null, null, null);
        }

        private void charge(Instant at, Payment.Period period) {
            add(
                    PaymentKind.CHARGE,
                    fee.negated(),
                    PaymentMethod.INTERNAL,
                    at,
                    account.tariff().name(),
                    null,
                    period);
        }

        /** What was paid for the days after the end comes back. */
        private Subscription end(Subscription present, LocalDate from, Instant at) {
            var unused = present.unusedFrom(from);
            if (!account.tariff().refundUnusedDays() || unused.isZero()) {
                return present;
            }
            add(PaymentKind.ADJUSTMENT, unused, PaymentMethod.INTERNAL, at, null, "Неиспользованные дни", null);
            return present.endOn(from);
        }

        private boolean paidTwice() {
            return random.nextInt(MISTAKE_EVERY) == 0
                    && lines.stream().anyMatch(line -> line.kind() == PaymentKind.PAYMENT)
                    && last.plus(Duration.ofHours(1)).isBefore(now);
        }

        private void add(
                PaymentKind kind,
                Money amount,
                PaymentMethod method,
                Instant wanted,
                @Nullable String description,
                @Nullable String reason,
                Payment.@Nullable Period period) {
            var at = wanted.isAfter(last) ? wanted : last.plusMillis(1);
            var outside = method == PaymentMethod.TERMINAL || method == PaymentMethod.ONLINE;
            lines.add(new Payment(
                    0,
                    account.contractId(),
                    kind,
                    amount,
                    PaymentStatus.SUCCEEDED,
                    method,
                    at,
                    outside ? PROVIDER : method == PaymentMethod.INTERNAL ? Payment.INTERNAL : Payment.DESK,
                    outside ? "%d-%d".formatted(account.contractId(), lines.size() + 1) : null,
                    description,
                    reason,
                    null,
                    period,
                    null,
                    at,
                    null,
                    "demo"));
            balance = balance.plus(amount);
            last = at;
        }
    }

    private Instant at(LocalDate day) {
        var charged = day.atTime(CHARGING).atZone(zone).toInstant();
        return charged.isAfter(now) ? now : charged;
    }
}
