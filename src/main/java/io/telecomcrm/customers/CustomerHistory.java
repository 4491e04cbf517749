package io.telecomcrm.customers;

import io.telecomcrm.customers.CustomerStory.Place;
import io.telecomcrm.kernel.Actor;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The time line of a customer: the stories of all features, put together a page at a time. */
@Component
class CustomerHistory {

    private static final int PAGE = 25;
    private static final Pattern CURSOR = Pattern.compile("([-0-9TZ:.]{20,30})_([a-z]{1,20})_([0-9]{1,18})");

    private final List<CustomerStory> stories;

    CustomerHistory(List<CustomerStory> stories) {
        this.stories = stories.stream()
                .sorted(Comparator.comparing(CustomerStory::code))
                .toList();
    }

    /** The stories that the visitor may hear. */
    List<CustomerStory> visible() {
        return stories.stream()
                .filter(story -> Actor.current().may(story.permission()))
                .toList();
    }

    /**
     * A page of the time line.
     *
     * @param only the code of the only story to tell; null, or one that isn't there, for all
     * @param before from {@link CustomerHistoryPage#next}; null, or what makes no sense, for the newest
     */
    CustomerHistoryPage page(long customer, @Nullable String only, @Nullable String before) {
        var visible = visible();
        var chosen = visible.stream()
                .filter(story -> story.code().equals(only))
                .findFirst()
                .orElse(null);
        var cursor = Cursor.read(before).orElse(null);
        var found = new ArrayList<Told>();
        for (var story : chosen == null ? visible : List.of(chosen)) {
            var place = cursor == null ? Place.TOP : cursor.placeIn(story.code());
            story.before(customer, place, PAGE + 1).forEach(line -> found.add(new Told(story.code(), line)));
        }
        found.sort(Comparator.comparing((Told told) -> told.line.at())
                .reversed()
                .thenComparing(Told::story)
                .thenComparing(
                        Comparator.comparingLong((Told told) -> told.line.id()).reversed()));
        var shown = found.subList(0, Math.min(PAGE, found.size()));
        return new CustomerHistoryPage(
                visible,
                chosen == null ? null : chosen.code(),
                cursor == null,
                shown.stream().map(Told::line).toList(),
                found.size() > PAGE ? shown.getLast().cursor() : null);
    }

    private record Told(String story, StoryLine line) {

        String cursor() {
            return line.at() + "_" + story + "_" + line.id();
        }
    }

    /** The last line shown, wherever it came from. What happened at the same moment stands by the name of its story. */
    private record Cursor(Instant at, String story, long id) {

        static Optional<Cursor> read(@Nullable String text) {
            var parts = CURSOR.matcher(text == null ? "" : text);
            try {
                return parts.matches()
                        ? Optional.of(new Cursor(
                                Instant.parse(parts.group(1)), parts.group(2), Long.parseLong(parts.group(3))))
                        : Optional.empty();
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }

        Place placeIn(String other) {
            var order = other.compareTo(story);
            return new Place(at, order == 0 ? id : order < 0 ? 0 : Long.MAX_VALUE);
        }
    }
}
