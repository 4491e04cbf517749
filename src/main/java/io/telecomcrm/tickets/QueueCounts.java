package io.telecomcrm.tickets;

import io.telecomcrm.database.Count;

/** How many open tickets stand in each queue: one's own, nobody's, and the overdue ones of all. */
public record QueueCounts(Count mine, Count unassigned, Count overdue) {}
