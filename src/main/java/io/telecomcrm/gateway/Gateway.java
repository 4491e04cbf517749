package io.telecomcrm.gateway;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.payments.OnlinePayments;
import io.telecomcrm.payments.Payment;
import io.telecomcrm.payments.PaymentDetails;
import io.telecomcrm.payments.PaymentKind;
import io.telecomcrm.payments.PaymentStatus;
import io.telecomcrm.payments.Payments;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The door to the provider of online payments. What is asked of it is written down and committed first; then it is asked,
 * with nothing locked; then its answer is booked. Whatever is said, by whomever and in whatever order, the ledger goes
 * where the provider's own record says.
 */
@Service
public class Gateway implements OnlinePayments {

    public static final String REVIEW = "gateway.review";

    private static final Logger log = LoggerFactory.getLogger(Gateway.class);

    /** A provider knows a key for 24 hours; after that the same question would be done once more. */
    private static final Duration KEY_LASTS = Duration.ofHours(24).minusMinutes(10);

    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final int AT_ONCE = 50;

    private final Provider provider;
    private final GatewayRepository rows;
    private final Payments payments;
    private final Reviews reviews;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Gateway(
            Provider provider,
            GatewayRepository rows,
            Payments payments,
            Reviews reviews,
            TransactionTemplate transactions,
            Clock clock) {
        this.provider = provider;
        this.rows = rows;
        this.payments = payments;
        this.reviews = reviews;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public boolean isOffered() {
        return provider.isConnected();
    }

    @Override
    @Transactional
    public Payments.Taken begin(PaymentDetails details, @Nullable String requestKey) {
        if (!isOffered()) {
            throw new Invalid("method", "payment.no_gateway");
        }
        var expected = payments.expect(details, provider.code(), requestKey);
        if (expected.isNew()) {
            var line = expected.payment();
            ask(line, provider.paymentRequest(rows.order(line.id(), line.contractId(), line.amount())));
        }
        return expected;
    }

    @Override
    public boolean givesBack(Payment paid) {
        return isOffered()
                && paid.kind() == PaymentKind.PAYMENT
                && paid.provider().equals(provider.code())
                && rows.ofLine(paid.id()).map(Operation::objectId).isPresent();
    }

    @Override
    @Transactional
    public Payment beginRefund(long id, @Nullable Money amount, String reason) {
        var refund = payments.expectRefund(id, amount, reason);
        var paid = rows.ofLine(id).map(Operation::objectId).orElseThrow();
        var order = rows.order(refund.id(), refund.contractId(), refund.amount().negated());
        ask(refund, provider.refundRequest(order, paid));
        return refund;
    }

    private void ask(Payment line, String request) {
        var now = clock.instant();
        rows.add(
                line.id(),
                provider.code(),
                UUID.randomUUID().toString(),
                request,
                now,
                // should we die before it is sent
                now.plus(SHORTEST_WAIT));
    }

    @Override
    public void send(long id) {
        rows.ofLine(id).ifPresent(operation -> asProvider(() -> send(operation)));
    }

    @Override
    public boolean cancel(long id) {
        Actor.current().demand(Payments.TAKE);
        var operation = rows.ofLine(id).orElse(null);
        if (operation == null
                || operation.objectId() == null
                || operation.isRefund()
                || operation.line().status() != PaymentStatus.PENDING) {
            return false;
        }
        var object = operation.objectId();
        asProvider(() -> {
            if (provider.payment(object) instanceof Answer.Known(var remote)) {
                if (remote.state() == OperationState.WAITING_FOR_CAPTURE
                        && provider.cancel(operation.asked().key("cancel"), object)
                                instanceof Answer.Known(var canceled)) {
                    book(operation, canceled);
                } else {
                    book(operation, remote);
                }
            }
        });
        return rows.ofLine(id)
                .map(now -> now.line().status() == PaymentStatus.DECLINED)
                .orElse(false);
    }

    /** Asks about everything whose turn it is; no message need ever have come. */
    void poll() {
        asProvider(() -> {
            for (var line : rows.due(clock.instant(), AT_ONCE)) {
                try {
                    rows.ofLine(line).ifPresent(this::poll);
                } catch (RuntimeException e) {
                    log.error("Line {} stays as it is at {}", line, provider.code(), e);
                }
            }
        });
    }

    private void poll(Operation operation) {
        var now = clock.instant();
        var next = now.plus(wait(operation));
        if (!Boolean.TRUE.equals(transactions.execute(_ -> rows.claim(operation, now, next)))) {
            return;
        }
        var object = operation.objectId();
        if (object == null) {
            send(operation);
            return;
        }
        switch (operation.isRefund() ? provider.refund(object) : provider.payment(object)) {
            case Answer.Known(var remote) -> told(remote);
            case Answer.Unknown(var why) -> note(operation, why);
            case Answer.Refused(var why) ->
                transactions.executeWithoutResult(_ -> {
                    rows.stop(operation, why, clock.instant());
                    reviews.open(ReviewReason.LOST, operation, object, null, why);
                });
        }
    }

    private void send(Operation operation) {
        var request = operation.asked().request();
        if (operation.state() != OperationState.NEW || operation.objectId() != null || request == null) {
            return;
        }
        if (!clock.instant().isBefore(operation.asked().at().plus(KEY_LASTS))) {
            giveUp(operation);
            return;
        }
        var key = operation.asked().key();
        switch (operation.isRefund() ? provider.refund(key, request) : provider.create(key, request)) {
            case Answer.Known(var remote) -> bookAndGoOn(operation, remote);
            case Answer.Refused(var why) -> refused(operation, why);
            case Answer.Unknown(var why) -> note(operation, why);
        }
    }

    /** What came of something the provider said. */
    record Told(
            EventState state,
            @Nullable Long lineId,
            @Nullable String note) {}

    /** Books what the provider has, and null where that has to wait for an answer that is still on its way to us. */
    @Nullable
    Told told(Remote remote) {
        var known = rows.find(provider.code(), remote.id()).orElse(null);
        if (known == null && !remote.isRefund() && remote.lineId() != null) {
            known = rows.ofLine(remote.lineId())
                    .filter(it -> it.objectId() == null
                            && !it.isRefund()
                            && it.asked().provider().equals(provider.code()))
                    .orElse(null);
        }
        if (known != null) {
            return bookAndGoOn(known, remote);
        }
        if (remote.state() != OperationState.SUCCEEDED) {
            return new Told(
                    EventState.IGNORED, null, "unknown, " + remote.state().code());
        }
        return remote.isRefund() ? foreignRefund(remote) : foreignPayment(remote);
    }

    private Told bookAndGoOn(Operation operation, Remote remote) {
        var told = book(operation, remote);
        if (remote.state() == OperationState.WAITING_FOR_CAPTURE && told.state() == EventState.PROCESSED) {
            var key = operation.asked().key("capture");
            if (provider.capture(key, remote.id(), remote.amount()) instanceof Answer.Known(var captured)) {
                return book(operation, captured);
            }
        }
        return told;
    }

    private Told book(Operation operation, Remote remote) {
        if (isDecided(operation, remote)) {
            return new Told(
                    EventState.REVIEW,
                    operation.line().id(),
                    refusedAs(operation).code());
        }
        try {
            return Objects.requireNonNull(transactions.execute(_ -> booked(operation, remote)));
        } catch (Refusal refusal) {
            if (remote.state() != OperationState.SUCCEEDED) {
                throw refusal;
            }
            return Objects.requireNonNull(
                    transactions.execute(_ -> leave(operation, remote, ReviewReason.AMOUNT, refusal.code())));
        }
    }

    /** A person has the case of its money, or had it and found another way; this says nothing new. */
    private boolean isDecided(Operation operation, Remote remote) {
        return remote.state() == OperationState.SUCCEEDED
                && !operation.line().status().tookEffect()
                && reviews.knows(refusedAs(operation), provider.code(), remote.id());
    }

    private static ReviewReason refusedAs(Operation operation) {
        return operation.isRefund() ? ReviewReason.REFUND : ReviewReason.AMOUNT;
    }

    /** Leaves money that the provider has to a person. It isn't asked about any more, which could undo the decision. */
    private Told leave(Operation operation, Remote remote, ReviewReason flaw, @Nullable String refusal) {
        var reason = operation.isRefund() ? ReviewReason.REFUND : flaw;
        var error = refusal == null ? flaw.code() : refusal;
        rows.advance(operation, remote.state(), remote.id(), null, error, clock.instant(), null);
        reviews.open(reason, operation, remote.id(), remote, refusal);
        return new Told(EventState.REVIEW, operation.line().id(), reason.code());
    }

    private Told booked(Operation operation, Remote remote) {
        var now = clock.instant();
        var line = operation.line();
        var flaw = flaw(operation, remote);
        if (flaw != null && remote.state() != OperationState.CANCELED && !stands(line, remote)) {
            if (remote.state() == OperationState.SUCCEEDED) {
                return leave(operation, remote, flaw, null);
            }
            rows.advance(operation, remote.state(), remote.id(), null, flaw.code(), now, now.plus(wait(operation)));
            return new Told(EventState.IGNORED, line.id(), flaw.code());
        }
        // the contract is locked before the operation's row
        var status = rows.ofLine(line.id()).orElseThrow().line().status();
        switch (remote.state()) {
            case SUCCEEDED -> payments.confirm(line.id(), PaidAt.of(remote.at(), now), remote.id());
            case CANCELED -> {
                if (status == PaymentStatus.PENDING) {
                    payments.decline(line.id(), remote.reason());
                    if (operation.isRefund()) {
                        reviews.open(ReviewReason.REFUND_CANCELED, operation, remote.id(), remote, remote.reason());
                    }
                }
            }
            case NEW, PENDING, WAITING_FOR_CAPTURE -> {}
        }
        rows.advance(
                operation,
                remote.state(),
                remote.id(),
                remote.confirmationUrl(),
                remote.reason(),
                now,
                remote.state().isFinal() ? null : now.plus(wait(operation)));
        return new Told(EventState.PROCESSED, line.id(), remote.state().code());
    }

    /** Whether a person accepted it as it is, so that it only is no longer what we asked for. */
    private boolean stands(Operation.Line line, Remote remote) {
        return rows.booked(provider.code(), remote.id())
                .filter(it -> it.id() == line.id()
                        && it.status().tookEffect()
                        && it.amount().equals(remote.amount()))
                .isPresent();
    }

    /** What keeps the money from being booked: the provider means something else than we do. */
    private static @Nullable ReviewReason flaw(Operation operation, Remote remote) {
        if (!remote.currency().equals("RUB")) {
            return ReviewReason.CURRENCY;
        }
        if (!remote.amount().equals(operation.line().amount())) {
            return ReviewReason.AMOUNT;
        }
        var line = remote.lineId();
        var contract = remote.contract();
        return line != null && line != operation.line().id()
                        || contract != null
                                && !contract.equals(operation.line().number().value())
                ? ReviewReason.CONTRACT
                : null;
    }

    private Told foreignPayment(Remote remote) {
        var booked = rows.booked(provider.code(), remote.id());
        if (booked.isPresent()) {
            return new Told(EventState.PROCESSED, booked.get().id(), "accepted");
        }
        transactions.executeWithoutResult(_ -> reviews.open(ReviewReason.UNKNOWN, provider.code(), remote));
        return new Told(EventState.REVIEW, null, ReviewReason.UNKNOWN.code());
    }

    /** Given back by somebody who isn't us, or by us whose answer is still on its way. */
    private @Nullable Told foreignRefund(Remote remote) {
        if (reviews.knows(ReviewReason.REFUND, provider.code(), remote.id())) {
            // the balance may have been corrected by hand since
            return unplaced(remote);
        }
        if (remote.paymentId() != null) {
            hearOf(remote.paymentId());
        }
        var paid = paid(remote.paymentId());
        if (paid != null && (rows.hasUnansweredRefund(paid) || isWaitedFor(paid))) {
            return null;
        }
        if (paid != null && remote.currency().equals("RUB")) {
            long line = paid;
            try {
                return Objects.requireNonNull(transactions.execute(_ -> givenBack(line, remote)));
            } catch (Refusal tooMuch) {
                log.warn("A refund of line {} at {}: {}", paid, provider.code(), tooMuch.code());
            }
        }
        return unplaced(remote);
    }

    /** One of ours that a person took for done, or one that nobody knew of; told twice at once it is one. */
    private Told givenBack(long paid, Remote remote) {
        payments.hold(paid);
        var ours = rows.find(provider.code(), remote.id()).or(() -> rows.unnamedRefund(paid, remote.amount()));
        if (ours.isPresent()) {
            return booked(ours.get(), remote);
        }
        var at = PaidAt.of(remote.at(), clock.instant());
        var refund = payments.acceptRefund(paid, remote.amount(), remote.id(), provider.code(), at);
        return new Told(
                EventState.PROCESSED, refund.payment().id(), remote.state().code());
    }

    /** Leaves a refund to a person. */
    Told unplaced(Remote remote) {
        transactions.executeWithoutResult(_ -> reviews.open(ReviewReason.REFUND, provider.code(), remote));
        return new Told(EventState.REVIEW, paid(remote.paymentId()), ReviewReason.REFUND.code());
    }

    /** Asks about the payment, in case its refund is told of first. */
    private void hearOf(String payment) {
        var isThere = rows.find(provider.code(), payment)
                .map(operation -> operation.line().status().tookEffect())
                .orElse(true);
        if (!isThere && provider.payment(payment) instanceof Answer.Known(var remote)) {
            told(remote);
        }
    }

    /** The line of a payment that we began, or that a person placed. */
    private @Nullable Long paid(@Nullable String payment) {
        return payment == null
                ? null
                : rows.find(provider.code(), payment)
                        .map(operation -> operation.line().id())
                        .or(() -> rows.booked(provider.code(), payment).map(GatewayRepository.Booked::id))
                        .orElse(null);
    }

    private boolean isWaitedFor(long paid) {
        return rows.ofLine(paid)
                .filter(operation -> !operation.line().status().tookEffect())
                .isPresent();
    }

    private void refused(Operation operation, String why) {
        transactions.executeWithoutResult(_ -> {
            decline(operation, why);
            rows.advance(operation, OperationState.CANCELED, null, null, why, clock.instant(), null);
            if (operation.isRefund()) {
                reviews.open(
                        ReviewReason.REFUND_CANCELED,
                        operation,
                        operation.asked().key(),
                        null,
                        why);
            }
        });
    }

    /** A payment that was never shown to the customer can't have been paid; of a refund only the provider knows. */
    private void giveUp(Operation operation) {
        log.warn("Line {} was never answered by {}", operation.line().id(), provider.code());
        transactions.executeWithoutResult(_ -> {
            var now = clock.instant();
            if (operation.isRefund()) {
                rows.stop(operation, "unanswered", now);
                reviews.open(
                        ReviewReason.UNANSWERED, operation, operation.asked().key(), null, null);
            } else {
                decline(operation, "unanswered");
                rows.advance(operation, OperationState.CANCELED, null, null, "unanswered", now, null);
            }
        });
    }

    private void decline(Operation operation, String why) {
        var status = rows.ofLine(operation.line().id()).orElseThrow().line().status();
        if (status == PaymentStatus.PENDING) {
            payments.decline(operation.line().id(), why);
        }
    }

    private void note(Operation operation, String why) {
        log.warn("Line {} has no answer of {}: {}", operation.line().id(), provider.code(), why);
        transactions.executeWithoutResult(_ -> rows.noteError(operation, why, clock.instant()));
    }

    /** Longer each time, for a customer who hasn't paid in a minute may do so tomorrow. */
    private static Duration wait(Operation operation) {
        var doubled = SHORTEST_WAIT.multipliedBy(1L << Math.min(operation.attempts(), 10));
        return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    }

    private void asProvider(Runnable work) {
        Actor.job(provider.code()).run(work);
    }
}
