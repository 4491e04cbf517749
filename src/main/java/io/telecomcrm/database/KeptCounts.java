package io.telecomcrm.database;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.telecomcrmdb.DefaultSchema;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts that are kept instead of counted. A feature has a table whose name ends in {@code _count}: an id, what is
 * counted by, and an amount. Each transaction adds rows of its own, {@code +1} here and {@code -1} there, so that nobody
 * waits for anybody; a job adds the many rows up to one of each kind.
 */
@Configuration(proxyBeanMethods = false)
public class KeptCounts {

    private static final int AT_ONCE = 10_000;

    /** The sum of the amounts that match, to be selected beside other things. */
    public static Field<Long> sumOf(Field<Long> amount, Table<?> table, Condition matches) {
        return select(coalesce(sum(amount), inline(0)))
                .from(table)
                .where(matches)
                .asField()
                .cast(Long.class);
    }

    @Bean
    static RecurringTask<Void> foldCounts(DSLContext db, TransactionTemplate transactions) {
        return Tasks.recurring("database.fold-counts", FixedDelay.of(Duration.ofMinutes(1)))
                .execute((_, _) -> tables().forEach(table -> transactions.executeWithoutResult(_ -> fold(db, table))));
    }

    private static List<Table<?>> tables() {
        return DefaultSchema.DEFAULT_SCHEMA.getTables().stream()
                .filter(table -> table.getName().endsWith("_count"))
                .toList();
    }

    static void fold(DSLContext db, Table<?> table) {
        var id = Objects.requireNonNull(table.field("id", Long.class));
        var amount = Objects.requireNonNull(table.field("amount", Long.class));
        var kinds = Arrays.stream(table.fields())
                .filter(field -> !field.equals(id) && !field.equals(amount))
                .toArray(Field<?>[]::new);
        var rows = Dialect.of(db).lock(db.selectFrom(table).limit(AT_ONCE)).fetch();
        var sums = new LinkedHashMap<Record, Long>();
        rows.forEach(row -> sums.merge(row.into(kinds), row.get(amount), Long::sum));
        if (rows.size() > sums.size()) {
            db.deleteFrom(table).where(id.in(rows.getValues(id))).execute();
            sums.values().removeIf(sum -> sum == 0);
            sums.forEach((kind, sum) ->
                    db.insertInto(table).set(kind.intoMap()).set(amount, sum).execute());
        }
    }
}
