package io.telecomcrm.gateway;

import io.telecomcrm.contracts.ContractNumber;
import io.telecomcrm.kernel.Coded;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a provider says and the ledger doesn't, until somebody has decided.
 *
 * @param transactionId as the provider calls the payment or the refund
 * @param isBooked whether the line has taken effect, so that nothing can be booked in its place
 * @param owner whose money it is, as far as that is known
 */
public record ReviewCase(
        long id,
        ReviewReason reason,
        ReviewState state,
        String provider,
        String transactionId,
        @Nullable Long lineId,
        boolean isBooked,
        Said said,
        @Nullable Owner owner,
        @Nullable String note,
        @Nullable Instant decidedAt,
        @Nullable String decidedBy,
        Instant createdAt) {

    /**
     * What the provider says.
     *
     * @param account as the payer typed it
     */
    public record Said(
            @Nullable Money amount,
            @Nullable String currency,
            @Nullable String account,
            @Nullable Instant paidAt,
            @Nullable String details) {

        public boolean isRoubles() {
            return "RUB".equals(currency);
        }
    }

    /** The contract that the money belongs to, and whose it is. */
    public record Owner(long contractId, ContractNumber number, long customerId, String customer) {}

    /** What a person can do about it. */
    public enum Move implements Coded {
        LINK,
        ACCEPT,
        REFUSE,
        NOTE
    }

    public List<Move> allowed() {
        if (state != ReviewState.OPEN) {
            return List.of();
        }
        var moves = new ArrayList<Move>();
        if (isPlaceable()) {
            moves.add(Move.LINK);
            if (owner != null) {
                moves.add(Move.ACCEPT);
            }
        } else if (reason == ReviewReason.UNANSWERED) {
            moves.add(Move.ACCEPT);
        }
        moves.add(Move.REFUSE);
        moves.add(Move.NOTE);
        return moves;
    }

    /** Whether it is about money that came, stands in no ledger, and could stand in one. */
    public boolean isPlaceable() {
        return reason.isPayment() && !isBooked && said.isRoubles() && said.amount() != null;
    }

    void only(Move move) {
        if (!allowed().contains(move)) {
            throw new Refusal(
                    new Text(state == ReviewState.OPEN ? "review_" + move.code() : "review_decided"),
                    state.code(),
                    allowed().stream().map(Coded::code).toList());
        }
    }
}
