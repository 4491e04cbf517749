package io.telecomcrm.payments;

import io.telecomcrm.kernel.Coded;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A line of a contract's ledger. Each verb checks that it may start from where the line stands and returns the line as it
 * becomes; what took effect is never changed, only marked as given back.
 *
 * @param amount what the contract gains, or loses where it is negative
 * @param paidAt when it took effect; of what has not, when it was entered
 * @param provider who took the money
 * @param reverses the line that this one gives back or undoes
 * @param period what a fee was charged for
 */
public record Payment(
        long id,
        long contractId,
        PaymentKind kind,
        Money amount,
        PaymentStatus status,
        PaymentMethod method,
        Instant paidAt,
        String provider,
        @Nullable String transactionId,
        @Nullable String description,
        @Nullable String reason,
        @Nullable Long reverses,
        @Nullable Period period,
        @Nullable Long runId,
        Instant createdAt,
        @Nullable Long createdById,
        String createdBy) {

    /** The provider of what our own staff takes. */
    public static final String DESK = "desk";

    /** The provider of what is booked without money changing hands. */
    public static final String INTERNAL = "internal";

    /** @param end exclusive */
    public record Period(long number, LocalDate start, LocalDate end) {}

    /** What can be done with a line. */
    public enum Move implements Coded {
        EDIT,
        DELETE,
        REFUND,
        REVERSE
    }

    public boolean isPending() {
        return status == PaymentStatus.PENDING;
    }

    /** Whether somebody outside has it in hand, so that we alone can't change it. */
    public boolean isAtProvider() {
        return !provider.equals(DESK) && !provider.equals(INTERNAL);
    }

    /** Whether the money goes back by the provider that took it; what is put into a terminal goes back at the desk. */
    boolean isGivenBackByProvider() {
        return isAtProvider() && method != PaymentMethod.TERMINAL;
    }

    /** What may be done from here, whoever does it and whatever later lines did. */
    public List<Move> allowed() {
        return switch (status) {
            case PENDING -> isAtProvider() ? List.of(Move.EDIT) : List.of(Move.EDIT, Move.DELETE);
            case SUCCEEDED ->
                switch (kind) {
                    case PAYMENT -> List.of(Move.REFUND, Move.REVERSE);
                    case CHARGE -> List.of(Move.REVERSE);
                    case ADJUSTMENT -> reverses == null ? List.of(Move.REVERSE) : List.of();
                    case REFUND -> List.of();
                };
            case DECLINED, REFUNDED -> List.of();
        };
    }

    /** A refusal that tells where the line stands; what may be done instead, {@link PaymentDesk} tells. */
    Refusal refusal(String code, Object... args) {
        return new Refusal(new Text(code, args), status.code(), new Refusal.Subject("payment", id));
    }

    void only(Move move) {
        if (!allowed().contains(move)) {
            throw refusal(
                    switch (move) {
                        case EDIT -> "payment_not_pending";
                        case DELETE -> isPending() ? "payment_at_provider" : "payment_not_pending";
                        case REFUND -> "payment_not_refundable";
                        case REVERSE -> "payment_not_reversible";
                    });
        }
    }

    /** The same line with the id that the ledger gave it. */
    Payment stored(long given) {
        return as(given, status, paidAt, transactionId);
    }

    /** Other particulars of what has not taken effect; what a provider has in hand is fixed but for the words about it. */
    Payment edit(PaymentDetails agreed) {
        only(Move.EDIT);
        var isTheirs = agreed.isSameMoney(details()) && Objects.equals(agreed.transactionId(), transactionId);
        if (isAtProvider() && !isTheirs) {
            throw refusal("payment_at_provider");
        }
        return new Payment(
                id,
                agreed.contractId(),
                kind,
                kind == PaymentKind.REFUND ? agreed.amount().negated() : agreed.amount(),
                status,
                agreed.method(),
                paidAt,
                provider,
                agreed.transactionId(),
                agreed.description(),
                reason,
                reverses,
                period,
                runId,
                createdAt,
                createdById,
                createdBy);
    }

    /** The money is there; a provider may find so even after it was declined. */
    Payment confirm(Instant at, @Nullable String transaction) {
        if (!isPending() && !(status == PaymentStatus.DECLINED && isAtProvider())) {
            throw refusal("payment_not_pending");
        }
        return as(id, PaymentStatus.SUCCEEDED, at, transaction == null ? transactionId : transaction);
    }

    Payment decline() {
        if (!isPending()) {
            throw refusal("payment_not_pending");
        }
        return as(id, PaymentStatus.DECLINED, paidAt, transactionId);
    }

    /** What people may correct while it is pending, the amount as it was asked for. */
    PaymentDetails details() {
        return new PaymentDetails(
                contractId, amount.isNegative() ? amount.negated() : amount, method, transactionId, description);
    }

    private Payment as(long given, PaymentStatus to, Instant at, @Nullable String transaction) {
        return new Payment(
                given,
                contractId,
                kind,
                amount,
                to,
                method,
                at,
                provider,
                transaction,
                description,
                reason,
                reverses,
                period,
                runId,
                createdAt,
                createdById,
                createdBy);
    }
}
