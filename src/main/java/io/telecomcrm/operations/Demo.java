package io.telecomcrm.operations;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.SIM;
import static io.telecomcrmdb.Tables.USER_ACCOUNT;

import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.customers.Customers;
import io.telecomcrm.database.Dialect;
import io.telecomcrm.gateway.Reviews;
import io.telecomcrm.kernel.Command;
import io.telecomcrm.kernel.Keys;
import io.telecomcrm.notices.Notices;
import io.telecomcrm.payments.Payments;
import io.telecomcrm.sims.Sims;
import io.telecomcrm.tariffs.Tariffs;
import io.telecomcrm.tickets.Tickets;
import io.telecomcrm.users.Users;
import java.util.ArrayList;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jooq.DSLContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Customers who don't exist and staff to serve them, for trying the product out: {@code --demo=50000} fills an empty
 * database. The same number gives the same customers on the same day.
 */
@Component
@SuppressWarnings("SystemOut")
class Demo implements Command {

    private static final long SEED = 20_260_101;
    /** Those of the contracts, and a stock. */
    private static final double SIMS_PER_CUSTOMER = 1;

    private static final double CONTRACTS_PER_CUSTOMER = 0.95;
    private static final double TICKETS_PER_CUSTOMER = 0.3;
    private static final int MOST = 10_000_000;
    private static final int MANY = 10_000;
    private static final int SHORTEST_PASSWORD = 8;
    private static final int LONGEST_PASSWORD = 128;

    private final Customers customers;
    private final Tariffs tariffs;
    private final Sims sims;
    private final Contracts contracts;
    private final Payments payments;
    private final Tickets tickets;
    private final Reviews reviews;
    private final Notices notices;
    private final Users users;
    private final DSLContext db;
    private final TransactionTemplate transactions;
    private final Environment environment;

    Demo(
            Customers customers,
            Tariffs tariffs,
            Sims sims,
            Contracts contracts,
            Payments payments,
            Tickets tickets,
            Reviews reviews,
            Notices notices,
            Users users,
            DSLContext db,
            TransactionTemplate transactions,
            Environment environment) {
        this.customers = customers;
        this.tariffs = tariffs;
        this.sims = sims;
        this.contracts = contracts;
        this.payments = payments;
        this.tickets = tickets;
        this.reviews = reviews;
        this.notices = notices;
        this.users = users;
        this.db = db;
        this.transactions = transactions;
        this.environment = environment;
    }

    @Override
    public String option() {
        return "demo";
    }

    /** Production gets customers, to measure it, but no users whose names everybody knows. */
    @Override
    public int run(String value) {
        if (!value.matches("[1-9][0-9]{0,7}") || Integer.parseInt(value) > MOST) {
            System.out.println("--demo takes how many customers to make, 1 to " + MOST + ": --demo=50000");
            return 2;
        }
        if (hasCustomers()) {
            System.out.println("The database has customers already; nothing was added. --demo fills an empty one.");
            return 1;
        }
        // the staff first, for the tickets are theirs
        if (!environment.acceptsProfiles(Profiles.of("prod")) && !hasUsers()) {
            employ();
        }
        fill(Integer.parseInt(value));
        return 0;
    }

    boolean hasCustomers() {
        return db.fetchExists(CUSTOMER);
    }

    boolean hasUsers() {
        return db.fetchExists(USER_ACCOUNT);
    }

    /** All or nothing. What is written again when contracts and payments come gets its indexes once, after that. */
    void fill(int count) {
        transactions.executeWithoutResult(_ -> {
            var indexes = new ArrayList<String>();
            if (count >= MANY) {
                indexes.addAll(Dialect.of(db).dropIndexes(db, CUSTOMER.getName()));
                indexes.addAll(Dialect.of(db).dropIndexes(db, SIM.getName()));
                indexes.addAll(Dialect.of(db).dropIndexes(db, CONTRACT.getName()));
            }
            make("customers", count, told -> customers.demo(count, SEED, told));
            tariffs.demo();
            var cards = Math.round(count * SIMS_PER_CUSTOMER);
            make("SIM cards", cards, told -> sims.demo(cards, SEED, told));
            var signed = Math.max(1, Math.round(count * CONTRACTS_PER_CUSTOMER));
            make("contracts", signed, told -> contracts.demo(signed, SEED, told));
            make("ledgers", signed, told -> payments.demo(SEED, told));
            indexes.forEach(db::execute);
            var asked = Math.round(count * TICKETS_PER_CUSTOMER);
            make("tickets", asked, told -> tickets.demo(asked, SEED, told));
            reviews.demo();
            notices.demo();
        });
        if (count >= MANY) {
            db.execute("analyze");
        }
    }

    private static void make(String what, long count, Consumer<LongConsumer> demo) {
        var progress = new Progress(what, count);
        demo.accept(progress::reached);
        progress.end();
    }

    /** A user for each role. Their password is the one asked for, else a random one, which is told only here. */
    void employ() {
        var wanted = environment.getProperty("DEMO_PASSWORD", "");
        if (!wanted.isEmpty() && (wanted.length() < SHORTEST_PASSWORD || wanted.length() > LONGEST_PASSWORD)) {
            throw new IllegalStateException(
                    "DEMO_PASSWORD must have %d to %d characters".formatted(SHORTEST_PASSWORD, LONGEST_PASSWORD));
        }
        var password = wanted.isEmpty() ? Keys.random(9) : wanted;
        users.seedDemoUsers(password);
        System.out.printf("""

                ================================================================
                  Demonstration users: admin, supervisor, operator, employee
                  Password of each:    %s
                ================================================================

                """, wanted.isEmpty() ? password : "as DEMO_PASSWORD says");
    }

    /** Tells now and then how far it is. */
    private static final class Progress {

        private static final int STEPS = 20;

        private final String what;
        private final long count;
        private final long began = System.nanoTime();
        private long told;

        Progress(String what, long count) {
            this.what = what;
            this.count = count;
        }

        void reached(long done) {
            if (done - told >= Math.max(1000, count / STEPS)) {
                told = done;
                System.out.printf("%,d of %,d %s, %d %%%n", done, count, what, done * 100 / count);
            }
        }

        void end() {
            var seconds = (System.nanoTime() - began) / 1_000_000_000.0;
            System.out.printf("%,d demonstration %s made in %.1f s%n", count, what, seconds);
        }
    }
}
