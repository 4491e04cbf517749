package io.telecomcrm.tickets;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.telecomcrm.contracts.ContractUse;
import io.telecomcrm.customers.CustomerAnonymised;
import io.telecomcrm.customers.CustomerBusiness;
import io.telecomcrm.customers.CustomerTab;
import io.telecomcrm.customers.CustomerUpdated;
import io.telecomcrm.customers.CustomerUse;
import io.telecomcrm.customers.CustomersMerged;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.live.LiveList;
import io.telecomcrm.web.MenuItem;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What tickets do when something happens elsewhere, or when time passes. */
@Component
class TicketFollower {

    /** The job that closes what nobody doubts. */
    static final String CLOSE_QUIET = "tickets.close-quiet";

    /** By what tickets are found; other details of a customer don't matter to them. */
    private static final Set<String> SOUGHT =
            Set.of("kind", "last_name", "first_name", "middle_name", "company_name", "phone");

    private final TicketRepository tickets;
    private final Clock clock;

    TicketFollower(TicketRepository tickets, Clock clock) {
        this.tickets = tickets;
        this.clock = clock;
    }

    @EventListener
    void on(CustomerUpdated updated) {
        if (updated.changes().keySet().stream().anyMatch(SOUGHT::contains)) {
            tickets.follow(updated.objectId());
        }
    }

    @EventListener
    void on(CustomerAnonymised anonymised) {
        tickets.forget(anonymised.objectId());
    }

    @EventListener
    void on(CustomersMerged merged) {
        tickets.hand(merged.other(), merged.survivor(), clock.instant());
    }

    @Configuration(proxyBeanMethods = false)
    static class Beans {

        @Bean
        MenuItem ticketsInTheMenu() {
            return new MenuItem(60, "/tickets", "tickets.title", "message-square", Tickets.VIEW, "KeyO");
        }

        @Bean
        LiveList newTickets(TicketRepository tickets) {
            return new LiveList("/tickets", Tickets.VIEW, tickets::newest);
        }

        @Bean
        CustomerTab ticketsOfACustomer(TicketRepository tickets) {
            return new CustomerTab(
                    30,
                    "tickets",
                    "tickets.title",
                    Tickets.VIEW,
                    tickets::countOfCustomer,
                    new CustomerTab.Action("tickets.new", "message-square", Tickets.EDIT, "/tickets/new?customer="));
        }

        @Bean
        CustomerUse customersWithTickets(TicketRepository tickets) {
            return tickets::hasTicketsOfCustomer;
        }

        @Bean
        CustomerBusiness customersWithOpenTickets(TicketRepository tickets) {
            return tickets::hasOpenTicketsOfCustomer;
        }

        @Bean
        ContractUse contractsWithTickets(TicketRepository tickets) {
            return tickets::hasTicketsOfContract;
        }

        /** Some at a time, so that nobody waits long for a ticket. */
        @Bean
        RecurringTask<Void> closeQuietTickets(Tickets tickets) {
            return Tasks.recurring(CLOSE_QUIET, FixedDelay.of(Duration.ofMinutes(5)))
                    .execute((_, _) -> Actor.job(CLOSE_QUIET).run(() -> {
                        int closed;
                        do {
                            closed = tickets.closeQuiet();
                        } while (closed > 0);
                    }));
        }
    }
}
