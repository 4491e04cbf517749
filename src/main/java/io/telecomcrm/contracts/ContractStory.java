package io.telecomcrm.contracts;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CONTRACT_HISTORY;

import io.telecomcrm.customers.CustomerStory;
import io.telecomcrm.customers.StoryLine;
import io.telecomcrm.kernel.Text;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What happened to a customer's contracts, told on the time line of their card. */
@Component
class ContractStory implements CustomerStory {

    private final DSLContext db;

    ContractStory(DSLContext db) {
        this.db = db;
    }

    @Override
    public String code() {
        return "contracts";
    }

    @Override
    public String key() {
        return "contracts.story";
    }

    @Override
    public String permission() {
        return Contracts.VIEW;
    }

    @Override
    public List<StoryLine> before(long customer, Place place, int most) {
        return db.select(
                        CONTRACT_HISTORY.ID,
                        CONTRACT_HISTORY.HAPPENED_AT,
                        CONTRACT_HISTORY.EVENT,
                        CONTRACT_HISTORY.ACTOR,
                        CONTRACT.ID,
                        CONTRACT.NUMBER)
                .from(CONTRACT_HISTORY)
                .join(CONTRACT)
                .on(CONTRACT.ID.eq(CONTRACT_HISTORY.CONTRACT_ID))
                .where(
                        CONTRACT.CUSTOMER_ID.eq(customer),
                        place.before(CONTRACT_HISTORY.HAPPENED_AT, CONTRACT_HISTORY.ID))
                .orderBy(CONTRACT_HISTORY.HAPPENED_AT.desc(), CONTRACT_HISTORY.ID.desc())
                .limit(most)
                .fetch(row -> new StoryLine(
                        row.value2(),
                        row.value1(),
                        icon(row.value3()),
                        tone(row.value3()),
                        new Text(
                                "contracts.story-line",
                                new Text("action.contract." + row.value3()),
                                row.value6().value()),
                        "/contracts/" + row.value5(),
                        row.value4()));
    }

    private static String icon(String event) {
        return switch (event) {
            case "sim_replaced", "number_changed" -> "card-sim";
            case "tariff_changed", "tariff_change_planned", "tariff_change_cancelled" -> "tags";
            case "blocked", "unblocked" -> "lock";
            case "customer_changed" -> "users";
            default -> "file-text";
        };
    }

    private static @Nullable String tone(String event) {
        return switch (event) {
            case "activated", "unblocked" -> "ok";
            case "blocked" -> "warn";
            case "terminated" -> "bad";
            default -> null;
        };
    }
}
