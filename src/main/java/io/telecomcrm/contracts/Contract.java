package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An agreement with one customer for one line. Each verb checks that it may start from where the contract stands and
 * returns the contract as it becomes.
 *
 * @param version goes up with every change but that of the balance
 */
public record Contract(
        long id,
        ContractNumber number,
        ContractTerms terms,
        ContractState state,
        Money balance,
        Money creditLimit,
        long version) {

    public ContractStatus status() {
        return state.status();
    }

    public long customerId() {
        return terms.customerId();
    }

    public long tariffId() {
        return terms.tariffId();
    }

    /** The active blocks. */
    public List<Block> blocks() {
        return state.blocks();
    }

    public Optional<Block> block(BlockReason reason) {
        for (var block : blocks()) {
            if (block.reason() == reason) {
                return Optional.of(block);
            }
        }
        return Optional.empty();
    }

    /** Whether service is owed for: the contract was activated and not terminated. */
    public boolean isInService() {
        return status() == ContractStatus.ACTIVE || status() == ContractStatus.SUSPENDED;
    }

    /** The commands that may start from here, whoever gives them. */
    public List<ContractCommand> allowed() {
        var allowed = ContractCommand.from(status());
        if (terms.pendingTariff() != null) {
            return allowed;
        }
        var withoutChange = new ArrayList<>(allowed);
        withoutChange.remove(ContractCommand.CANCEL_TARIFF_CHANGE);
        return withoutChange;
    }

    /** A refusal that tells where the contract stands; what may be done instead, {@link ContractMoves} tells. */
    Refusal refusal(String code, Object... args) {
        return refusal(new Text(code, args));
    }

    Refusal refusal(Text text) {
        return refusal(text, List.of());
    }

    /** @param fields what lacks, as it is called on the wire */
    Refusal refusal(Text text, List<String> fields) {
        return new Refusal(text, status().code(), new Refusal.Subject("contract", id), fields);
    }

    /** Money is owed, or service is denied for it. */
    boolean isInDebt() {
        return balance.isNegative() || block(BlockReason.DEBT).isPresent();
    }

    void only(ContractCommand command) {
        if (!command.startsFrom(status())) {
            throw refusal("contract_status", number.value(), status().text());
        }
    }

    Contract edit(ContractTerms agreed) {
        only(ContractCommand.EDIT);
        return with(agreed);
    }

    Contract activate(Instant now, LocalDate today) {
        only(ContractCommand.ACTIVATE);
        return with(new ContractState(ContractStatus.ACTIVE, now, today, null, null, List.of()));
    }

    Contract block(Block block) {
        only(ContractCommand.BLOCK);
        if (block(block.reason()).isPresent()) {
            throw refusal("block_set", block.reason().text());
        }
        var blocks = new ArrayList<>(blocks());
        blocks.add(block);
        return with(state.serving(blocks));
    }

    Contract unblock(BlockReason reason) {
        only(ContractCommand.UNBLOCK);
        if (block(reason).isEmpty()) {
            throw refusal("block_not_set", reason.text());
        }
        return with(state.serving(
                blocks().stream().filter(block -> block.reason() != reason).toList()));
    }

    Contract terminate(TerminationReason reason, Instant now) {
        only(ContractCommand.TERMINATE);
        return with(terms.withPending(null))
                .with(new ContractState(
                        ContractStatus.TERMINATED, state.activatedAt(), state.anchorOn(), now, reason, List.of()));
    }

    Contract planTariff(PendingTariff pending) {
        only(ContractCommand.CHANGE_TARIFF);
        return with(terms.withPending(pending));
    }

    Contract cancelTariffChange() {
        only(ContractCommand.CANCEL_TARIFF_CHANGE);
        if (terms.pendingTariff() == null) {
            throw refusal("no_tariff_change");
        }
        return with(terms.withPending(null));
    }

    /** @param anchor the day from which periods are counted anew; null where they run on */
    Contract changeTariff(long tariff, @Nullable LocalDate anchor) {
        only(ContractCommand.CHANGE_TARIFF);
        var changed = with(terms.withTariff(tariff));
        return anchor == null ? changed : changed.startPeriod(anchor);
    }

    Contract changeCustomer(long customer) {
        only(ContractCommand.CHANGE_CUSTOMER);
        return with(terms.ofCustomer(customer));
    }

    Contract limitCredit(Money limit) {
        only(ContractCommand.CREDIT_LIMIT);
        return new Contract(id, number, terms, state, balance, limit, version);
    }

    Contract startPeriod(LocalDate day) {
        return with(state.anchoredOn(day));
    }

    Contract withBlocks(List<Block> active) {
        return with(new ContractState(
                status(),
                state.activatedAt(),
                state.anchorOn(),
                state.terminatedAt(),
                state.terminationReason(),
                active));
    }

    private Contract with(ContractTerms agreed) {
        return new Contract(id, number, agreed, state, balance, creditLimit, version);
    }

    private Contract with(ContractState became) {
        return new Contract(id, number, terms, became, balance, creditLimit, version);
    }
}
