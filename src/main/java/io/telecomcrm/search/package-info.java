/** One box that finds everything the visitor may see. Reads only. */
@ApplicationModule(allowedDependencies = {"kernel", "web", "customers"})
@NullMarked
package io.telecomcrm.search;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
