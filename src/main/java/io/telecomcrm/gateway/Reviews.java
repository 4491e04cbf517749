package io.telecomcrm.gateway;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.Cut;
import io.telecomcrm.payments.PaymentDetails;
import io.telecomcrm.payments.PaymentMethod;
import io.telecomcrm.payments.PaymentStatus;
import io.telecomcrm.payments.Payments;
import io.telecomcrmdb.tables.records.GatewayReviewRecord;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The door to the review list: what people decide about money that nobody could place. */
@Service
public class Reviews {

    static final int LONGEST_NOTE = 500;

    private final ReviewRepository rows;
    private final GatewayRepository operations;
    private final Payments payments;
    private final DemoCases demo;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Reviews(
            ReviewRepository rows,
            GatewayRepository operations,
            Payments payments,
            DemoCases demo,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rows = rows;
        this.operations = operations;
        this.payments = payments;
        this.demo = demo;
        this.events = events;
        this.clock = clock;
    }

    /** Notes a case of something we asked for ourselves. */
    void open(
            ReviewReason reason,
            Operation operation,
            String transaction,
            @Nullable Remote remote,
            @Nullable String details) {
        var line = operation.line();
        var row = row(reason, operation.asked().provider(), transaction);
        row.setLineId(line.id());
        // of a contract that doesn't agree, a person says which one it is
        row.setContractId(reason == ReviewReason.CONTRACT ? null : line.contractId());
        row.setAmount(remote == null ? line.amount() : remote.amount());
        row.setCurrency(remote == null ? "RUB" : Cut.to(3, remote.currency()));
        row.setAccount(
                remote == null || remote.contract() == null ? line.number().value() : Cut.to(100, remote.contract()));
        row.setPaidAt(remote == null ? null : remote.at());
        row.setDetails(details);
        add(row);
    }

    /** Notes a case of something that a provider has and we never asked for. */
    void open(ReviewReason reason, String provider, Remote remote) {
        var row = row(reason, provider, remote.id());
        row.setAmount(remote.amount());
        row.setCurrency(Cut.to(3, remote.currency()));
        row.setAccount(remote.contract() == null ? null : Cut.to(100, remote.contract()));
        row.setPaidAt(remote.at());
        row.setDetails(remote.paymentId());
        add(row);
    }

    /** Notes a case of something that a provider told in a message of its own. */
    void open(
            ReviewReason reason,
            String provider,
            Notice notice,
            @Nullable Long contract,
            @Nullable Long line,
            @Nullable String details) {
        var row = row(reason, provider, notice.isRefund() ? notice.refundId() : notice.transactionId());
        row.setContractId(contract);
        row.setLineId(line);
        row.setAmount(notice.amount());
        row.setCurrency(notice.currency());
        row.setAccount(notice.account());
        row.setPaidAt(notice.paidAt());
        row.setDetails(details);
        add(row);
    }

    /** Notes a case of a message that can't be read, or about which the provider can't be asked. */
    void open(ReviewReason reason, String provider, String transaction, String details) {
        var row = row(reason, provider, transaction);
        row.setDetails(details);
        add(row);
    }

    /** Whether a person decides about it, or has decided. */
    boolean knows(ReviewReason reason, String provider, String transaction) {
        return rows.find(reason, provider, transaction).isPresent();
    }

    private void add(GatewayReviewRecord row) {
        rows.add(row).ifPresent(id -> events.publishEvent(new ReviewOpened(id, row.getReason())));
    }

    /** Says whose money it is. */
    @Transactional
    public ReviewCase link(long id, long contract) {
        var before = lock(id);
        before.only(ReviewCase.Move.LINK);
        rows.link(id, contract);
        var after = rows.get(id);
        var changes = new LinkedHashMap<String, Change>();
        changes.put("contract", new Change(number(before), number(after)));
        events.publishEvent(new ReviewDecided(id, ReviewCase.Move.LINK, changes));
        return after;
    }

    /** Takes the provider's word: the money is booked, or the refund that nobody answered counts as done. */
    @Transactional
    public ReviewCase accept(long id) {
        var before = lock(id);
        before.only(ReviewCase.Move.ACCEPT);
        var line = before.reason() == ReviewReason.UNANSWERED ? confirm(before) : book(before);
        return decide(before, ReviewCase.Move.ACCEPT, ReviewState.ACCEPTED, line);
    }

    /** Closes the case without booking anything; a line that waited for it is not coming. */
    @Transactional
    public ReviewCase refuse(long id, String note) {
        var before = lock(id);
        before.only(ReviewCase.Move.REFUSE);
        declineWaiting(before, note);
        rows.note(id, note);
        return decide(before, ReviewCase.Move.REFUSE, ReviewState.REFUSED, before.lineId());
    }

    @Transactional
    public ReviewCase note(long id, @Nullable String note) {
        var before = lock(id);
        before.only(ReviewCase.Move.NOTE);
        rows.note(id, note);
        var changes = new LinkedHashMap<String, Change>();
        changes.put("note", new Change(before.note(), note));
        events.publishEvent(new ReviewDecided(id, ReviewCase.Move.NOTE, changes));
        return rows.get(id);
    }

    /** Cases that never happened, for trying the product out. */
    @Transactional
    public void demo() {
        demo.make();
    }

    private long confirm(ReviewCase unanswered) {
        var line = Objects.requireNonNull(unanswered.lineId());
        return payments.confirm(line, clock.instant(), null).id();
    }

    /** Where we expected other money, that is not coming: this is. */
    private long book(ReviewCase taken) {
        var expected = declineWaiting(taken, taken.reason().code());
        var said = taken.said();
        var details = new PaymentDetails(
                Objects.requireNonNull(taken.owner()).contractId(),
                Objects.requireNonNull(said.amount()),
                PaymentMethod.ONLINE,
                taken.transactionId(),
                null);
        var paidAt = PaidAt.of(said.paidAt(), taken.createdAt());
        var line = payments.accept(details, taken.provider(), paidAt).payment().id();
        if (expected != null) {
            operations.moveTo(expected.id(), line);
        }
        return line;
    }

    private @Nullable Operation declineWaiting(ReviewCase taken, String why) {
        var expected = taken.lineId() == null
                ? null
                : operations.ofLine(taken.lineId()).orElse(null);
        if (expected != null && expected.line().status() == PaymentStatus.PENDING) {
            payments.decline(expected.line().id(), why);
        }
        return expected;
    }

    private ReviewCase decide(ReviewCase before, ReviewCase.Move move, ReviewState state, @Nullable Long line) {
        rows.decide(before.id(), state, line, Actor.current().username(), clock.instant());
        var after = rows.get(before.id());
        events.publishEvent(new ReviewDecided(
                before.id(),
                move,
                Map.of("state", new Change(before.state().code(), after.state().code()))));
        return after;
    }

    private ReviewCase lock(long id) {
        Actor.current().demand(Gateway.REVIEW);
        return rows.lock(id);
    }

    private GatewayReviewRecord row(ReviewReason reason, String provider, String transaction) {
        var row = new GatewayReviewRecord();
        row.setProvider(provider);
        row.setTransactionId(transaction);
        row.setReason(reason);
        row.setState(ReviewState.OPEN);
        row.setCreatedAt(clock.instant());
        return row;
    }

    private static @Nullable String number(ReviewCase taken) {
        return taken.owner() == null ? null : taken.owner().number().value();
    }
}
