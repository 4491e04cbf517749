package io.telecomcrm.sims;

import io.telecomcrm.kernel.Command;
import org.springframework.stereotype.Component;

/**
 * {@code --renew-encryption}: after a change of {@code DATA_KEY}, so that the old key is needed no more and can be taken
 * out of {@code DATA_KEYS_OLD}. The product may serve meanwhile.
 */
@Component
class RenewEncryption implements Command {

    private final Sims sims;

    RenewEncryption(Sims sims) {
        this.sims = sims;
    }

    @Override
    public String option() {
        return "renew-encryption";
    }

    @Override
    @SuppressWarnings("SystemOut")
    public int run(String value) {
        System.out.printf("%,d SIM cards are encrypted under the present key now%n", sims.renewEncryption());
        return 0;
    }
}
