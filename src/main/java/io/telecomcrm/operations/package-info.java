/** Running the product: commands, demonstration data, jobs. */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "web",
            "database",
            "users",
            "customers",
            "tariffs",
            "sims",
            "contracts",
            "payments",
            "tickets",
            "gateway",
            "notices"
        })
@NullMarked
package io.telecomcrm.operations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
