package io.telecomcrm.tickets;

import static java.util.Objects.requireNonNullElse;

import io.telecomcrm.kernel.Coded;
import io.telecomcrm.web.Fields;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongPredicate;
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
        var previous = reference(fields, "previous", id -> tickets.find(id).isPresent());
        var assignee = assignee(fields);
        if (previous != null && !fields.rejected("previous")) {
            checkPrevious(fields, tickets.get(previous), details.customerId());
        }
        fields.check();
        return new Opening(details, previous, assignee);
    }

    /**
     * The details as they become.
     *
     * @param whole whether required fields must be sent again; what else is absent stays as it was
     */
    TicketDetails corrected(Fields fields, TicketDetails before, boolean whole) {
        var details = details(fields, before, whole);
        fields.check();
        return details;
    }

    /** Who is to work on it; null for nobody, which has to be said. */
    @Nullable
    Long assigned(Fields fields) {
        if (!fields.has("assigned_to") && !fields.has("assigned_to_id")) {
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
        return reference(fields, "assigned_to", tickets::isUser);
    }

    private TicketDetails details(Fields fields, @Nullable TicketDetails before, boolean whole) {
        var customer = customer(fields, before, whole);
        var contract = has(fields, "contract")
                ? reference(fields, "contract", tickets::isContract)
                : before == null || before.customerId() != customer ? null : before.contractId();
        if (contract != null
                && !fields.rejected("contract")
                && !fields.rejected("customer")
                && !tickets.isContractOf(contract, customer)) {
            fields.reject("contract", "tickets.contract-of-other");
        }
        var subject = whole || fields.has("subject")
                ? fields.required("subject", LONGEST_SUBJECT)
                : before(before).subject();
        if (subject.indexOf('\n') >= 0 || subject.indexOf('\r') >= 0) {
            fields.reject("subject", "tickets.one-line");
        }
        var description = fields.has("description") || before == null
                ? fields.text("description", LONGEST_TEXT)
                : before.description();
        var priority = fields.choice("priority", PRIORITIES);
        if (fields.has("priority") && priority == null && !fields.rejected("priority")) {
            fields.reject("priority", fields.raw("priority").isEmpty() ? "field.null" : "field.blank");
        }
        return new TicketDetails(
                customer,
                contract,
                subject,
                description,
                priority != null ? priority : before == null ? TicketPriority.NORMAL : before.priority());
    }

    private long customer(Fields fields, @Nullable TicketDetails before, boolean whole) {
        if (!has(fields, "customer")) {
            if (before == null || whole) {
                fields.reject("customer", "field.required");
            }
            return before == null ? 0 : before.customerId();
        }
        var customer = reference(fields, "customer", tickets::isCustomer);
        if (customer == null && !fields.rejected("customer")) {
            fields.reject("customer", "field.null");
        }
        return customer == null ? 0 : customer;
    }

    /** Only what is over can be gone on from, and only with the same customer. */
    private static void checkPrevious(Fields fields, Ticket previous, long customer) {
        if (previous.status() != TicketStatus.CLOSED) {
            fields.reject("previous", "tickets.previous-open");
        } else if (previous.details().customerId() != customer && !fields.rejected("customer")) {
            fields.reject("previous", "tickets.previous-of-other");
        }
    }

    /** A related object by its id, as {@code name} or {@code name_id}; errors stand at {@code name}. */
    private static @Nullable Long reference(Fields fields, String name, LongPredicate exists) {
        var sent = fields.has(name) ? name : name + "_id";
        var id = fields.whole(sent);
        if (fields.rejected(sent)) {
            if (!sent.equals(name)) {
                fields.reject(name, "field.whole");
            }
            return null;
        }
        if (id != null && (id < 1 || !exists.test(id))) {
            fields.reject(name, "field.no_such", Long.toString(id));
            return null;
        }
        return id;
    }

    private static boolean has(Fields fields, String name) {
        return fields.has(name) || fields.has(name + "_id");
    }

    private static TicketDetails before(@Nullable TicketDetails before) {
        if (before == null) {
            throw new IllegalStateException("A new ticket is read whole");
        }
        return before;
    }

    private static <T extends Coded> Map<String, T> byCode(T[] values) {
        return Arrays.stream(values).collect(Collectors.toUnmodifiableMap(Coded::code, Function.identity()));
    }
}
