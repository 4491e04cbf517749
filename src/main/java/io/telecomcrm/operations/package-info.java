/** Running the product: commands, demonstration data, jobs. */
<<<<<<< HEAD
@ApplicationModule(allowedDependencies = {"kernel", "web", "database", "users", "customers", "tickets"})
=======
@ApplicationModule(allowedDependencies = {"kernel", "web", "database", "users", "customers", "tariffs"})
>>>>>>> main
@NullMarked
package io.telecomcrm.operations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
