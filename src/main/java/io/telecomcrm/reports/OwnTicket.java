package io.telecomcrm.reports;

import java.time.Instant;

/** An open ticket of the visitor's own. */
public record OwnTicket(long id, String number, String subject, String customer, Instant dueAt) {}
