package io.telecomcrm.payments;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.tariffs.Tariffs;
import io.telecomcrm.web.CrmSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door: every line of a ledger, by a person, a job or a payment system, comes through here. The contract is locked
 * before anything is looked at, so whatever is decided holds when it is written.
 */
@Service
public class Payments {

    public static final String VIEW = "payments.view";
    public static final String TAKE = "payments.take";
    public static final String REFUND = "payments.refund";
    public static final String ADJUST = "payments.adjust";

    static final int LONGEST_TEXT = 500;
    static final int LONGEST_TRANSACTION = 100;

    private final Ledger ledger;
    private final SingleCharges charges;
    private final DemoPaymentRepository demos;
    private final Tariffs tariffs;
    private final PaymentSettings settings;
    private final CrmSettings crm;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Payments(
            Ledger ledger,
            SingleCharges charges,
            DemoPaymentRepository demos,
            Tariffs tariffs,
            PaymentSettings settings,
            CrmSettings crm,
            ApplicationEventPublisher events,
            Clock clock) {
        this.ledger = ledger;
        this.charges = charges;
        this.demos = demos;
        this.tariffs = tariffs;
        this.settings = settings;
        this.crm = crm;
        this.events = events;
        this.clock = clock;
    }

    /** @param isNew false where the same payment was told before */
    public record Taken(Payment payment, boolean isNew) {}

    /**
     * Takes money at the desk, for a contract in any state.
     *
     * @param requestKey of the form that was sent, so that a double click takes the money once; null without a form
     */
    @Transactional
    public Taken take(PaymentDetails details, @Nullable String requestKey) {
        Actor.current().demand(TAKE);
        checkMethod(details.method());
        checkAmount(details.amount());
        return post(details, Payment.DESK, clock.instant(), requestKey);
    }

    /**
     * Notes money that a provider has yet to tell of.
     *
     * @param provider {@link Payment#DESK} where we alone say when it is there
     */
    @Transactional
    public Payment expect(PaymentDetails details, String provider) {
        return expect(details, provider, null).payment();
    }

    /** @param requestKey of the form that was sent, so that a double click begins one payment */
    @Transactional
    public Taken expect(PaymentDetails details, String provider, @Nullable String requestKey) {
        Actor.current().demand(TAKE);
        checkAmount(details.amount());
        ledger.lock(details.contractId());
        var added = ledger.add(payment(details, PaymentStatus.PENDING, provider, clock.instant()), requestKey);
        return added.isPresent()
                ? new Taken(tell(new PaymentEvent.Expected(added.get(), changes(added.get()))), true)
                : new Taken(known(details, provider, requestKey), false);
    }

    /** The money is there. Told twice it is the same; a provider may tell so even after it declined. */
    @Transactional
    public Payment confirm(long id, Instant paidAt, @Nullable String transaction) {
        Actor.current().demand(TAKE);
        var before = lock(id);
        if (before.status().tookEffect()) {
            return before;
        }
        if (before.kind() == PaymentKind.REFUND) {
            charges.catchUp(before.contractId());
        }
        var after = ledger.update(before, before.confirm(paidAt, transaction));
        if (after.kind() == PaymentKind.REFUND) {
            closeRefunded(Objects.requireNonNull(after.reverses()));
            return tell(new PaymentEvent.Refunded(after, status(before, after)));
        }
        return tell(new PaymentEvent.Received(after, status(before, after)));
    }

    /**
     * Money of which a provider says that it is there, and of which nobody knew before. Told again it is the same line.
     *
     * @param details with the provider's transaction id
     */
    @Transactional
    public Taken accept(PaymentDetails details, String provider, Instant paidAt) {
        Actor.current().demand(TAKE);
        Objects.requireNonNull(details.transactionId());
        if (details.amount().compareTo(Money.ZERO) <= 0) {
            throw new Invalid("amount", "payment.amount_positive");
        }
        return post(details, provider, paidAt, null);
    }

    /** The money does not come. */
    @Transactional
    public Payment decline(long id, @Nullable String why) {
        Actor.current().demand(TAKE);
        var before = lock(id);
        if (before.status() == PaymentStatus.DECLINED) {
            return before;
        }
        var after = ledger.update(before, before.decline());
        var changes = new LinkedHashMap<>(status(before, after));
        if (why != null) {
            changes.put("reason", new Change(null, why));
        }
        return tell(new PaymentEvent.Declined(after, changes));
    }

    /** Corrects a line that has not taken effect. */
    @Transactional
    public Payment edit(long id, UnaryOperator<PaymentDetails> change) {
        Actor.current().demand(TAKE);
        var before = lock(id);
        before.only(Payment.Move.EDIT);
        var details = change.apply(before.details());
        if (details.equals(before.details())) {
            return before;
        }
        if (before.kind() != PaymentKind.PAYMENT && !details.isSameMoney(before.details())) {
            throw before.refusal("payment_fixed");
        }
        checkAmount(details.amount());
        ledger.lock(details.contractId());
        var transaction = details.transactionId();
        if (transaction != null && !transaction.equals(before.transactionId())) {
            ledger.find(before.provider(), transaction).ifPresent(other -> {
                throw other.refusal("payment_transaction_known", transaction);
            });
        }
        var after = ledger.update(before, before.edit(details));
        return tell(new PaymentEvent.Updated(after, Change.between(fields(before), fields(after))));
    }

    /** Takes a line out that has not taken effect. */
    @Transactional
    public void delete(long id) {
        Actor.current().demand(TAKE);
        var before = lock(id);
        before.only(Payment.Move.DELETE);
        ledger.remove(before);
        events.publishEvent(new PaymentEvent.Deleted(before, Change.between(fields(before), Map.of())));
    }

    /**
     * Gives money back at the desk: never more than is left of the payment, nor more than the contract has.
     *
     * @param amount null for all that is left
     */
    @Transactional
    public Payment refund(long id, @Nullable Money amount, String reason) {
        Actor.current().demand(REFUND);
        var paid = lock(id);
        paid.only(Payment.Move.REFUND);
        if (paid.isGivenBackByProvider()) {
            throw paid.refusal("refund_through_provider");
        }
        charges.catchUp(paid.contractId());
        var back = refundable(paid, amount);
        var method = paid.method() == PaymentMethod.TERMINAL ? PaymentMethod.CASH : paid.method();
        var refund = add(
                line(paid.contractId(), PaymentKind.REFUND, back.negated(), method, Payment.DESK, reason, paid.id()));
        closeRefunded(paid.id());
        return tell(new PaymentEvent.Refunded(refund, changes(refund)));
    }

    /**
     * Notes money that a provider is asked to give back. Until it says so the balance stays, but what is on its way can't
     * be given back twice.
     *
     * @param amount null for all that is left
     */
    @Transactional
    public Payment expectRefund(long id, @Nullable Money amount, String reason) {
        Actor.current().demand(REFUND);
        var paid = lock(id);
        paid.only(Payment.Move.REFUND);
        charges.catchUp(paid.contractId());
        var back = refundable(paid, amount);
        var refund = add(refundOf(paid, back, PaymentStatus.PENDING, null, reason, clock.instant()));
        return tell(new PaymentEvent.Expected(refund, changes(refund)));
    }

    /** Nobody else changes the ledger of the line's contract until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(long id) {
        lock(id);
    }

    /** What a provider gave back without being asked by us: it is gone, whatever the balance. Told otherwise it is refused. */
    @Transactional
    public Taken acceptRefund(long id, Money amount, String transaction, String reason, Instant at) {
        Actor.current().demand(REFUND);
        var paid = lock(id);
        var known = ledger.find(paid.provider(), transaction);
        if (known.isPresent()) {
            var before = known.get();
            if (!Objects.equals(before.reverses(), id) || !before.amount().equals(amount.negated())) {
                throw before.refusal("payment_transaction_known", transaction);
            }
            return new Taken(before, false);
        }
        paid.only(Payment.Move.REFUND);
        checkLeft(paid, amount);
        charges.catchUp(paid.contractId());
        var refund = add(refundOf(paid, amount, PaymentStatus.SUCCEEDED, transaction, reason, at));
        closeRefunded(id);
        return new Taken(tell(new PaymentEvent.Refunded(refund, changes(refund))), true);
    }

    /** What goes back of a payment whose contract is locked; null for all that is left. */
    private Money refundable(Payment paid, @Nullable Money amount) {
        var back = amount == null ? paid.amount().plus(ledger.reversed(paid.id())) : amount;
        checkLeft(paid, back);
        var free = ledger.lock(paid.contractId()).balance().plus(ledger.pendingRefunds(paid.contractId()));
        if (back.compareTo(free) > 0) {
            throw paid.refusal("refund_exceeds_balance", (free.isNegative() ? Money.ZERO : free).display());
        }
        return back;
    }

    private void checkLeft(Payment paid, Money back) {
        var left = paid.amount().plus(ledger.reversed(paid.id()));
        if (left.isZero()) {
            throw paid.refusal("refund_nothing_left");
        }
        if (back.compareTo(Money.ZERO) <= 0) {
            throw new Invalid("amount", "payment.amount_positive");
        }
        if (back.compareTo(left) > 0) {
            throw paid.refusal("refund_exceeds_payment", left.display());
        }
    }

    /** Corrects a balance; a large correction needs the right of the supervisor. */
    @Transactional
    public Payment adjust(long contract, Money amount, String reason) {
        return adjust(contract, amount, reason, null);
    }

    /** @param requestKey of the form that was sent, so that a double click corrects once */
    @Transactional
    public Payment adjust(long contract, Money amount, String reason, @Nullable String requestKey) {
        demandRightToAdjust(amount);
        if (amount.isZero()) {
            throw new Invalid("amount", "payment.amount_zero");
        }
        checkAmount(absolute(amount));
        ledger.lock(contract);
        var known = requestKey == null ? Optional.<Payment>empty() : ledger.findByRequest(requestKey);
        if (known.isPresent()) {
            if (known.get().contractId() != contract || !known.get().amount().equals(amount)) {
                throw known.get().refusal("payment_form_used");
            }
            return known.get();
        }
        if (amount.isNegative()) {
            charges.catchUp(contract);
        }
        return adjusted(ledger.add(adjustment(contract, amount, reason, null), requestKey));
    }

    /** Undoes a line that was a mistake, by an opposite one: once, and whole. */
    @Transactional
    public Payment reverse(long id, String reason) {
        Actor.current().demand(TAKE);
        var mistaken = lock(id);
        demandRightToAdjust(mistaken.amount());
        mistaken.only(Payment.Move.REVERSE);
        if (!ledger.reversed(id).isZero()) {
            throw mistaken.refusal("payment_touched");
        }
        if (!mistaken.amount().isNegative()) {
            charges.catchUp(mistaken.contractId());
        }
        return adjusted(ledger.undo(
                mistaken, adjustment(mistaken.contractId(), mistaken.amount().negated(), reason, id)));
    }

    /** Gives the demonstration contracts a year of payments and charges. */
    @Transactional
    public void demo(long seed, LongConsumer progress) {
        demos.load(new DemoPayments(seed, clock.instant(), crm.zone()), crm.zone(), tariffs::get, progress);
    }

    /** Whether the one who acts may adjust by so much. */
    boolean mayAdjust(Money amount) {
        var actor = Actor.current();
        return actor.may(ADJUST) || actor.may(TAKE) && absolute(amount).compareTo(settings.freeAdjustment()) <= 0;
    }

    private void demandRightToAdjust(Money amount) {
        Actor.current().demand(TAKE);
        if (!mayAdjust(amount)) {
            Actor.current().demand(ADJUST);
        }
    }

    private Payment adjustment(long contract, Money amount, String reason, @Nullable Long mistaken) {
        return line(
                contract, PaymentKind.ADJUSTMENT, amount, PaymentMethod.INTERNAL, Payment.INTERNAL, reason, mistaken);
    }

    private Payment adjusted(Optional<Payment> added) {
        var line = added.orElseThrow(() -> new Refusal("payment_running"));
        return tell(new PaymentEvent.Adjusted(line, changes(line)));
    }

    private static void checkMethod(PaymentMethod method) {
        if (method == PaymentMethod.ONLINE) {
            throw new Invalid("method", "payment.no_gateway");
        }
        if (!PaymentMethod.AT_THE_DESK.contains(method)) {
            throw new Invalid("method", "field.choice", method.code());
        }
    }

    private void checkAmount(Money amount) {
        if (amount.compareTo(Money.ZERO) <= 0) {
            throw new Invalid("amount", "payment.amount_positive");
        }
        if (amount.compareTo(settings.largestAmount()) > 0) {
            throw new Invalid("amount", "field.too_great", settings.largest());
        }
    }

    /** What stands in the way of adding the same again: the same payment told twice, or another one under its name. */
    private Payment known(PaymentDetails details, String provider, @Nullable String requestKey) {
        var transaction = details.transactionId();
        var same = requestKey == null ? Optional.<Payment>empty() : ledger.findByRequest(requestKey);
        var known = same.or(() -> transaction == null ? Optional.empty() : ledger.find(provider, transaction))
                .orElseThrow(() -> new Refusal("payment_running"));
        if (same.isEmpty()
                && !(known.kind() == PaymentKind.PAYMENT && known.details().isSameMoney(details))) {
            throw known.refusal("payment_transaction_known", Objects.requireNonNull(transaction));
        }
        return known;
    }

    private void closeRefunded(long paid) {
        var original = ledger.get(paid);
        var back = ledger.settledRefunds(paid);
        if (original.status() == PaymentStatus.SUCCEEDED
                && original.amount().plus(back).isZero()) {
            ledger.markRefunded(original);
        }
    }

    /** The line with its contract locked: it may have moved until the lock was had. */
    private Payment lock(long id) {
        var seen = ledger.get(id);
        ledger.lock(seen.contractId());
        var now = ledger.get(id);
        if (now.contractId() != seen.contractId()) {
            throw new Refusal("payment_running");
        }
        return now;
    }

    private Payment add(Payment line) {
        return ledger.add(line, null).orElseThrow(() -> new Refusal("payment_running"));
    }

    private Payment payment(PaymentDetails details, PaymentStatus status, String provider, Instant paidAt) {
        var actor = Actor.current();
        return new Payment(
                0,
                details.contractId(),
                PaymentKind.PAYMENT,
                details.amount(),
                status,
                details.method(),
                paidAt,
                provider,
                details.transactionId(),
                details.description(),
                null,
                null,
                null,
                null,
                clock.instant(),
                actor.userId(),
                actor.username());
    }

    /** A line by which the provider of a payment gives some of it back. */
    private Payment refundOf(
            Payment paid, Money back, PaymentStatus status, @Nullable String transaction, String reason, Instant at) {
        var actor = Actor.current();
        return new Payment(
                0,
                paid.contractId(),
                PaymentKind.REFUND,
                back.negated(),
                status,
                paid.method(),
                at,
                paid.provider(),
                transaction,
                null,
                reason,
                paid.id(),
                null,
                null,
                clock.instant(),
                actor.userId(),
                actor.username());
    }

    private Payment line(
            long contract,
            PaymentKind kind,
            Money amount,
            PaymentMethod method,
            String provider,
            String reason,
            @Nullable Long reverses) {
        var actor = Actor.current();
        var now = clock.instant();
        return new Payment(
                0,
                contract,
                kind,
                amount,
                PaymentStatus.SUCCEEDED,
                method,
                now,
                provider,
                null,
                null,
                reason,
                reverses,
                null,
                null,
                now,
                actor.userId(),
                actor.username());
    }

    private Taken post(PaymentDetails details, String provider, Instant paidAt, @Nullable String requestKey) {
        var posted = ledger.post(payment(details, PaymentStatus.SUCCEEDED, provider, paidAt), requestKey);
        if (posted.line().isEmpty()) {
            return new Taken(known(details, provider, requestKey), false);
        }
        var line = posted.line().get();
        events.publishEvent(new PaymentEvent.Received(line, changes(line)));
        if (!posted.before().isUnmovedBy(line.amount())) {
            charges.settle(line.contractId());
        }
        return new Taken(line, true);
    }

    private Payment tell(PaymentEvent event) {
        events.publishEvent(event);
        if (event.payment().status().tookEffect()) {
            charges.settle(event.payment().contractId());
        }
        return event.payment();
    }

    private static Money absolute(Money amount) {
        return amount.isNegative() ? amount.negated() : amount;
    }

    private static Map<String, Change> status(Payment before, Payment after) {
        return Map.of(
                "status", new Change(before.status().code(), after.status().code()));
    }

    private static Map<String, Change> changes(Payment line) {
        return Change.between(Map.of(), fields(line));
    }

    private static Map<String, @Nullable Object> fields(Payment line) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("contract", line.contractId());
        fields.put("amount", line.amount().wire());
        fields.put("method", line.method().code());
        fields.put("transaction_id", line.transactionId());
        fields.put("description", line.description());
        fields.put("reason", line.reason());
        fields.put("reverses", line.reverses());
        return fields;
    }
}
