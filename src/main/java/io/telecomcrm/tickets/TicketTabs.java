package io.telecomcrm.tickets;

import io.telecomcrm.customers.CustomerFrames;
import io.telecomcrm.web.Address;
import io.telecomcrm.web.ListView;
import io.telecomcrm.web.Needs;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.servlet.ModelAndView;

/** The tickets of a customer and of a contract, for the tabs of their cards. */
@Controller
class TicketTabs {

    private static final String NEWEST = "-created";

    private final TicketRepository tickets;
    private final CustomerFrames frames;
    private final Clock clock;

    TicketTabs(TicketRepository tickets, CustomerFrames frames, Clock clock) {
        this.tickets = tickets;
        this.frames = frames;
        this.clock = clock;
    }

    @GetMapping("/customers/{id}/tickets")
    @Needs(Tickets.VIEW)
    ModelAndView ofCustomer(
            @PathVariable long id,
            HttpServletRequest request,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        var frame = frames.of(id, "tickets", htmx);
        var tab = tab(
                request,
                TicketFilter.of(id, null, clock.instant()),
                "/customers/" + id,
                frame.customer().fullName(),
                "/tickets/new?customer=" + id);
        return new ModelAndView("tickets/of-customer", Map.of("frame", frame, "tab", tab));
    }

    @GetMapping("/contracts/{id}/tickets")
    @Needs(Tickets.VIEW)
    ModelAndView ofContract(
            @PathVariable long id,
            HttpServletRequest request,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        var tab = tab(
                request,
                TicketFilter.of(null, id, clock.instant()),
                "/contracts/" + id,
                tickets.contractNumber(id),
                "/tickets/new?contract=" + id);
        return new ModelAndView(htmx == null ? "tickets/of-contract" : "tickets/tab", Map.of("tab", tab));
    }

    private TicketTab tab(HttpServletRequest request, TicketFilter filter, String of, String name, String start) {
        var address = ListView.sensible(
                Address.of(request, ListView.parameters()), TicketRepository.SHOWN_ORDERS.codes(), NEWEST);
        var found =
                tickets.slice(filter, ListView.sort(address, NEWEST), ListView.place(address), ListView.size(address));
        return new TicketTab(
                new ListView<>(address, NEWEST, found), of, name, start, filter.customer() != null, filter.now());
    }
}
