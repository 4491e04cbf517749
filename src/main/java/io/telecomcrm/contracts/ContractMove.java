package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Text;
import org.jspecify.annotations.Nullable;

/**
 * A command that may start from where a contract stands.
 *
 * @param obstacle why the one who looks can't give it now; null where it can be given
 */
public record ContractMove(
        ContractCommand command, @Nullable Text obstacle) {

    public boolean isPossible() {
        return obstacle == null;
    }
}
