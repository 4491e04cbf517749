/** Words that every feature shares: who acts, what happened, what was refused, texts and common formats. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.telecomcrm.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
