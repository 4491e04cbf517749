/** Customers: the people and companies we serve, their documents, and who looks like whom. */
@ApplicationModule(allowedDependencies = {"kernel", "database", "web", "presence"})
@NullMarked
package io.telecomcrm.customers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
