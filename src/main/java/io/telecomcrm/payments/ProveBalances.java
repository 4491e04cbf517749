package io.telecomcrm.payments;

import io.telecomcrm.kernel.Command;
import org.springframework.stereotype.Component;

/** {@code --prove-balances}: tells every balance that its ledger doesn't explain. The product may serve meanwhile. */
@Component
class ProveBalances implements Command {

    private final BalanceProof proof;

    ProveBalances(BalanceProof proof) {
        this.proof = proof;
    }

    @Override
    public String option() {
        return "prove-balances";
    }

    @Override
    @SuppressWarnings("SystemOut")
    public int run(String value) {
        var result = proof.prove();
        result.differences()
                .forEach(difference -> System.out.printf(
                        "  - contract %s: the balance is %s, the ledger adds up to %s%n",
                        difference.number(),
                        difference.balance().wire(),
                        difference.ledger().wire()));
        System.out.printf(
                "%,d contracts: %s%n",
                result.contracts(),
                result.isGood()
                        ? "every balance is what its ledger adds up to"
                        : result.differences().size() + " balances differ from their ledgers");
        return result.isGood() ? 0 : 1;
    }
}
