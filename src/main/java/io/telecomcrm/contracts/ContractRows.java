package io.telecomcrm.contracts;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CONTRACT_BLOCK;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.PROMISED_PAYMENT;
import static io.telecomcrmdb.Tables.SIM;
import static io.telecomcrmdb.Tables.SUBSCRIPTION;
import static io.telecomcrmdb.Tables.TARIFF;
import static org.jooq.impl.DSL.concat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Msisdn;
import io.telecomcrm.kernel.Phone;
import io.telecomcrm.sims.Iccid;
import io.telecomcrm.sims.SimStatus;
import io.telecomcrm.tariffs.TariffPeriod;
import io.telecomcrm.web.WireInstant;
import io.telecomcrmdb.tables.Tariff;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * Contracts with all that they tie, of one query; with a row for each block of a suspended one, in no order, as to sort
 * even one row costs. Read column by column: to have them mapped costs several times as much as to ask for them.
 */
final class ContractRows {

    static final Tariff PENDING = TARIFF.as("pending");

    /** The latest promise, in one text, so that it is looked for once: what, until when, given when, 1 while it stands. */
    private static final Field<String> PROMISE = field(select(concat(
                    PROMISED_PAYMENT.AMOUNT,
                    inline(" "),
                    PROMISED_PAYMENT.UNTIL_ON,
                    inline(" "),
                    PROMISED_PAYMENT.GIVEN_ON,
                    when(PROMISED_PAYMENT.ENDED_AT.isNull(), inline(" 1")).otherwise(inline(" 0"))))
            .from(PROMISED_PAYMENT)
            .where(PROMISED_PAYMENT.CONTRACT_ID.eq(CONTRACT.ID))
            .orderBy(PROMISED_PAYMENT.ID.desc())
            .limit(inline(1)));

    /** What a contract has that keeps its tariff and isn't blocked, in the order in which {@link #card} reads it. */
    static final List<Field<?>> PLAIN_FIELDS = List.of(
            CONTRACT.ID,
            CONTRACT.NUMBER,
            CONTRACT.CUSTOMER_ID,
            CONTRACT.TARIFF_ID,
            CONTRACT.SIGNED_ON,
            CONTRACT.PENDING_TARIFF_ID,
            CONTRACT.PENDING_TARIFF_FROM,
            CONTRACT.STATUS,
            CONTRACT.ACTIVATED_AT,
            CONTRACT.ANCHOR_ON,
            CONTRACT.TERMINATED_AT,
            CONTRACT.TERMINATION_REASON,
            CONTRACT.BALANCE,
            CONTRACT.CREDIT_LIMIT,
            CONTRACT.VERSION,
            CUSTOMER.FULL_NAME,
            CUSTOMER.PHONE,
            SIM.ID,
            SIM.ICCID,
            SIM.MSISDN,
            SIM.STATUS,
            TARIFF.NAME,
            TARIFF.FEE,
            TARIFF.PERIOD,
            TARIFF.IS_ACTIVE,
            SUBSCRIPTION.PAID_UNTIL,
            PROMISE,
            CONTRACT.CREATED_AT,
            CONTRACT.UPDATED_AT,
            CONTRACT.UPDATED_BY);

    /** A block, in the order in which {@link #block} reads it. */
    static final List<Field<?>> BLOCK_FIELDS = List.of(
            CONTRACT_BLOCK.REASON,
            CONTRACT_BLOCK.SINCE_AT,
            CONTRACT_BLOCK.UNTIL_ON,
            CONTRACT_BLOCK.NOTE,
            CONTRACT_BLOCK.SET_BY);

    /** The same and what few contracts have besides. */
    static final List<Field<?>> FIELDS = Stream.of(
                    PLAIN_FIELDS,
                    List.of(PENDING.NAME, PENDING.FEE, PENDING.PERIOD, PENDING.IS_ACTIVE, CONTRACT_BLOCK.ID),
                    BLOCK_FIELDS)
            .<Field<?>>flatMap(List::stream)
            .toList();

    private static final Table<?> NAMED = CONTRACT.join(CUSTOMER)
            .on(CUSTOMER.ID.eq(CONTRACT.CUSTOMER_ID))
            .join(TARIFF)
            .on(TARIFF.ID.eq(CONTRACT.TARIFF_ID))
            .leftJoin(SIM)
            .on(SIM.CONTRACT_ID.eq(CONTRACT.ID));

    /** What a contract ties together; one that is suspended has a row for each of its blocks. */
    static final Table<?> TIES = NAMED.leftJoin(PENDING)
            .on(PENDING.ID.eq(CONTRACT.PENDING_TARIFF_ID))
            .leftJoin(CONTRACT_BLOCK)
            .on(CONTRACT_BLOCK.CONTRACT_ID.eq(CONTRACT.ID).and(CONTRACT_BLOCK.LIFTED_AT.isNull()));

    /** Each table of a query costs the database more than all its columns do, so the usual contract is asked for less. */
    static final Table<?> PLAIN_TABLES = withPeriod(NAMED);

    static final Table<?> TABLES = withPeriod(TIES);

    private final ResultSet rows;
    private int column;

    private ContractRows(ResultSet rows) {
        this.rows = rows;
    }

    /** The cards by the ids of their contracts, of {@link #FIELDS}. */
    static Map<Long, ContractCard> read(ResultSet rows) throws SQLException {
        return new ContractRows(rows).cards();
    }

    /** The first card, of {@link #PLAIN_FIELDS}: as if the contract kept its tariff and weren't blocked. */
    static Optional<ContractCard> readPlain(ResultSet rows) throws SQLException {
        return rows.next() ? Optional.of(new ContractRows(rows).card()) : Optional.empty();
    }

    /** Blocks, of {@link #BLOCK_FIELDS}. */
    static List<Block> readBlocks(ResultSet rows) throws SQLException {
        var blocks = new ArrayList<Block>();
        while (rows.next()) {
            blocks.add(new ContractRows(rows).block());
        }
        return blocks;
    }

    private static Table<?> withPeriod(Table<?> contracts) {
        return contracts.leftJoin(SUBSCRIPTION).on(SUBSCRIPTION.CONTRACT_ID.eq(CONTRACT.ID));
    }

    private Map<Long, ContractCard> cards() throws SQLException {
        var cards = new HashMap<Long, ContractCard>();
        var blocks = new TreeMap<Long, Blocked>();
        while (rows.next()) {
            column = 0;
            var card = changing(card());
            cards.put(card.contract().id(), card);
            var block = number();
            if (block > 0) {
                blocks.put(block, new Blocked(card.contract().id(), block()));
            }
        }
        blocks.values()
                .forEach(
                        blocked -> cards.computeIfPresent(blocked.contract(), (_, card) -> card.with(blocked.block())));
        return cards;
    }

    private record Blocked(long contract, Block block) {}

    private ContractCard card() throws SQLException {
        var id = number();
        var number = new ContractNumber(rows.getString(++column));
        var customer = number();
        var tariff = number();
        var signedOn = day(rows.getString(++column));
        var pendingId = number();
        var pendingFrom = date();
        var state = new ContractState(
                ContractStatus.of(rows.getString(++column)), instant(), date(), instant(), termination(), List.of());
        var pending = pendingFrom == null ? null : new PendingTariff(pendingId, pendingFrom);
        var contract = new Contract(
                id,
                number,
                new ContractTerms(customer, tariff, signedOn, pending),
                state,
                new Money(number()),
                new Money(number()),
                number());
        return new ContractCard(
                contract,
                new ContractCard.Party(customer, rows.getString(++column), new Phone(rows.getString(++column))),
                sim(),
                plan(tariff),
                null,
                account(),
                WireInstant.read(rows.getString(++column)),
                WireInstant.read(rows.getString(++column)),
                rows.getString(++column));
    }

    private ContractCard.@Nullable Card sim() throws SQLException {
        var id = number();
        var iccid = rows.getString(++column);
        var msisdn = rows.getString(++column);
        var status = rows.getString(++column);
        return iccid == null
                ? null
                : new ContractCard.Card(
                        id, new Iccid(iccid), msisdn == null ? null : new Msisdn(msisdn), SimStatus.of(status));
    }

    private ContractCard.Plan plan(long id) throws SQLException {
        return new ContractCard.Plan(
                id,
                rows.getString(++column),
                new Money(number()),
                TariffPeriod.of(rows.getString(++column)),
                rows.getBoolean(++column));
    }

    private ContractCard changing(ContractCard card) throws SQLException {
        var pending = card.contract().terms().pendingTariff();
        if (pending == null) {
            column += 4;
            return card;
        }
        return card.with(plan(pending.tariffId()));
    }

    private ContractCard.Account account() throws SQLException {
        var paidUntil = date();
        var promise = rows.getString(++column);
        if (promise == null) {
            return new ContractCard.Account(paidUntil, Money.ZERO, null, null);
        }
        var parts = promise.split(" ", -1);
        var given = day(parts[2]);
        return parts[3].equals("1")
                ? new ContractCard.Account(paidUntil, new Money(Long.parseLong(parts[0])), day(parts[1]), given)
                : new ContractCard.Account(paidUntil, Money.ZERO, null, given);
    }

    private Block block() throws SQLException {
        return new Block(
                BlockReason.of(rows.getString(++column)),
                WireInstant.read(rows.getString(++column)),
                date(),
                rows.getString(++column),
                rows.getString(++column));
    }

    private @Nullable TerminationReason termination() throws SQLException {
        var reason = rows.getString(++column);
        return reason == null ? null : TerminationReason.of(reason);
    }

    /** Zero where there is none, which no id is. */
    private long number() throws SQLException {
        return rows.getLong(++column);
    }

    /** As the database keeps days, 2026-11-26; to have them parsed costs many times as much. */
    private static LocalDate day(String stored) {
        return LocalDate.of(
                Integer.parseInt(stored, 0, 4, 10),
                Integer.parseInt(stored, 5, 7, 10),
                Integer.parseInt(stored, 8, 10, 10));
    }

    private @Nullable LocalDate date() throws SQLException {
        var stored = rows.getString(++column);
        return stored == null ? null : day(stored);
    }

    private @Nullable Instant instant() throws SQLException {
        var stored = rows.getString(++column);
        return stored == null ? null : WireInstant.read(stored);
    }
}
