/** Customers: the people and companies we serve, their documents, and who looks like whom. */
<<<<<<< HEAD
@ApplicationModule(allowedDependencies = {"kernel", "web"})
=======
@ApplicationModule(allowedDependencies = {"kernel", "database", "web"})
>>>>>>> customers
@NullMarked
package io.telecomcrm.customers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
