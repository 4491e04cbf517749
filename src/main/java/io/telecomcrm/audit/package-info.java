/** The log of who did what: hears every event, seals it against tampering, shows it. */
@ApplicationModule(allowedDependencies = {"kernel", "web", "database", "customers"})
@NullMarked
package io.telecomcrm.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
