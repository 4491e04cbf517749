package io.telecomcrm.contracts;

import static io.telecomcrm.contracts.ContractCommand.ACTIVATE;
import static io.telecomcrm.contracts.ContractCommand.BIND_SIM;
import static io.telecomcrm.contracts.ContractCommand.BLOCK;
import static io.telecomcrm.contracts.ContractCommand.CANCEL_TARIFF_CHANGE;
import static io.telecomcrm.contracts.ContractCommand.CHANGE_CUSTOMER;
import static io.telecomcrm.contracts.ContractCommand.CHANGE_NUMBER;
import static io.telecomcrm.contracts.ContractCommand.CHANGE_TARIFF;
import static io.telecomcrm.contracts.ContractCommand.CREDIT_LIMIT;
import static io.telecomcrm.contracts.ContractCommand.DELETE;
import static io.telecomcrm.contracts.ContractCommand.EDIT;
import static io.telecomcrm.contracts.ContractCommand.PROMISE;
import static io.telecomcrm.contracts.ContractCommand.REPLACE_SIM;
import static io.telecomcrm.contracts.ContractCommand.TERMINATE;
import static io.telecomcrm.contracts.ContractCommand.UNBIND_SIM;
import static io.telecomcrm.contracts.ContractCommand.UNBLOCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContractTest {

    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
    private static final PendingTariff PENDING = new PendingTariff(9, TODAY.plusDays(6));

    /** The table of the rules: wherever it is silent the answer is no. */
    private static final Map<ContractStatus, Set<ContractCommand>> TABLE = Map.of(
            ContractStatus.DRAFT,
            Set.of(EDIT, BIND_SIM, UNBIND_SIM, ACTIVATE, DELETE, CREDIT_LIMIT, TERMINATE),
            ContractStatus.ACTIVE,
            Set.of(
                    BLOCK,
                    CHANGE_TARIFF,
                    CANCEL_TARIFF_CHANGE,
                    REPLACE_SIM,
                    CHANGE_NUMBER,
                    CHANGE_CUSTOMER,
                    CREDIT_LIMIT,
                    PROMISE,
                    TERMINATE),
            ContractStatus.SUSPENDED,
            Set.of(
                    BLOCK,
                    UNBLOCK,
                    CHANGE_TARIFF,
                    CANCEL_TARIFF_CHANGE,
                    REPLACE_SIM,
                    CHANGE_NUMBER,
                    CHANGE_CUSTOMER,
                    CREDIT_LIMIT,
                    PROMISE,
                    TERMINATE),
            ContractStatus.TERMINATED,
            Set.of());

    static Stream<Arguments> everyCommandInEveryStatus() {
        return Stream.of(ContractStatus.values())
                .flatMap(status -> Stream.of(ContractCommand.values()).map(command -> Arguments.of(command, status)));
    }

    @ParameterizedTest
    @MethodSource("everyCommandInEveryStatus")
    void startsOnlyWhereTheTableSays(ContractCommand command, ContractStatus status) {
        var contract = contract(status, PENDING);
        var allowed = TABLE.getOrDefault(status, Set.of());

        assertThat(contract.allowed().contains(command)).isEqualTo(allowed.contains(command));
        if (allowed.contains(command)) {
            assertThat(verb(command).apply(contract).id()).isEqualTo(contract.id());
        } else {
            assertThatThrownBy(() -> verb(command).apply(contract)).isInstanceOfSatisfying(Refusal.class, refusal -> {
                assertThat(refusal.code()).isEqualTo("contract_status");
                assertThat(refusal.status()).isEqualTo(status.code());
                assertThat(refusal.subject()).isEqualTo(new Refusal.Subject("contract", contract.id()));
            });
        }
    }

    @Test
    void isSuspendedWhileAnyBlockIsLeft() {
        var active = contract(ContractStatus.ACTIVE, null);
        var lost = active.block(block(BlockReason.LOST_SIM));
        var both = lost.block(block(BlockReason.DEBT));

        assertThat(active.blocks()).isEmpty();
        assertThat(both.status()).isEqualTo(ContractStatus.SUSPENDED);
        assertThat(both.unblock(BlockReason.LOST_SIM).status()).isEqualTo(ContractStatus.SUSPENDED);
        assertThat(both.unblock(BlockReason.LOST_SIM).unblock(BlockReason.DEBT).status())
                .isEqualTo(ContractStatus.ACTIVE);
        assertThat(both.terminate(TerminationReason.OTHER, NOW).blocks()).isEmpty();
    }

    @Test
    void setsAReasonOnceAndLiftsOnlyOneThatIsSet() {
        var lost = contract(ContractStatus.ACTIVE, null).block(block(BlockReason.LOST_SIM));

        assertThatThrownBy(() -> lost.block(block(BlockReason.LOST_SIM)))
                .isInstanceOf(Refusal.class)
                .hasMessage("block_set");
        assertThatThrownBy(() -> lost.unblock(BlockReason.FRAUD))
                .isInstanceOf(Refusal.class)
                .hasMessage("block_not_set");
    }

    @Test
    void cancelsOnlyAChangeOfTariffThatIsPlanned() {
        var contract = contract(ContractStatus.ACTIVE, null);

        assertThat(contract.allowed()).doesNotContain(CANCEL_TARIFF_CHANGE);
        assertThatThrownBy(contract::cancelTariffChange)
                .isInstanceOf(Refusal.class)
                .hasMessage("no_tariff_change");
        assertThat(contract.planTariff(PENDING).cancelTariffChange()).isEqualTo(contract);
    }

    @Test
    void anchorsItsPeriodsOnTheDayItBegins() {
        var active = contract(ContractStatus.DRAFT, null).activate(NOW, TODAY);
        assertThat(active.state().anchorOn()).isEqualTo(TODAY);
        assertThat(active.state().activatedAt()).isEqualTo(NOW);
        assertThat(active.changeTariff(9, null).state().anchorOn()).isEqualTo(TODAY);
        assertThat(active.changeTariff(9, TODAY.plusDays(3)).state().anchorOn()).isEqualTo(TODAY.plusDays(3));
        assertThat(active.changeTariff(9, null).tariffId()).isEqualTo(9);
    }

    @Test
    void dropsAPlannedTariffWithItsEndOrAnImmediateChange() {
        var contract = contract(ContractStatus.ACTIVE, PENDING);
        assertThat(contract.terminate(TerminationReason.CUSTOMER, NOW).terms().pendingTariff())
                .isNull();
        assertThat(contract.changeTariff(8, TODAY).terms().pendingTariff()).isNull();
    }

    private static UnaryOperator<Contract> verb(ContractCommand command) {
        return switch (command) {
            case EDIT -> contract -> contract.edit(new ContractTerms(3, 4, TODAY, null));
            case ACTIVATE -> contract -> contract.activate(NOW, TODAY);
            case BLOCK -> contract -> contract.block(block(BlockReason.FRAUD));
            case UNBLOCK -> contract -> contract.unblock(BlockReason.REGULATORY);
            case TERMINATE -> contract -> contract.terminate(TerminationReason.CUSTOMER, NOW);
            case CHANGE_TARIFF -> contract -> contract.planTariff(PENDING);
            case CANCEL_TARIFF_CHANGE -> Contract::cancelTariffChange;
            case CHANGE_CUSTOMER -> contract -> contract.changeCustomer(7);
            case CREDIT_LIMIT -> contract -> contract.limitCredit(Money.ofRubles(5));
            case PROMISE, BIND_SIM, UNBIND_SIM, DELETE, REPLACE_SIM, CHANGE_NUMBER ->
                contract -> {
                    contract.only(command);
                    return contract;
                };
        };
    }

    private static Block block(BlockReason reason) {
        return new Block(reason, NOW, null, null, "tests");
    }

    private static Contract contract(ContractStatus status, @Nullable PendingTariff pending) {
        var draft = status == ContractStatus.DRAFT;
        var terminated = status == ContractStatus.TERMINATED;
        return new Contract(
                1,
                ContractNumber.of(42),
                new ContractTerms(1, 2, TODAY, draft || terminated ? null : pending),
                new ContractState(
                        status,
                        draft ? null : NOW,
                        draft ? null : TODAY,
                        terminated ? NOW : null,
                        terminated ? TerminationReason.OTHER : null,
                        status == ContractStatus.SUSPENDED ? List.of(block(BlockReason.REGULATORY)) : List.of()),
                Money.ZERO,
                Money.ZERO,
                1);
    }
}
