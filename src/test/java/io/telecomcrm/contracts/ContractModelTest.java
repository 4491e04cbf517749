package io.telecomcrm.contracts;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CONTRACT_BLOCK;
import static io.telecomcrmdb.Tables.CONTRACT_HISTORY;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.SIM;
import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.IntegrationTest;
import io.telecomcrm.customers.CustomerStatus;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Msisdn;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.sims.Sim;
import io.telecomcrm.sims.SimStatus;
import io.telecomcrm.sims.Sims;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.BeforeTry;
import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestContextManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Random commands at a contract on the real database, beside a model that knows only the table of the rules: what it
 * forbids is refused, what it allows is done, and after each step the database holds together.
 */
@IntegrationTest
@Tag("integration")
class ContractModelTest {

    @Autowired
    Contracts contracts;

    @Autowired
    Sims sims;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transactions;

    /** What the rules say of the contract. */
    private static final class Model {
        ContractStatus status = ContractStatus.DRAFT;
        final Set<BlockReason> blocks = EnumSet.noneOf(BlockReason.class);
        boolean hasSim = true;
        boolean hasPlan;
        int history = 1;

        boolean inService() {
            return status == ContractStatus.ACTIVE || status == ContractStatus.SUSPENDED;
        }

        void settle() {
            status = blocks.isEmpty() ? ContractStatus.ACTIVE : ContractStatus.SUSPENDED;
        }
    }

    private record Command(ContractCommand what, BlockReason reason, boolean now) {}

    @BeforeTry
    void wire() throws Exception {
        new TestContextManager(ContractModelTest.class).prepareTestInstance(this);
    }

    @Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
    void neverLeavesTheTableOfTheRules(@ForAll("commands") List<Command> commands) {
        var samples = new SampleContracts(db, transactions, contracts);
        var customer = samples.customer();
        var id = samples.draft(customer);
        var model = new Model();
        for (var command : commands) {
            var allowed = isAllowed(model, command);
            var version = db.fetchValue(CONTRACT.VERSION, CONTRACT.ID.eq(id));
            try {
                give(samples, id, command);
                assertThat(allowed)
                        .as("%s in %s was accepted", command, model.status)
                        .isTrue();
                follow(model, command);
                assertThat(db.fetchValue(CONTRACT.VERSION, CONTRACT.ID.eq(id))).isGreaterThan(version);
            } catch (Refusal refusal) {
                assertThat(allowed)
                        .as("%s in %s was refused: %s", command, model.status, refusal.code())
                        .isFalse();
                assertThat(db.fetchValue(CONTRACT.VERSION, CONTRACT.ID.eq(id))).isEqualTo(version);
            }
            check(id, customer, model);
        }
    }

    private static boolean isAllowed(Model model, Command command) {
        return switch (command.what()) {
            case EDIT, DELETE -> model.status == ContractStatus.DRAFT;
            case BIND_SIM -> model.status == ContractStatus.DRAFT && !model.hasSim;
            case UNBIND_SIM, ACTIVATE -> model.status == ContractStatus.DRAFT && model.hasSim;
            case BLOCK ->
                model.inService() && command.reason() != BlockReason.DEBT && !model.blocks.contains(command.reason());
            case UNBLOCK ->
                model.status == ContractStatus.SUSPENDED
                        && command.reason() != BlockReason.DEBT
                        && model.blocks.contains(command.reason());
            case TERMINATE -> model.status != ContractStatus.TERMINATED;
            case CHANGE_TARIFF -> model.inService() && (command.now() || !model.hasPlan);
            case CANCEL_TARIFF_CHANGE -> model.inService() && model.hasPlan;
            case REPLACE_SIM, CHANGE_NUMBER, CHANGE_CUSTOMER -> model.inService();
            case CREDIT_LIMIT -> model.status != ContractStatus.TERMINATED;
            // not in the first thirty days
            case PROMISE -> false;
        };
    }

    private static void follow(Model model, Command command) {
        model.history++;
        switch (command.what()) {
            case BIND_SIM -> model.hasSim = true;
            case UNBIND_SIM -> model.hasSim = false;
            case ACTIVATE -> model.status = ContractStatus.ACTIVE;
            case BLOCK -> {
                model.blocks.add(command.reason());
                model.settle();
            }
            case UNBLOCK -> {
                model.blocks.remove(command.reason());
                model.settle();
            }
            case TERMINATE -> {
                model.hasSim = model.status != ContractStatus.DRAFT;
                model.status = ContractStatus.TERMINATED;
                model.blocks.clear();
                model.hasPlan = false;
            }
            case CHANGE_TARIFF -> model.hasPlan = !command.now();
            case CANCEL_TARIFF_CHANGE -> model.hasPlan = false;
            case REPLACE_SIM -> {
                if (model.blocks.remove(BlockReason.LOST_SIM)) {
                    model.history++;
                    model.settle();
                }
            }
            case EDIT, DELETE, CHANGE_NUMBER, CHANGE_CUSTOMER, CREDIT_LIMIT, PROMISE -> {}
        }
    }

    private void give(SampleContracts samples, long id, Command command) {
        SampleContracts.as(() -> switch (command.what()) {
            case EDIT ->
                contracts.edit(
                        id,
                        null,
                        was -> new ContractDetails(
                                was.customerId(),
                                was.simId(),
                                was.tariffId(),
                                was.signedOn().plusDays(1)));
            case BIND_SIM -> contracts.bindSim(id, samples.sim(), null);
            case UNBIND_SIM -> {
                var sim = sims.ofContract(id).map(Sim::id).orElseGet(samples::sim);
                contracts.unbindSim(sim, null);
                yield contracts.get(id);
            }
            case ACTIVATE -> contracts.activate(id, null);
            case DELETE -> throw new IllegalStateException("not here");
            case BLOCK -> contracts.block(id, null, command.reason(), null, null);
            case UNBLOCK -> contracts.unblock(id, null, command.reason());
            case TERMINATE -> contracts.terminate(id, null, TerminationReason.CUSTOMER, null);
            case CHANGE_TARIFF ->
                contracts.changeTariff(
                        id,
                        null,
                        samples.tariff(),
                        command.now() ? TariffChangeTime.NOW : TariffChangeTime.NEXT_PERIOD);
            case CANCEL_TARIFF_CHANGE -> contracts.cancelTariffChange(id, null);
            case REPLACE_SIM -> contracts.replaceSim(id, null, samples.sim(), ReplacementReason.DAMAGED);
            case CHANGE_NUMBER -> contracts.changeNumber(id, null, new Msisdn(SampleContracts.msisdn()));
            case CHANGE_CUSTOMER -> contracts.changeCustomer(id, null, samples.customer());
            case CREDIT_LIMIT -> {
                var limit = contracts.get(id).creditLimit();
                yield contracts.limitCredit(id, null, limit.plus(Money.ofRubles(1)));
            }
            case PROMISE -> contracts.promise(id, null, Money.ofRubles(100));
        });
    }

    private void check(long id, long first, Model model) {
        var contract = SampleContracts.as(() -> contracts.get(id));
        var active = db.select(CONTRACT_BLOCK.REASON)
                .from(CONTRACT_BLOCK)
                .where(CONTRACT_BLOCK.CONTRACT_ID.eq(id), CONTRACT_BLOCK.LIFTED_AT.isNull())
                .fetchSet(CONTRACT_BLOCK.REASON);
        assertThat(contract.status()).isEqualTo(model.status);
        assertThat(active).isEqualTo(model.blocks);
        assertThat(contract.status() == ContractStatus.SUSPENDED).isEqualTo(!active.isEmpty());
        assertThat(contract.terms().pendingTariff() != null).isEqualTo(model.hasPlan);

        var cards =
                db.select(SIM.STATUS).from(SIM).where(SIM.CONTRACT_ID.eq(id)).fetch(SIM.STATUS);
        assertThat(cards).hasSize(model.hasSim ? 1 : 0);
        if (model.hasSim) {
            assertThat(cards.getFirst())
                    .isEqualTo(
                            switch (model.status) {
                                case DRAFT -> SimStatus.FREE;
                                case ACTIVE -> SimStatus.ACTIVE;
                                case SUSPENDED -> SimStatus.BLOCKED;
                                case TERMINATED -> SimStatus.CLOSED;
                            });
        }
        assertThat(db.fetchCount(CONTRACT_HISTORY, CONTRACT_HISTORY.CONTRACT_ID.eq(id)))
                .isEqualTo(model.history);
        assertThat(lastStatusInHistory(id)).isEqualTo(model.status);
        assertThat(db.fetchValue(CUSTOMER.STATUS, CUSTOMER.ID.eq(contract.customerId())))
                .isEqualTo(
                        switch (model.status) {
                            case DRAFT -> CustomerStatus.NEW;
                            case ACTIVE -> CustomerStatus.ACTIVE;
                            case SUSPENDED -> CustomerStatus.BLOCKED;
                            case TERMINATED -> CustomerStatus.FORMER;
                        });
        if (contract.customerId() != first) {
            assertThat(db.fetchValue(CUSTOMER.STATUS, CUSTOMER.ID.eq(first))).isEqualTo(CustomerStatus.NEW);
        }
    }

    private ContractStatus lastStatusInHistory(long id) {
        var moves = db.select(CONTRACT_HISTORY.STATUS_TO)
                .from(CONTRACT_HISTORY)
                .where(CONTRACT_HISTORY.CONTRACT_ID.eq(id), CONTRACT_HISTORY.STATUS_TO.isNotNull())
                .orderBy(CONTRACT_HISTORY.ID)
                .fetch(CONTRACT_HISTORY.STATUS_TO);
        return moves.isEmpty() ? ContractStatus.DRAFT : Objects.requireNonNull(moves.getLast());
    }

    @Provide
    Arbitrary<List<Command>> commands() {
        var what = Arbitraries.of(ContractCommand.class).filter(command -> command != ContractCommand.DELETE);
        var alive = Arbitraries.frequencyOf(
                Tuple.of(9, what.filter(command -> command != ContractCommand.TERMINATE)), Tuple.of(1, what));
        return Combinators.combine(alive, Arbitraries.of(BlockReason.class), Arbitraries.of(true, false))
                .as(Command::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(25);
    }
}
