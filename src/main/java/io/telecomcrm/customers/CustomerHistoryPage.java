package io.telecomcrm.customers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a customer's time line.
 *
 * @param stories that can be told alone
 * @param only the code of the one that is, null for all
 * @param first whether these are the newest lines
 * @param next where the next page begins, null at the end
 */
public record CustomerHistoryPage(
        List<CustomerStory> stories,
        @Nullable String only,
        boolean first,
        List<StoryLine> lines,
        @Nullable String next) {

    /** The address of this story alone, or of all. */
    public String href(String path, @Nullable String story) {
        return story == null ? path + "/history" : path + "/history?show=" + story;
    }

    public @Nullable String more(String path) {
        return next == null ? null : path + "/history?" + (only == null ? "" : "show=" + only + "&") + "before=" + next;
    }
}
