/** What the staff is told while it works: a bell, messages on open pages, and a page that keeps them. */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "database",
            "web",
            "live",
            "presence",
            "customers",
            "contracts",
            "tickets",
            "payments",
            "charging",
            "gateway"
        })
@NullMarked
package io.telecomcrm.notices;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
