package io.telecomcrm.contracts;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CONTRACT_TEXT;
import static org.jooq.impl.DSL.select;

import io.telecomcrm.database.Count;
import io.telecomcrm.database.Dialect;
import io.telecomcrm.database.NameSearch;
import io.telecomcrm.database.Rows;
import io.telecomcrm.database.TextSearch;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** What contracts are found by: their number, the customer's name and phone, the line's number. */
final class ContractTexts {

    private final TextSearch texts;
    private final NameSearch names;
    private final Rows<Long> ids;

    ContractTexts(DSLContext db) {
        this.texts = new TextSearch(Dialect.of(db), CONTRACT_TEXT.CONTRACT_ID, CONTRACT_TEXT.SEARCH_TEXT);
        this.names = new NameSearch(db, texts, CONTRACT_TEXT.CONTRACT_ID);
        this.ids = new Rows<>(db, CONTRACT_TEXT, CONTRACT_TEXT.CONTRACT_ID, CONTRACT_TEXT.CONTRACT_ID);
    }

    /** That a text describes the contract. */
    Condition matches(String text) {
        return CONTRACT.ID.in(
                select(CONTRACT_TEXT.CONTRACT_ID).from(CONTRACT_TEXT).where(texts.matches(text)));
    }

    /** How many contracts a text describes: every contract has its row here, and it is a narrow one. */
    Count count(String text) {
        return ids.count(texts.matches(text));
    }

    /** Those that have a fragment in their customer's name; empty where a text asks for something else. */
    Optional<NameSearch.Named> named(String text) {
        return names.find(text);
    }
}
