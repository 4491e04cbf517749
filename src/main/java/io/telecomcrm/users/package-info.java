/** The staff: accounts, roles and their permissions, sign-in by pages and by tokens. */
@ApplicationModule(allowedDependencies = {"kernel", "web", "database"})
@NullMarked
package io.telecomcrm.users;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
