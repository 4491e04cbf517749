package io.telecomcrm.customers;

import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * What happened around a customer as one feature wrote it down: a source of the time line on their card. Each source
 * answers with a few of its newest lines; the card puts them together.
 */
public interface CustomerStory {

    /** As it stands in addresses: {@code contracts}. */
    String code();

    /** The key of its name among the filters. */
    String key();

    /** The permission of those who see its lines. */
    String permission();

    /** Its lines before the place, the newest first, found without reading those behind them. */
    List<StoryLine> before(long customer, Place place, int most);

    /**
     * A place in a source's lines, which stand in the order of their times and then their ids.
     *
     * @param at null for the top
     */
    record Place(@Nullable Instant at, long id) {

        public static final Place TOP = new Place(null, 0);

        /** The rows before the place. */
        public Condition before(Field<Instant> time, Field<Long> key) {
            return at == null ? DSL.noCondition() : DSL.row(time, key).lessThan(at, id);
        }
    }
}
