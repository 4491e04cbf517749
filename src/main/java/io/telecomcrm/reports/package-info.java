/** What the figures say: the dashboard, and later the reports. Reads any table, writes none. */
@ApplicationModule(allowedDependencies = {"kernel", "database", "web", "sims", "contracts", "payments", "tickets"})
@NullMarked
package io.telecomcrm.reports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
