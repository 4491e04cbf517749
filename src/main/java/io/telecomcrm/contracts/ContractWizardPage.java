package io.telecomcrm.contracts;

import io.telecomcrm.customers.Customer;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.sims.Sim;
import io.telecomcrm.tariffs.Tariff;
import io.telecomcrm.web.Crumb;
import io.telecomcrm.web.Page;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A step of making a contract, and what was chosen so far.
 *
 * @param wizard null before anything was chosen
 * @param step from 1: customer, card, tariff, check
 * @param missing what the customer lacks for the service to begin
 * @param values what stands in the step's form
 * @param lookalikes customers who resemble the one that is being entered, as {@code id → name}
 * @param stock cards to choose from
 * @param isStockCut whether there are more than those
 * @param tariffs those on sale
 * @param compared at most three of them, side by side
 * @param unfinished another contract that was begun and not finished, null for none
 */
public record ContractWizardPage(
        @Nullable ContractWizard wizard,
        int step,
        @Nullable Customer customer,
        List<String> missing,
        @Nullable Sim sim,
        @Nullable Tariff tariff,
        LocalDate today,
        Map<String, String> values,
        Map<String, List<Text>> errors,
        Map<String, String> lookalikes,
        List<ContractCard.Card> stock,
        boolean isStockCut,
        List<Tariff> tariffs,
        List<Tariff> compared,
        @Nullable ContractWizard unfinished) {

    static final int COMPARED = 3;

    static final List<String> STEPS = List.of("customer", "sim", "tariff", "check");

    /** The address of a step; before anything was chosen there is only the first. */
    public String path(String name) {
        return wizard == null ? "/contracts/new" : "/contracts/new/" + wizard.id() + "/" + name;
    }

    public String path() {
        return path(STEPS.get(step - 1));
    }

    public List<Crumb> steps(Page page) {
        var steps = new ArrayList<Crumb>();
        for (var name : STEPS) {
            steps.add(new Crumb(page.t("contract_wizard.step-" + name), path(name)));
        }
        return steps;
    }

    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    /** How the customer may pay as the contract is signed. */
    public Map<String, String> methods(Page page) {
        var methods = new LinkedHashMap<String, String>();
        FirstPayment.METHODS.forEach(method -> methods.put(method, page.t("contract_wizard.first-" + method)));
        methods.put(FirstPayment.NONE, page.t("contract_wizard.first-none"));
        return methods;
    }

    public boolean isNewCustomer() {
        return value("mode").equals("new");
    }

    public @Nullable String error(Page page, String field) {
        return page.error(errors, field);
    }

    public Map<String, String> messages(Page page) {
        var messages = new LinkedHashMap<String, String>();
        errors.keySet()
                .forEach(field -> messages.put(
                        field.equals("customer_id") || field.equals("sim_id") ? field + "_text" : field,
                        Objects.requireNonNull(page.error(errors, field))));
        return messages;
    }

    /** Whether nothing that can be known beforehand keeps the contract from being activated. */
    public boolean isReady() {
        return customer != null
                && missing.isEmpty()
                && sim != null
                && sim.msisdn() != null
                && tariff != null
                && tariff.isActive();
    }

    public boolean isChosen(Tariff other) {
        return tariff != null && tariff.id() == other.id();
    }

    /** Whether more were ticked than fit side by side. */
    public boolean isTooManyCompared() {
        return value("compare").chars().filter(c -> c == ',').count() >= COMPARED;
    }

    public boolean isCompared(Tariff other) {
        return compared.stream().anyMatch(it -> it.id() == other.id());
    }
}
