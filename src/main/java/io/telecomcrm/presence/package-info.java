/** Who has which card open just now, so that two don't work on one thing unawares. */
@ApplicationModule(allowedDependencies = "kernel")
@NullMarked
package io.telecomcrm.presence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
