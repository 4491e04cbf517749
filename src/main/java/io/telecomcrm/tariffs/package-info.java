/** Tariffs: the plans that are sold, and those that were. */
@ApplicationModule(allowedDependencies = {"kernel", "database", "web"})
@NullMarked
package io.telecomcrm.tariffs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
