package io.telecomcrm.contracts;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A contract in the making: what was chosen so far. Nothing is held for it, so each choice may be gone at the last step.
 *
 * @param contractId what it became
 */
public record ContractWizard(
        String id,
        @Nullable Long customerId,
        @Nullable Long simId,
        @Nullable Long tariffId,
        @Nullable LocalDate signedOn,
        @Nullable Long contractId) {

    /** What was chosen, to be compared with what is chosen by then. */
    public String choices() {
        return customerId + " " + simId + " " + tariffId;
    }

    ContractWizard ofCustomer(long customer) {
        return new ContractWizard(id, customer, simId, tariffId, signedOn, contractId);
    }

    /** @param sim null to choose none, or another one later */
    ContractWizard withSim(@Nullable Long sim) {
        return new ContractWizard(id, customerId, sim, tariffId, signedOn, contractId);
    }

    ContractWizard withTariff(long tariff) {
        return new ContractWizard(id, customerId, simId, tariff, signedOn, contractId);
    }

    /** @param day null for that on which it is signed */
    ContractWizard signedOn(@Nullable LocalDate day) {
        return new ContractWizard(id, customerId, simId, tariffId, day, contractId);
    }

    ContractWizard became(long contract) {
        return new ContractWizard(id, customerId, simId, tariffId, signedOn, contract);
    }
}
