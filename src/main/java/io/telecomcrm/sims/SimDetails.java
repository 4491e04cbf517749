package io.telecomcrm.sims;

import io.telecomcrm.kernel.Msisdn;
import org.jspecify.annotations.Nullable;

/**
 * What staff know about a card and may change; all of it well-formed.
 *
 * @param msisdn the number it carries, which a card needs before it can be activated
 * @param batch the delivery it came with
 */
public record SimDetails(
        Iccid iccid,
        @Nullable Imsi imsi,
        @Nullable Msisdn msisdn,
        @Nullable String batch,
        SimSecrets secrets) {

    static SimDetails of(Sim sim, SimSecrets secrets) {
        return new SimDetails(sim.iccid(), sim.imsi(), sim.msisdn(), sim.batch(), secrets);
    }

    /** Whether the card would be another one to the network or to its subscriber. */
    boolean isAnotherThan(Sim sim) {
        return !of(sim, secrets).equals(new SimDetails(iccid, imsi, msisdn, sim.batch(), secrets));
    }
}
