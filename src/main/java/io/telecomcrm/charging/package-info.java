/** Runs that charge all contracts whose fee is due: started by the clock or by people, watched, resumed after a crash. */
@ApplicationModule(allowedDependencies = {"kernel", "database", "web", "contracts", "payments"})
@NullMarked
package io.telecomcrm.charging;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
