package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Coded;

/** Where a contract stands: suspended exactly while a block is active. */
public enum ContractStatus implements Coded {
    DRAFT,
    ACTIVE,
    SUSPENDED,
    TERMINATED;

    public static ContractStatus of(String code) {
        return Coded.of(ContractStatus.class, code);
    }
}
