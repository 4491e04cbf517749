package io.telecomcrm.customers;

import io.telecomcrm.kernel.Actor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the frame of a customer's card for whichever feature serves the open tab. */
@Component
public class CustomerFrames {

    static final String OVERVIEW = "";
    static final String HISTORY = "history";

    private final CustomerRepository customers;
    private final List<CustomerTab> tabs;

    CustomerFrames(CustomerRepository customers, List<CustomerTab> tabs) {
        this.customers = customers;
        this.tabs = tabs.stream()
                .sorted(Comparator.comparingInt(CustomerTab::order))
                .toList();
    }

    /**
     * The card with one of its tabs open.
     *
     * @param tab its path
     * @param htmx the header {@code HX-Request}: with it only the tabs and what is below them are asked for
     */
    public CustomerFrame of(long id, String tab, @Nullable String htmx) {
        return of(customers.get(id), tab, htmx != null);
    }

    CustomerFrame of(Customer customer, String tab, boolean part) {
        var path = "/customers/" + customer.id();
        var seen = tabs.stream()
                .filter(one -> Actor.current().may(one.permission()))
                .toList();
        var shown = new ArrayList<CustomerFrame.Tab>();
        for (var one : seen) {
            shown.add(new CustomerFrame.Tab(
                    one.key(),
                    one.path().isEmpty() ? path : path + "/" + one.path(),
                    one.path().equals(tab),
                    one.count() == null ? null : Long.valueOf(one.count().applyAsLong(customer.id()))));
        }
        var actions = seen.stream()
                .map(CustomerTab::action)
                .filter(Objects::nonNull)
                .filter(action -> Actor.current().may(action.permission()))
                .toList();
        return new CustomerFrame(customer, shown, actions, part);
    }
}
