package io.telecomcrm.tickets;

import static java.util.Objects.requireNonNullElse;

import io.telecomcrm.kernel.Coded;
import io.telecomcrm.web.Fields;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Reads what a form or a program says about a ticket, and names everything that is wrong with it. */
@Component
@EnableConfigurationProperties(TicketSettings.class)
class TicketInput {

    static final Map<String, TicketStatus> STATUSES = byCode(TicketStatus.values());
    static final Map<String, TicketPriority> PRIORITIES = byCode(TicketPriority.values());

    static final int LONGEST_SUBJECT = 200;
    static final int LONGEST_TEXT = 10_000;

    /** Stands for a customer who could not be read. */
    private static final long NOBODY = 0;

    private final TicketRepository tickets;

    TicketInput(TicketRepository tickets) {
        this.tickets = tickets;
    }

    /** A ticket to be: what is written down, what it goes on from, and who gets it at once. */
    record Opening(
            TicketDetails details,
            @Nullable Long previous,
            @Nullable Long assignee) {}

    Opening opening(Fields fields) {
        var details = details(fields, null, true);
        var previous = fields.reference("previous", tickets::exists);
        var assignee = assignee(fields);
        if (previous != null) {
            checkPrevious(fields, tickets.get(previous), details.customerId());
        }
        fields.check();
        return new Opening(details, previous, assignee);
    }

    /**
     * The details as they become. Only what changes is tried: the contract may have gone to another customer since.
     *
     * @param whole whether required fields must be sent again; what else is absent stays as it was
     */
    TicketDetails corrected(Fields fields, Ticket ticket, boolean whole) {
        var before = ticket.details();
        var details = details(fields, before, whole);
        if (ticket.previous() != null && details.customerId() != before.customerId()) {
            checkStays(fields, tickets.get(ticket.previous()), details.customerId());
        }
        fields.check();
        return details;
    }

    /** Who is to work on it; null for nobody, which has to be said. */
    @Nullable
    Long assigned(Fields fields) {
        if (!fields.hasReference("assigned_to")) {
            fields.reject("assigned_to", "field.required");
        }
        var assignee = assignee(fields);
        fields.check();
        return assignee;
    }

    TicketStatus status(Fields fields) {
        var code = fields.required("status", 200);
        var status = code.isEmpty() ? null : fields.choice("status", STATUSES);
        fields.check();
        return requireNonNullElse(status, TicketStatus.NEW);
    }

    private @Nullable Long assignee(Fields fields) {
        return fields.reference("assigned_to", tickets::isUser);
    }

    private TicketDetails details(Fields fields, @Nullable TicketDetails before, boolean whole) {
        var customer = customer(fields, before, whole);
        var contract = fields.hasReference("contract")
                ? fields.reference("contract", tickets::isContract)
                : before == null || before.customerId() != customer ? null : before.contractId();
        var asBefore =
                before != null && before.customerId() == customer && Objects.equals(before.contractId(), contract);
        if (contract != null && customer != NOBODY && !asBefore && !tickets.isContractOf(contract, customer)) {
            fields.reject("contract", "tickets.contract-of-other");
        }
        var subject = subject(fields, before, whole);
        var description = fields.has("description") || before == null
                ? fields.text("description", LONGEST_TEXT)
                : before.description();
        if (fields.has("priority")) {
            fields.required("priority", 200);
        }
        var priority = fields.rejected("priority") ? null : fields.choice("priority", PRIORITIES);
        return new TicketDetails(
                customer,
                contract,
                subject,
                description,
                priority != null ? priority : before == null ? TicketPriority.NORMAL : before.priority());
    }

    /** One that is sent as it was stays, even if no new one could be like it. */
    private static String subject(Fields fields, @Nullable TicketDetails before, boolean whole) {
        if (before != null
                && (!whole && !fields.has("subject") || fields.raw("subject").equals(before.subject()))) {
            return before.subject();
        }
        return fields.requiredLine("subject", LONGEST_SUBJECT);
    }

    private long customer(Fields fields, @Nullable TicketDetails before, boolean whole) {
        if (before != null && !whole && !fields.hasReference("customer")) {
            return before.customerId();
        }
        var customer = fields.requiredReference("customer", tickets::isCustomer);
        return customer == null ? NOBODY : customer;
    }

    /** Only what is over can be gone on from, and only with the same customer. */
    private static void checkPrevious(Fields fields, Ticket previous, long customer) {
        if (previous.status() != TicketStatus.CLOSED) {
            fields.reject("previous", "tickets.previous-open");
        } else if (previous.details().customerId() != customer && customer != NOBODY) {
            fields.reject("previous", "tickets.previous-of-other");
        }
    }

    /** What goes on from a ticket stays with its customer. */
    private static void checkStays(Fields fields, Ticket previous, long customer) {
        if (previous.details().customerId() != customer && customer != NOBODY) {
            fields.reject("customer", "tickets.continues-other", previous.number());
        }
    }

    private static <T extends Coded> Map<String, T> byCode(T[] values) {
        return Arrays.stream(values).collect(Collectors.toUnmodifiableMap(Coded::code, Function.identity()));
    }
}
