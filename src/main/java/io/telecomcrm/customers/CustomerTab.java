package io.telecomcrm.customers;

import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A tab of the customer's card that another feature serves: a bean of this type is all the card knows of it. The feature
 * answers {@code GET /customers/{id}/<path>} with a template around {@code customers/frame}.
 *
 * @param order from left to right; the overview is 0, the history 90
 * @param path behind the customer's address: {@code contracts}
 * @param key of the text on it
 * @param permission of those who see it
 * @param count how many things are there for the customer of this id, quickly told; null for none
 * @param action what can be begun for a customer here, null for nothing
 */
public record CustomerTab(
        int order,
        String path,
        String key,
        String permission,
        @Nullable LongUnaryOperator count,
        @Nullable Action action) {

    /**
     * A button of the card's head.
     *
     * @param key of the text on it
     * @param permission of those who see it
     * @param href the address, to which the customer's id is added: {@code /contracts/new?customer=}
     */
    public record Action(String key, String icon, String permission, String href) {}
}
