package io.telecomcrm.contracts;

import io.telecomcrm.customers.CustomerAnonymised;
import io.telecomcrm.customers.CustomerAnonymising;
import io.telecomcrm.customers.CustomerBusiness;
import io.telecomcrm.customers.CustomerChanging;
import io.telecomcrm.customers.CustomerUpdated;
import io.telecomcrm.customers.CustomerUse;
import io.telecomcrm.customers.CustomersMerged;
import io.telecomcrm.customers.CustomersMerging;
import io.telecomcrm.sims.SimChanging;
import io.telecomcrm.sims.SimNumberChanged;
import java.util.List;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What contracts do when something happens to those they tie together. */
@Component
class ContractListeners implements CustomerUse, CustomerBusiness {

    /**
     * By what contracts are found. Nothing else of a customer is kept with their contracts: whoever activates one, or
     * counts the numbers under a document, locks the customer.
     */
    private static final Set<String> NAMES =
            Set.of("kind", "last_name", "first_name", "middle_name", "company_name", "phone");

    private final Contracts contracts;
    private final ContractRepository rows;

    ContractListeners(Contracts contracts, ContractRepository rows) {
        this.contracts = contracts;
        this.rows = rows;
    }

    @Override
    public boolean isUsed(long customerId) {
        return rows.hasAny(customerId);
    }

    /** A line that isn't ended, a draft, money that one owes the other. */
    @Override
    public boolean isUnfinished(long customerId) {
        return rows.hasUnfinished(customerId);
    }

    /** Those too that are another customer's by now, for they have a past. */
    @EventListener
    void hear(CustomerAnonymising leaving) {
        rows.nameOf(leaving.id()).ifPresent(name -> rows.lock(rows.everOf(leaving.id(), name)));
    }

    @EventListener
    void hear(CustomerAnonymised anonymised) {
        rows.forget(anonymised.objectId(), anonymised.formerName(), anonymised.name());
        rows.indexForSearch(anonymised.objectId());
    }

    @EventListener
    void hear(CustomerUpdated updated) {
        if (isFoundBy(updated.changes().keySet())) {
            rows.indexForSearch(updated.objectId());
        }
    }

    @EventListener
    void hear(SimNumberChanged changed) {
        rows.indexForSearch(List.of(changed.contractId()));
    }

    @EventListener
    void hear(SimChanging changing) {
        rows.lock(List.of(changing.contractId()));
    }

    @EventListener
    void hear(CustomerChanging changing) {
        if (isFoundBy(changing.fields())) {
            rows.lockOf(List.of(changing.id()));
        }
    }

    /** Contracts are locked before their customers. */
    @EventListener
    void hear(CustomersMerging merging) {
        rows.lockOf(List.of(merging.survivor(), merging.other()));
    }

    @EventListener
    void hear(CustomersMerged merged) {
        contracts.moveAll(merged.other(), merged.survivor());
        rows.moveWizards(merged.other(), merged.survivor());
        if (isFoundBy(merged.chosen().keySet())) {
            rows.indexForSearch(merged.survivor());
        }
    }

    private static boolean isFoundBy(Set<String> fields) {
        return fields.stream().anyMatch(NAMES::contains);
    }
}
