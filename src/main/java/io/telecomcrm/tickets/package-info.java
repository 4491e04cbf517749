/** Support: what customers ask and complain about, and how far we are with it. */
@ApplicationModule(allowedDependencies = {"kernel", "database", "web", "presence", "live", "customers", "contracts"})
@NullMarked
package io.telecomcrm.tickets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
