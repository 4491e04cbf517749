/** Payments that come through others: providers of online payments, whoever signs what they tell us, terminals. */
@ApplicationModule(
        allowedDependencies = {"kernel", "database", "web", "users", "customers", "sims", "contracts", "payments"})
@NullMarked
package io.telecomcrm.gateway;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
