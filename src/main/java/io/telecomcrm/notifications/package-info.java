/** What customers are told by mail and short message: texts, queue, sending, history. */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "database",
            "web",
            "users",
            "customers",
            "tariffs",
            "sims",
            "contracts",
            "tickets",
            "payments"
        })
@NullMarked
package io.telecomcrm.notifications;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
