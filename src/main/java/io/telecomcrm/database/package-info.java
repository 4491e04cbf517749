/**
 * The one address of everything in which SQLite and PostgreSQL differ: connections, settings, SQL dialect. And how every
 * feature reads its lists: orders, pages, counts.
 */
@ApplicationModule(allowedDependencies = "kernel")
@NullMarked
package io.telecomcrm.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
