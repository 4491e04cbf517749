/** Money: the ledger of each contract and what takes from it and adds to it. */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "database",
            "web",
            "presence",
            "live",
            "users",
            "customers",
            "tariffs",
            "sims",
            "contracts"
        })
@NullMarked
package io.telecomcrm.payments;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
