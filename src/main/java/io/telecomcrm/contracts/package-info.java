/** Contracts: their life from draft to end, blocks, the SIM and tariff they tie to a customer. */
@ApplicationModule(
        allowedDependencies = {"kernel", "database", "web", "presence", "users", "customers", "tariffs", "sims"})
@NullMarked
package io.telecomcrm.contracts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
