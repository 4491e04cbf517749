package io.telecomcrm.sims;

import io.telecomcrm.kernel.Msisdn;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A SIM card. Each verb names where it may start and returns the card as it becomes; PIN and PUK are kept apart.
 *
 * @param contractId the contract it waits for (still free), serves, or served last (closed by its termination)
 * @param batch the delivery it came with
 */
public record Sim(
        long id,
        Iccid iccid,
        @Nullable Imsi imsi,
        @Nullable Msisdn msisdn,
        SimStatus status,
        @Nullable Long contractId,
        @Nullable String batch,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    public SimState state() {
        return SimState.of(status, contractId != null);
    }

    /** Held back for a draft. */
    public boolean isReserved() {
        return state() == SimState.RESERVED;
    }

    /** Whether a contract may take it. */
    public boolean isInStock() {
        return state() == SimState.FREE;
    }

    public boolean isInService() {
        return status == SimStatus.ACTIVE || status == SimStatus.BLOCKED;
    }

    Sim reserve(long contract) {
        only(isInStock(), "sim_not_free");
        return with(SimStatus.FREE, contract, msisdn);
    }

    Sim release() {
        only(isReserved(), "sim_not_reserved");
        return with(SimStatus.FREE, null, msisdn);
    }

    Sim activate() {
        only(isReserved(), "sim_not_reserved");
        only(msisdn != null, "sim_without_number");
        return with(SimStatus.ACTIVE, contractId, msisdn);
    }

    Sim block() {
        only(status == SimStatus.ACTIVE, "sim_not_active");
        return with(SimStatus.BLOCKED, contractId, msisdn);
    }

    Sim unblock() {
        only(status == SimStatus.BLOCKED, "sim_not_blocked");
        return with(SimStatus.ACTIVE, contractId, msisdn);
    }

    /** The contract has ended; the card remembers which one it was, and its number. */
    Sim retire() {
        only(isInService(), "sim_not_in_service");
        return with(SimStatus.CLOSED, contractId, msisdn);
    }

    /** Another card stands in for this one, which keeps its number only as a memory. */
    Sim giveWay() {
        only(isInService(), "sim_not_in_service");
        return with(SimStatus.CLOSED, null, msisdn);
    }

    /** Stands in for another card, as that one was before. */
    Sim takeOver(Sim old) {
        only(isInStock(), "sim_not_free");
        return with(old.status, old.contractId, old.msisdn);
    }

    Sim close() {
        only(isInStock(), "sim_not_closable");
        return with(SimStatus.CLOSED, null, msisdn);
    }

    Sim renumber(Msisdn to) {
        only(isInService(), "sim_not_in_service");
        return with(status, contractId, to);
    }

    private void only(boolean holds, String code) {
        if (!holds) {
            throw refusal(code);
        }
    }

    Refusal refusal(String code) {
        return refusal(new Text(code, iccid.display(), status.code()));
    }

    /** That it can't be done, with the state it is in. */
    public Refusal refusal(Text why) {
        return new Refusal(why, status.code(), new Refusal.Subject("sim", id));
    }

    private Sim with(SimStatus becomes, @Nullable Long contract, @Nullable Msisdn number) {
        return new Sim(id, iccid, imsi, number, becomes, contract, batch, createdAt, updatedAt, version);
    }
}
