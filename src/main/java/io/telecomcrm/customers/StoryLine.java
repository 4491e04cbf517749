package io.telecomcrm.customers;

import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Difference;
import io.telecomcrm.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened around a customer.
 *
 * @param id of the source's row, for the order of what happened at one moment
 * @param tone {@code ok}, {@code warn}, {@code bad} or null, as {@code part.event} takes it
 * @param text one sentence
 * @param href the card of what it happened to, null when it is the customer
 * @param by who did it
 * @param differences field by field what changed, in the words of the page
 */
public record StoryLine(
        Instant at,
        long id,
        String icon,
        @Nullable String tone,
        Text text,
        @Nullable String href,
        @Nullable String by,
        Function<Page, List<Difference>> differences) {

    public StoryLine(
            Instant at,
            long id,
            String icon,
            @Nullable String tone,
            Text text,
            @Nullable String href,
            @Nullable String by) {
        this(at, id, icon, tone, text, href, by, _ -> List.of());
    }
}
