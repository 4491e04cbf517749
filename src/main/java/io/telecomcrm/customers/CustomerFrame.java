package io.telecomcrm.customers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The frame of a customer's card: the head, the tabs and what can be begun.
 *
 * @param part whether only the tabs and what is below them are asked for
 */
public record CustomerFrame(Customer customer, List<Tab> tabs, List<CustomerTab.Action> actions, boolean part) {

    /**
     * A tab as it is shown.
     *
     * @param key of the text on it
     */
    public record Tab(
            String key,
            String href,
            boolean current,
            @Nullable Long count) {}

    public String path() {
        return "/customers/" + customer.id();
    }
}
