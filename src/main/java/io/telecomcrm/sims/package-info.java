/** The stock of SIM cards and numbers: what state each is in, and which contract it serves. */
@ApplicationModule(allowedDependencies = {"kernel", "database", "web"})
@NullMarked
package io.telecomcrm.sims;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
