package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.tariffs.Tariff;
import io.telecomcrm.tariffs.TariffWords;
import io.telecomcrm.web.Page;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A contract as its card shows it.
 *
 * @param moves what could be done to it, and what keeps the one who looks from some of it
 * @param missing what the customer lacks for the service to begin; of a draft only
 * @param tariff as it is now
 * @param tariffs those the contract may change to, for whoever may change it
 * @param backOnChange what comes back for unused days if the tariff changes today
 * @param backAtEnd what comes back for them if the contract ends today
 * @param quarantineDays how long its number rests after it
 * @param tab the open one
 * @param failed the command that was refused; its dialog opens again and says why
 */
public record ContractCardPage(
        ContractCard card,
        List<ContractMove> moves,
        List<String> missing,
        Tariff tariff,
        List<Tariff> tariffs,
        BillingForecast.@Nullable Charge nextCharge,
        @Nullable Money toUnblock,
        Money backOnChange,
        Money backAtEnd,
        int quarantineDays,
        String tab,
        LocalDate today,
        @Nullable Dialog failed) {

    /** A dialog that was sent: what stood in it, and what is wrong. */
    public record Dialog(String id, Map<String, String> values, Map<String, List<Text>> errors) {}

    public Contract contract() {
        return card.contract();
    }

    public String path() {
        return "/contracts/" + contract().id();
    }

    public boolean can(String command) {
        return moves.stream()
                .anyMatch(move -> move.isPossible() && move.command().code().equals(command));
    }

    /** Why a command can't be given now; null where it can, or where it makes no sense at all. */
    public @Nullable Text obstacle(String command) {
        return moves.stream()
                .filter(move -> move.command().code().equals(command))
                .map(ContractMove::obstacle)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    public boolean isOpen(String dialog) {
        return failed != null && failed.id().equals(dialog);
    }

    /** Whether the refused command makes no sense any more, so that its dialog isn't there to say why. */
    public boolean isRefusedElsewhere(Page page) {
        if (failed == null) {
            return false;
        }
        var id = failed.id();
        if (id.startsWith("unblock-")) {
            return contract().blocks().stream()
                    .noneMatch(block -> id.equals("unblock-" + block.reason().code()) && mayLift(page, block));
        }
        return !can(
                switch (id) {
                    case "tariff" -> "change_tariff";
                    case "cancel-tariff" -> "cancel_tariff_change";
                    case "sim" -> "replace_sim";
                    case "number" -> "change_number";
                    case "customer" -> "change_customer";
                    case "credit" -> "credit_limit";
                    default -> id;
                });
    }

    public String value(String dialog, String field, String otherwise) {
        return failed != null && failed.id().equals(dialog)
                ? failed.values().getOrDefault(field, otherwise)
                : otherwise;
    }

    public @Nullable String error(Page page, String dialog, String field) {
        return failed != null && failed.id().equals(dialog) ? page.error(failed.errors(), field) : null;
    }

    /** The states in the order of a contract's life. */
    public List<ContractStatus> line() {
        return List.of(ContractStatus.values());
    }

    /** Whether it has been in a state, as far as the state it is in tells. */
    public boolean isPast(ContractStatus status) {
        var now = contract().status();
        return switch (status) {
            case DRAFT -> now != ContractStatus.DRAFT;
            case ACTIVE ->
                now != ContractStatus.DRAFT
                        && now != ContractStatus.ACTIVE
                        && contract().state().activatedAt() != null;
            case SUSPENDED, TERMINATED -> false;
        };
    }

    public boolean isDraft() {
        return contract().status() == ContractStatus.DRAFT;
    }

    /** The reasons for which the visitor may block it now. */
    public Map<String, String> blockReasons(Page page) {
        var reasons = new LinkedHashMap<String, String>();
        ContractMoves.openBlocks(contract(), page.actor())
                .forEach(reason -> reasons.put(reason.code(), page.t(reason.text())));
        return reasons;
    }

    public boolean mayLift(Page page, Block block) {
        return block.reason().isOpenTo(page.actor());
    }

    public Map<String, String> terminationReasons(Page page) {
        var reasons = new LinkedHashMap<String, String>();
        for (var reason : TerminationReason.values()) {
            reasons.put(reason.code(), page.t(reason.text()));
        }
        return reasons;
    }

    public Map<String, String> replacementReasons(Page page) {
        var reasons = new LinkedHashMap<String, String>();
        for (var reason : ReplacementReason.values()) {
            reasons.put(reason.code(), page.t(reason.text()));
        }
        return reasons;
    }

    /** What the activation brings with it. */
    public List<String> beginnings(Page page) {
        var beginnings = new ArrayList<String>();
        var sim = card.sim();
        beginnings.add(customer(page));
        if (sim != null && sim.msisdn() != null) {
            beginnings.add(page.t("contracts.activate-number", sim.msisdn().display()));
        }
        var fee = card.tariff().fee();
        beginnings.add(page.t(
                "contracts.activate-fee",
                TariffWords.fee(page, fee, card.tariff().period())));
        if (!fee.isZero()) {
            beginnings.add(page.t(
                    "contracts.activate-charge",
                    fee.display(),
                    contract().balance().display()));
        }
        var lacks = lacking(fee, Money.ZERO);
        if (lacks != null) {
            beginnings.add(page.t("contracts.activate-lacks", lacks.display()));
        }
        beginnings.add(page.t("contracts.activate-paper"));
        return beginnings;
    }

    /** What a change of tariff today brings with it. */
    public List<String> changes(Page page) {
        var changes = new ArrayList<String>();
        changes.add(customer(page));
        changes.add(page.t(
                contract().status() == ContractStatus.ACTIVE
                        ? "contracts.tariff-charge"
                        : "contracts.tariff-charge-later",
                contract().balance().display()));
        if (isDueBy(today.minusDays(1))) {
            changes.add(page.t("contracts.due-first"));
        } else if (!backOnChange.isZero()) {
            changes.add(page.t("contracts.tariff-unused", backOnChange.display()));
        }
        return changes;
    }

    /** What the balance lacks for another tariff to begin today; null where it suffices or isn't known, or nothing is charged today. */
    public @Nullable Money lackingFor(Tariff next) {
        return contract().status() == ContractStatus.ACTIVE && !isDueBy(today.minusDays(1))
                ? lacking(next.fee(), backOnChange)
                : null;
    }

    /** Whether a command would charge first what no run has come to. */
    private boolean isDueBy(LocalDate day) {
        var paidUntil = card.account().paidUntil();
        return contract().status() == ContractStatus.ACTIVE && paidUntil != null && !paidUntil.isAfter(day);
    }

    private @Nullable Money lacking(Money fee, Money back) {
        var lacks = fee.minus(contract().balance()).minus(back).minus(card.creditOn(today));
        return fee.isZero() || lacks.isZero() || lacks.isNegative() ? null : lacks;
    }

    private String customer(Page page) {
        return page.t("contracts.whose", card.customer().fullName());
    }

    /** What the end of the contract brings with it. */
    public List<String> endings(Page page) {
        var endings = new ArrayList<String>();
        var sim = card.sim();
        endings.add(customer(page));
        if (isDraft()) {
            endings.add(page.t("contracts.end-draft"));
            return endings;
        }
        if (sim != null && sim.msisdn() != null) {
            endings.add(page.t("contracts.end-number", sim.msisdn().display(), quarantineDays));
        }
        endings.add(page.t("contracts.end-sim"));
        if (contract().terms().pendingTariff() != null) {
            endings.add(page.t("contracts.end-pending"));
        }
        if (isDueBy(today)) {
            endings.add(page.t("contracts.due-first"));
            return endings;
        }
        if (!backAtEnd.isZero()) {
            endings.add(page.t("contracts.end-unused", backAtEnd.display()));
        }
        var left = contract().balance().plus(backAtEnd);
        if (left.isZero()) {
            endings.add(page.t("contracts.end-nothing"));
        } else {
            endings.add(
                    left.isNegative()
                            ? page.t("contracts.end-debt", left.negated().display())
                            : page.t("contracts.end-balance", left.display()));
        }
        return endings;
    }
}
