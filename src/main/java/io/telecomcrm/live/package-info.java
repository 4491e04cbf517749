/** What reaches open pages without their asking: one socket for each, and what nodes tell one another about them. */
@ApplicationModule(allowedDependencies = {"kernel", "database", "web"})
@NullMarked
package io.telecomcrm.live;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
