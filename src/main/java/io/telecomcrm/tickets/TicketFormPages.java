package io.telecomcrm.tickets;

import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.customers.Customer;
import io.telecomcrm.customers.Customers;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Stale;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Identities;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Toast;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The form in which a ticket is taken in and corrected, and what it asks while it is filled in. */
@Controller
class TicketFormPages {

    private static final int OPTIONS = 10;

    private final Tickets tickets;
    private final TicketRepository rows;
    private final TicketInput input;
    private final TicketFiles files;
    private final Customers customers;
    private final Identities identities;

    TicketFormPages(
            Tickets tickets,
            TicketRepository rows,
            TicketInput input,
            TicketFiles files,
            Customers customers,
            Identities identities) {
        this.tickets = tickets;
        this.rows = rows;
        this.input = input;
        this.files = files;
        this.customers = customers;
        this.identities = identities;
    }

    /** From a customer, a contract or a closed ticket, what is known of them stands in it already. */
    @GetMapping("/tickets/new")
    @Needs(Tickets.EDIT)
    ModelAndView blank(
            @RequestParam(required = false) @Nullable Long customer,
            @RequestParam(required = false) @Nullable Long contract,
            @RequestParam(required = false) @Nullable Long previous) {
        var values = new LinkedHashMap<String, String>();
        values.put("priority", TicketPriority.NORMAL.code());
        if (previous != null) {
            values.putAll(following(previous, ""));
        } else {
            var me = Actor.current();
            var whose = customer != null && me.may(Customers.VIEW) ? customer : null;
            var about = contract != null && me.may(Contracts.VIEW) ? contract : null;
            values.putAll(rows.known(whose == null ? null : now(whose), about));
        }
        return show(TicketForm.blank(values), HttpStatus.OK);
    }

    /** What was written for a ticket that was closed meanwhile begins the one that goes on from it. */
    @PostMapping("/tickets/new")
    @Needs(Tickets.EDIT)
    ModelAndView goOn(@RequestParam long previous, @RequestParam(defaultValue = "") String description) {
        return show(TicketForm.blank(following(previous, description.replace("\r\n", "\n"))), HttpStatus.OK);
    }

    /** The contract only while it is still the customer's. */
    private Map<String, String> following(long previous, String description) {
        var line = rows.line(previous);
        var values = TicketForm.values(line);
        values.put("previous", Long.toString(previous));
        values.put("description", description);
        var contract = line.contract();
        if (contract != null
                && !rows.isContractOf(contract.id(), line.customer().id())) {
            values.put("contract", "");
            values.put("contract_text", "");
        }
        return values;
    }

    /** Who was merged into another customer is that other one. */
    private long now(long customer) {
        return customers.successor(customer).map(Customer::id).orElse(customer);
    }

    @PostMapping("/tickets")
    @Needs(Tickets.EDIT)
    Object create(HttpServletRequest request) {
        var sent = Fields.of(request.getParameterMap());
        var form = TicketForm.blank(sent.raw(TicketForm.FIELDS, ""));
        try {
            var opening = input.opening(sent);
            var accepted = files.accepted(request, "files");
            var me = sent.raw("mine").isEmpty() ? null : Actor.current().userId();
            var ticket = tickets.open(opening.details(), opening.previous(), me, accepted);
            return Toast.after("tickets.added", "/tickets/" + ticket.id());
        } catch (Invalid invalid) {
            return refused(form, invalid);
        }
    }

    @GetMapping("/tickets/{id}/edit")
    @Needs(Tickets.EDIT)
    ModelAndView edit(@PathVariable long id) {
        return show(TicketForm.of(rows.line(id)), HttpStatus.OK);
    }

    @PostMapping("/tickets/{id}")
    @Needs(Tickets.EDIT)
    Object update(@PathVariable long id, Fields sent) {
        var number = rows.get(id).number();
        var version = Objects.requireNonNullElse(sent.whole("version"), -1L);
        var form = TicketForm.chosen(id, number, version, sent);
        try {
            tickets.update(id, version, before -> input.corrected(form.wire(), before, true));
            return Toast.after("tickets.saved", "/tickets/" + id);
        } catch (Invalid invalid) {
            return refused(form, invalid);
        } catch (Stale stale) {
            return show(
                    form.over(rows.line(id), identities.fullName(rows.get(id).updatedBy())), HttpStatus.CONFLICT);
        }
    }

    /** The contracts of the customer that was picked. */
    @GetMapping("/tickets/options/contracts")
    @Needs(Tickets.EDIT)
    ModelAndView contracts(
            @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String customer) {
        var picked = customer.matches("[0-9]{1,18}") ? Long.parseLong(customer) : 0;
        var found = picked == 0 ? List.of() : rows.contracts(picked, cut(q), OPTIONS);
        return new ModelAndView("tickets/contract-options", Map.of("found", found, "picked", picked != 0));
    }

    /** A customer who was merged into another meanwhile is exchanged for that one, and said to be. */
    private ModelAndView refused(TicketForm form, Invalid invalid) {
        var wrong = new LinkedHashMap<>(invalid.fields());
        var sent = form.value("customer");
        if (wrong.containsKey("customer") && sent.matches("[0-9]{1,18}")) {
            var survivor = customers.successor(Long.parseLong(sent));
            if (survivor.isPresent()) {
                var name = survivor.get().fullName();
                wrong.put("customer", List.of(new Text("customer.merged_picked", name)));
                var changed = form.of(survivor.get().id(), name);
                return show(changed.refused(wrong), HttpStatus.UNPROCESSABLE_CONTENT);
            }
        }
        return show(form.refused(wrong), HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private static ModelAndView show(TicketForm form, HttpStatus status) {
        return new ModelAndView("tickets/form", Map.of("form", form), status);
    }

    private static String cut(String text) {
        var clean = text.replace("\0", "").strip();
        return clean.length() > 100 ? clean.substring(0, 100) : clean;
    }
}
