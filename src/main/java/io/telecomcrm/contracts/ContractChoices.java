package io.telecomcrm.contracts;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.SIM;
import static io.telecomcrmdb.Tables.TARIFF;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import io.telecomcrm.customers.Customer;
import io.telecomcrm.customers.Customers;
import io.telecomcrm.database.Dialect;
import io.telecomcrm.database.TextSearch;
import io.telecomcrm.kernel.Digits;
import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Merged;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.sims.Iccid;
import io.telecomcrm.sims.Sim;
import io.telecomcrm.sims.SimStatus;
import io.telecomcrm.sims.Sims;
import io.telecomcrm.web.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** What the forms of contracts offer to choose from. */
@Repository
class ContractChoices {

    private static final int SHOWN = 10;

    private final DSLContext db;
    private final TextSearch cards;
    private final ContractTexts contracts;
    private final Sims sims;
    private final Customers customers;
    private final ContractRepository rows;

    ContractChoices(DSLContext db, Sims sims, Customers customers, ContractRepository rows) {
        this.db = db;
        var dialect = Dialect.of(db);
        this.cards = new TextSearch(dialect, SIM.ID, SIM.SEARCH_TEXT);
        this.contracts = new ContractTexts(db);
        this.sims = sims;
        this.customers = customers;
        this.rows = rows;
    }

    /** Cards that a contract may take, with a number first. */
    List<ContractCard.Card> stock(String text, int most) {
        var asked = clean(text);
        return db.select(SIM.ID, SIM.ICCID, SIM.MSISDN, SIM.STATUS)
                .from(SIM)
                .where(
                        SIM.STATUS.eq(SimStatus.FREE),
                        SIM.CONTRACT_ID.isNull(),
                        asked.isEmpty() ? SIM.MSISDN.isNotNull() : cards.matches(asked))
                .orderBy(SIM.ID)
                .limit(most)
                .fetch(found -> new ContractCard.Card(found.value1(), found.value2(), found.value3(), found.value4()));
    }

    /** Drafts that have no card yet. */
    List<ContractCard> drafts(String text) {
        var asked = clean(text);
        return rows.cards(db.select(CONTRACT.ID)
                .from(CONTRACT)
                .where(
                        CONTRACT.STATUS.eq(ContractStatus.DRAFT),
                        // gathered at once from a small index; to look each draft's card up costs thrice as much
                        CONTRACT.ID.notIn(select(SIM.CONTRACT_ID)
                                .from(SIM)
                                .where(SIM.STATUS.eq(inline(SimStatus.FREE, SIM.STATUS)), SIM.CONTRACT_ID.isNotNull())),
                        asked.isEmpty() ? noCondition() : contracts.matches(asked))
                .orderBy(CONTRACT.ID.desc())
                .limit(SHOWN)
                .fetch(CONTRACT.ID));
    }

    /** Picks in a form whom the chosen customer turned out to be; what to say of it. */
    Map<String, List<Text>> exchange(Merged merged, Map<String, String> values) {
        var survivor = customers.successor(merged.id());
        survivor.ifPresent(customer -> pick(values, customer));
        return Map.of(
                "customer_id",
                List.of(survivor.map(ContractChoices::picked).orElseGet(() -> new Text("error.no_customer"))));
    }

    static void pick(Map<String, String> values, Customer customer) {
        values.put("customer_id", Long.toString(customer.id()));
        values.put("customer_id_text", customer.fullName());
    }

    static Text picked(Customer survivor) {
        return new Text("customer.merged_picked", survivor.fullName());
    }

    /** The names of all tariffs, those on sale first. */
    Map<String, String> tariffNames() {
        var names = new LinkedHashMap<String, String>();
        db.select(TARIFF.ID, TARIFF.NAME)
                .from(TARIFF)
                .orderBy(TARIFF.IS_ACTIVE.desc(), TARIFF.NAME_KEY)
                .limit(1000)
                .forEach(row -> names.put(row.value1().toString(), row.value2()));
        return names;
    }

    @Nullable
    String customerName(long id) {
        return db.select(CUSTOMER.FULL_NAME)
                .from(CUSTOMER)
                .where(CUSTOMER.ID.eq(id))
                .fetchOne(CUSTOMER.FULL_NAME);
    }

    /** The contract that a card belongs to, for telling who has it. */
    Optional<ContractCard> ofSim(Sim sim) {
        return sim.contractId() == null
                ? Optional.empty()
                : rows.cards(List.of(sim.contractId())).stream().findFirst();
    }

    /**
     * The card that was picked or, by a scanner, typed; what is wrong is noted at the box. Whether a contract may have it
     * is for the door to say.
     */
    @Nullable
    Sim sim(Fields sent, String name) {
        var id = sent.whole(name);
        var typed = sent.raw(name + "_text").strip();
        if (id != null) {
            var found = db.select(SIM.ICCID).from(SIM).where(SIM.ID.eq(id)).fetchOptional(SIM.ICCID);
            if (found.isPresent()) {
                return sims.get(id);
            }
            sent.reject(name, "error.no_sim");
            return null;
        }
        if (typed.isEmpty()) {
            sent.reject(name, "contracts.choose-sim");
            return null;
        }
        return scanned(typed).or(() -> only(typed)).orElseGet(() -> {
            rejectUnknown(sent, name, typed);
            return null;
        });
    }

    /** Cards that break the check digit exist, so it tells of a slip only where no card has the number. */
    private Optional<Sim> scanned(String typed) {
        try {
            return sims.find(Iccid.lenient(typed));
        } catch (Malformed malformed) {
            return Optional.empty();
        }
    }

    private static void rejectUnknown(Fields sent, String name, String typed) {
        if (!isCard(typed)) {
            sent.reject(name, "contracts.sim-unclear", typed);
            return;
        }
        try {
            sent.reject(name, "contracts.sim-unknown", Iccid.parse(typed).display());
        } catch (Malformed slip) {
            sent.reject(name, slip.text());
        }
    }

    private Optional<Sim> only(String typed) {
        var found = stock(typed, 2);
        return found.size() == 1 ? Optional.of(sims.get(found.getFirst().id())) : Optional.empty();
    }

    private static boolean isCard(String typed) {
        return Digits.of(typed).filter(digits -> digits.length() >= 19).isPresent();
    }

    private static String clean(String text) {
        var asked = text.replace("\0", "").strip();
        return asked.length() > 100 ? asked.substring(0, 100) : asked;
    }
}
