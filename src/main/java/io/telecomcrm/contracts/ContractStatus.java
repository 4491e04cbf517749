package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Coded;
import io.telecomcrm.kernel.Text;

/** Where a contract stands: suspended exactly while a block is active. */
public enum ContractStatus implements Coded {
    DRAFT,
    ACTIVE,
    SUSPENDED,
    TERMINATED;

    public static ContractStatus of(String code) {
        return Coded.of(ContractStatus.class, code);
    }

    /** Its name for people. */
    public Text text() {
        return new Text("contracts.status-" + code());
    }
}
