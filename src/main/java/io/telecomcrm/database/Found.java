package io.telecomcrm.database;

import java.util.List;

/**
 * The ids of a page that was found, in no particular order.
 *
 * @param more whether others follow
 */
public record Found(List<Long> ids, boolean more) {

    static final Found NONE = new Found(List.of(), false);

    /** @param found in the order of the list, with one more than the page has, if there is one */
    static Found of(List<Long> found, int size) {
        return found.size() > size ? new Found(List.copyOf(found.subList(0, size)), true) : new Found(found, false);
    }

    public boolean isEmpty() {
        return ids.isEmpty();
    }
}
