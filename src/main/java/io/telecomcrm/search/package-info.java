/** One box that finds everything the visitor may see. Reads only. */
@ApplicationModule(allowedDependencies = {"kernel", "database", "web", "customers", "contracts", "sims", "tickets"})
@NullMarked
package io.telecomcrm.search;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
