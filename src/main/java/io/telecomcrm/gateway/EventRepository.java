package io.telecomcrm.gateway;

import static io.telecomcrmdb.Tables.GATEWAY_EVENT;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import io.telecomcrm.database.Count;
import io.telecomcrm.database.Orders;
import io.telecomcrm.database.Rows;
import io.telecomcrm.database.Slice;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrmdb.tables.records.GatewayEventRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.SelectField;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** What providers sent, as it came. */
@Repository
class EventRepository {

    private static final SelectField<GatewayEvent> EVENT = row(
                    row(
                            GATEWAY_EVENT.ID,
                            GATEWAY_EVENT.PROVIDER,
                            GATEWAY_EVENT.RECEIVED_AT,
                            GATEWAY_EVENT.ADDRESS,
                            GATEWAY_EVENT.STATE,
                            GATEWAY_EVENT.TYPE),
                    row(
                            GATEWAY_EVENT.TRANSACTION_ID,
                            GATEWAY_EVENT.LINE_ID,
                            GATEWAY_EVENT.ATTEMPTS,
                            GATEWAY_EVENT.NEXT_AT,
                            GATEWAY_EVENT.NOTE,
                            GATEWAY_EVENT.PROCESSED_AT))
            .mapping((came, became) -> new GatewayEvent(
                    came.value1(),
                    came.value2(),
                    came.value3(),
                    came.value4(),
                    came.value5(),
                    came.value6(),
                    became.value1(),
                    became.value2(),
                    became.value3(),
                    became.value4(),
                    became.value5(),
                    became.value6()));

    static final Orders ORDERS = new Orders(GATEWAY_EVENT.ID, Map.of("received_at", GATEWAY_EVENT.RECEIVED_AT));

    private final DSLContext db;
    private final Rows<GatewayEvent> rows;

    EventRepository(DSLContext db) {
        this.db = db;
        this.rows = new Rows<>(db, GATEWAY_EVENT, GATEWAY_EVENT.ID, EVENT);
    }

    /**
     * Which messages a list shows.
     *
     * @param state null for all
     * @param transaction whole, as the provider calls it
     */
    record Filter(
            @Nullable EventState state,
            @Nullable String provider,
            @Nullable String transaction) {}

    void add(String provider, String address, byte[] body, Instant now) {
        var row = new GatewayEventRecord();
        row.setProvider(provider);
        row.setReceivedAt(now);
        row.setAddress(address);
        row.setBody(body);
        row.setState(EventState.RECEIVED);
        row.setAttempts(0);
        row.setNextAt(now);
        db.insertInto(GATEWAY_EVENT).set(row).execute();
    }

    GatewayEvent get(long id) {
        return db.select(EVENT)
                .from(GATEWAY_EVENT)
                .where(GATEWAY_EVENT.ID.eq(id))
                .fetchOptional(Record1::value1)
                .orElseThrow(() -> new NotFound("event", id));
    }

    byte[] body(long id) {
        return db.select(GATEWAY_EVENT.BODY)
                .from(GATEWAY_EVENT)
                .where(GATEWAY_EVENT.ID.eq(id))
                .fetchSingle()
                .value1();
    }

    /** Those whose turn it is, the oldest first, and after all others those of the provider who has to be asked. */
    List<GatewayEvent> due(String asked, Instant now, int most) {
        return db.select(EVENT)
                .from(GATEWAY_EVENT)
                .where(GATEWAY_EVENT.NEXT_AT.le(now))
                .orderBy(GATEWAY_EVENT.PROVIDER.eq(asked), GATEWAY_EVENT.NEXT_AT, GATEWAY_EVENT.ID)
                .limit(most)
                .fetch(Record1::value1);
    }

    /** Takes a message whose turn has come, so that no other node does; false where one did. */
    boolean claim(GatewayEvent event, Instant now, Instant next) {
        return db.update(GATEWAY_EVENT)
                        .set(GATEWAY_EVENT.NEXT_AT, next)
                        .set(GATEWAY_EVENT.ATTEMPTS, event.attempts() + 1)
                        .where(
                                GATEWAY_EVENT.ID.eq(event.id()),
                                GATEWAY_EVENT.ATTEMPTS.eq(event.attempts()),
                                GATEWAY_EVENT.NEXT_AT.le(now))
                        .execute()
                == 1;
    }

    void describe(long id, @Nullable String type, @Nullable String transaction) {
        db.update(GATEWAY_EVENT)
                .set(GATEWAY_EVENT.TYPE, type)
                .set(GATEWAY_EVENT.TRANSACTION_ID, transaction)
                .where(GATEWAY_EVENT.ID.eq(id))
                .execute();
    }

    void note(long id, String note) {
        db.update(GATEWAY_EVENT)
                .set(GATEWAY_EVENT.NOTE, note)
                .where(GATEWAY_EVENT.ID.eq(id))
                .execute();
    }

    void close(long id, Gateway.Told told, Instant now) {
        db.update(GATEWAY_EVENT)
                .set(GATEWAY_EVENT.STATE, told.state())
                .set(GATEWAY_EVENT.LINE_ID, told.lineId())
                .set(GATEWAY_EVENT.NOTE, told.note())
                .set(GATEWAY_EVENT.PROCESSED_AT, now)
                .setNull(GATEWAY_EVENT.NEXT_AT)
                .where(GATEWAY_EVENT.ID.eq(id), GATEWAY_EVENT.STATE.eq(EventState.RECEIVED))
                .execute();
    }

    void removeBefore(Instant time) {
        db.deleteFrom(GATEWAY_EVENT)
                .where(GATEWAY_EVENT.RECEIVED_AT.lt(time), GATEWAY_EVENT.NEXT_AT.isNull())
                .execute();
    }

    Count count(Filter filter) {
        return rows.count(matches(filter));
    }

    List<GatewayEvent> list(Filter filter, List<String> ordering, int limit, long offset, Count count) {
        return rows.page(matches(filter), ORDERS.of(ordering), limit, offset, count);
    }

    Slice<GatewayEvent> slice(Filter filter, @Nullable String place, int size) {
        return rows.slice(matches(filter), ORDERS.of(""), place, size, count(filter));
    }

    private static Condition matches(Filter filter) {
        var condition = noCondition();
        if (filter.state() != null) {
            condition = condition.and(GATEWAY_EVENT.STATE.eq(filter.state()));
        }
        if (filter.provider() != null) {
            condition = condition.and(GATEWAY_EVENT.PROVIDER.eq(filter.provider()));
        }
        if (filter.transaction() != null) {
            condition = condition.and(GATEWAY_EVENT.TRANSACTION_ID.eq(filter.transaction()));
        }
        return condition;
    }
}
