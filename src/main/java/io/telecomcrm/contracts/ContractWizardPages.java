package io.telecomcrm.contracts;

import io.telecomcrm.customers.Customer;
import io.telecomcrm.customers.CustomerInput;
import io.telecomcrm.customers.Customers;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Duplicate;
import io.telecomcrm.kernel.Forbidden;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Merged;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.sims.Sim;
import io.telecomcrm.sims.Sims;
import io.telecomcrm.tariffs.Tariff;
import io.telecomcrm.tariffs.Tariffs;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Toast;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The four steps that make a contract: whose, which card, which tariff, check and sign. What was chosen lies on the
 * server, so each step has an address, and going back loses nothing. Nothing is held back until the last step.
 */
@Controller
class ContractWizardPages {

    private static final int STOCK = 24;
    private static final String TAKE_PAYMENTS = "payments.take";

    /** The boxes of a new customer, who needs no more to be served. */
    private static final List<String> NEW_CUSTOMER = List.of(
            "kind",
            "last_name",
            "first_name",
            "middle_name",
            "birth_date",
            "company_name",
            "inn",
            "phone",
            "passport",
            "passport_issued_by",
            "passport_issued_on");

    private final ContractWizards wizards;
    private final Contracts contracts;
    private final ContractChoices choices;
    private final Customers customers;
    private final CustomerInput customerInput;
    private final Sims sims;
    private final Tariffs tariffs;

    ContractWizardPages(
            ContractWizards wizards,
            Contracts contracts,
            ContractChoices choices,
            Customers customers,
            CustomerInput customerInput,
            Sims sims,
            Tariffs tariffs) {
        this.wizards = wizards;
        this.contracts = contracts;
        this.choices = choices;
        this.customers = customers;
        this.customerInput = customerInput;
        this.sims = sims;
        this.tariffs = tariffs;
    }

    /** The first step before anything is chosen; a customer or a card may be named by whoever leads here. */
    @GetMapping("/contracts/new")
    @Needs(Contracts.EDIT)
    ModelAndView start(
            @RequestParam(defaultValue = "") String customer,
            @RequestParam(name = "sim", defaultValue = "") String sim) {
        var values = new LinkedHashMap<String, String>();
        values.put("mode", "find");
        values.put("kind", "person");
        values.put("sim", id(sim).map(String::valueOf).orElse(""));
        id(customer).flatMap(this::customer).ifPresent(found -> ContractChoices.pick(values, found));
        return show(null, 1, values, Map.of(), Map.of(), HttpStatus.OK);
    }

    @PostMapping("/contracts/new")
    @Needs(Contracts.EDIT)
    Object begin(Fields sent) {
        return chooseCustomer(null, sent);
    }

    @GetMapping("/contracts/new/{wizard}/customer")
    @Needs(Contracts.EDIT)
    Object customerStep(
            @PathVariable String wizard, @RequestParam(name = "customer", defaultValue = "") String customer) {
        var made = wizards.get(wizard);
        var values = new LinkedHashMap<String, String>();
        values.put("mode", "find");
        values.put("kind", "person");
        id(customer)
                .or(() -> Optional.ofNullable(made.customerId()))
                .flatMap(this::customer)
                .ifPresent(found -> ContractChoices.pick(values, found));
        return step(made, 1, values);
    }

    @PostMapping("/contracts/new/{wizard}/customer")
    @Needs(Contracts.EDIT)
    Object customerStep(@PathVariable String wizard, Fields sent) {
        return chooseCustomer(wizards.get(wizard), sent);
    }

    @GetMapping("/contracts/new/{wizard}/sim")
    @Needs(Contracts.EDIT)
    Object simStep(
            @PathVariable String wizard,
            @RequestParam(defaultValue = "") String q,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        var made = wizards.get(wizard);
        if (htmx != null) {
            return new ModelAndView(
                    "contracts/wizard-stock", Map.of("wizard", page(made, 2, Map.of("q", q), Map.of(), Map.of())));
        }
        return step(made, 2, Map.of("q", q));
    }

    /** A scanner types the number of the card and presses Enter; a person picks from the list. */
    @PostMapping("/contracts/new/{wizard}/sim")
    @Needs(Contracts.EDIT)
    Object simStep(@PathVariable String wizard, Fields sent) {
        var made = wizards.get(wizard);
        if (sent.has("later")) {
            wizards.choose(wizard, it -> it.withSim(null));
            return to(made, "tariff");
        }
        var typed = sent.raw("q").strip();
        var scanned = Fields.typed(Map.of("sim_id", sent.raw("sim_id"), "sim_id_text", typed));
        var sim = choices.sim(scanned, "sim_id");
        if (sim == null) {
            return show(
                    made,
                    2,
                    Map.of("q", typed),
                    Map.of("q", scanned.errors().getOrDefault("sim_id", List.of())),
                    Map.of(),
                    HttpStatus.UNPROCESSABLE_CONTENT);
        }
        if (!sim.isInStock()) {
            return show(made, 2, Map.of("q", ""), Map.of("q", List.of(taken(sim))), Map.of(), HttpStatus.CONFLICT);
        }
        wizards.choose(wizard, it -> it.withSim(sim.id()));
        return to(made, "tariff");
    }

    /** By htmx only the comparison changes. */
    @GetMapping("/contracts/new/{wizard}/tariff")
    @Needs(Contracts.EDIT)
    Object tariffStep(
            @PathVariable String wizard,
            @RequestParam(name = "compare", required = false) @Nullable List<String> compare,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        var made = wizards.get(wizard);
        var values = Map.of("compare", compare == null ? "" : String.join(",", compare));
        if (htmx != null) {
            return new ModelAndView(
                    "contracts/wizard-compare", Map.of("wizard", page(made, 3, values, Map.of(), Map.of())));
        }
        return step(made, 3, values);
    }

    @PostMapping("/contracts/new/{wizard}/tariff")
    @Needs(Contracts.EDIT)
    Object tariffStep(@PathVariable String wizard, Fields sent) {
        var made = wizards.get(wizard);
        var chosen = id(sent.raw("tariff_id")).flatMap(id -> known(id, tariffs::get));
        if (chosen.isEmpty() || !chosen.get().isActive()) {
            var error = chosen.isEmpty()
                    ? new Text("contract_wizard.choose-tariff")
                    : new Text("tariff_archived", chosen.get().name());
            return show(
                    made, 3, Map.of(), Map.of("tariff_id", List.of(error)), Map.of(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
        wizards.choose(wizard, it -> it.withTariff(chosen.get().id()));
        return to(made, "check");
    }

    @GetMapping("/contracts/new/{wizard}/check")
    @Needs(Contracts.EDIT)
    Object check(@PathVariable String wizard) {
        return step(wizards.get(wizard), 4, Map.of());
    }

    /** Signs. Clicked twice, it leads to the same contract. */
    @PostMapping("/contracts/new/{wizard}/check")
    @Needs(Contracts.EDIT)
    Object finish(@PathVariable String wizard, Fields sent, HttpServletResponse response) {
        var made = wizards.get(wizard);
        if (made.contractId() != null) {
            return to(made.contractId());
        }
        var values = new HashMap<String, String>();
        for (var field : List.of("signed_on", "first_method", "first_amount", "first_sure")) {
            values.put(field, sent.raw(field));
        }
        var activate = sent.raw("activate").equals("true");
        var signedOn = sent.date("signed_on");
        var payment = activate ? firstPayment(made, sent) : null;
        if (payment != null && isDoubted(payment, sent)) {
            sent.reject(
                    "first_amount",
                    "contract_wizard.payment-doubted",
                    payment.amount().display());
            values.put("first_sure", payment.amount().wire());
        }
        if (!sent.errors().isEmpty()) {
            return show(made, 4, values, sent.errors(), Map.of(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
        wizards.choose(wizard, it -> it.signedOn(signedOn));
        try {
            var contract = wizards.finish(wizard, sent.raw("seen"), activate, payment, Shown.of(sent, "seen_price"));
            return Toast.after(
                    switch (contract.status()) {
                        case DRAFT -> "contract_wizard.did-draft";
                        case SUSPENDED -> "contract_wizard.did-suspend";
                        default -> "contract_wizard.did-activate";
                    },
                    "/contracts/" + contract.id());
        } catch (Refusal refusal) {
            return backTo(wizards.get(wizard), values, refusal, response);
        } catch (Invalid invalid) {
            return show(made, 4, values, invalid.fields(), Map.of(), HttpStatus.UNPROCESSABLE_CONTENT);
        } catch (NotFound gone) {
            return show(
                    made,
                    4,
                    values,
                    Map.of("", List.of(new Text("contract_wizard.gone"))),
                    Map.of(),
                    HttpStatus.CONFLICT);
        }
    }

    /** Nothing is taken by chance: how the customer pays, or that they don't, is chosen each time. */
    private @Nullable FirstPayment firstPayment(ContractWizard made, Fields sent) {
        var tariff = made.tariffId() == null ? null : tariffs.get(made.tariffId());
        if (tariff == null || tariff.fee().isZero() || !Actor.current().may(TAKE_PAYMENTS)) {
            return null;
        }
        var method = sent.raw("first_method");
        if (method.equals(FirstPayment.NONE)) {
            return null;
        }
        if (!FirstPayment.METHODS.contains(method)) {
            sent.reject("first_method", "contract_wizard.choose-payment");
            return null;
        }
        var amount = sent.money(
                "first_amount", new Money(1), contracts.firstPaymentLimits().largest());
        if (amount == null && sent.errors().isEmpty()) {
            sent.reject("first_amount", "contract_wizard.payment-lacks");
        }
        return amount == null ? null : new FirstPayment(amount, method);
    }

    /** Unusually much money is asked about once, as at the desk. */
    private boolean isDoubted(FirstPayment payment, Fields sent) {
        return payment.amount().compareTo(contracts.firstPaymentLimits().undoubted()) > 0
                && !sent.raw("first_sure").equals(payment.amount().wire());
    }

    @PostMapping("/contracts/new/{wizard}/deletion")
    @Needs(Contracts.EDIT)
    ResponseEntity<Void> drop(@PathVariable String wizard) {
        var made = wizards.get(wizard);
        if (made.contractId() != null) {
            return to(made.contractId());
        }
        wizards.drop(wizard);
        return Toast.after("contract_wizard.did-drop", "/contracts");
    }

    private static ResponseEntity<Void> to(long contract) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header("Location", "/contracts/" + contract)
                .build();
    }

    /** What was taken meanwhile is chosen anew, with the reason; everything else stays. */
    private ModelAndView backTo(
            ContractWizard made, Map<String, String> values, Refusal refusal, HttpServletResponse response) {
        var why = refusal.text();
        if (refusal.code().equals("sim_not_free") && made.simId() != null) {
            var reason = taken(sims.get(made.simId()));
            var without = wizards.choose(made.id(), it -> it.withSim(null));
            response.setHeader("HX-Push-Url", path(made, "sim"));
            return show(without, 2, Map.of("q", ""), Map.of("q", List.of(reason)), Map.of(), HttpStatus.CONFLICT);
        }
        var step = refusal.code().equals("tariff_archived") ? 3 : 4;
        if (step == 3) {
            response.setHeader("HX-Push-Url", path(made, "tariff"));
        }
        return show(
                made,
                step,
                step == 3 ? Map.of() : values,
                Map.of(step == 3 ? "tariff_id" : "", List.of(why)),
                Map.of(),
                HttpStatus.CONFLICT);
    }

    private Object chooseCustomer(@Nullable ContractWizard made, Fields sent) {
        var values = new LinkedHashMap<String, String>();
        for (var field : List.of("mode", "customer_id", "customer_id_text", "sim")) {
            values.put(field, sent.raw(field));
        }
        NEW_CUSTOMER.forEach(field -> values.put(field, sent.raw(field)));
        if (!sent.raw("mode").equals("new")) {
            var asked = id(sent.raw("customer_id"));
            var picked = asked.flatMap(this::customer);
            if (picked.isEmpty()) {
                var error = Map.of("customer_id", List.of(new Text("contracts.choose-customer")));
                return show(made, 1, values, error, Map.of(), HttpStatus.UNPROCESSABLE_CONTENT);
            }
            var customer = picked.get();
            if (customer.id() != asked.get()) {
                ContractChoices.pick(values, customer);
                var error = Map.of("customer_id", List.of(ContractChoices.picked(customer)));
                return show(made, 1, values, error, Map.of(), HttpStatus.CONFLICT);
            }
            return withCustomer(made, customer.id(), sent);
        }
        try {
            var details = customerInput.read(newCustomer(sent));
            var confirmed = sent.raw("confirm_duplicate").equals("true");
            return withCustomer(made, customers.create(details, confirmed).id(), sent);
        } catch (Invalid invalid) {
            return show(made, 1, values, controls(invalid), Map.of(), HttpStatus.UNPROCESSABLE_CONTENT);
        } catch (Duplicate alike) {
            var error = Map.of("", List.of(new Text("contract_wizard.alike")));
            return show(made, 1, values, error, lookalikes(alike), HttpStatus.CONFLICT);
        } catch (Forbidden notAllowed) {
            var error = Map.of("", List.of(new Text("customers.confirm-not-allowed")));
            return show(made, 1, values, error, Map.of(), HttpStatus.CONFLICT);
        }
    }

    private ResponseEntity<Void> withCustomer(@Nullable ContractWizard made, long customer, Fields sent) {
        if (made != null) {
            wizards.choose(made.id(), it -> it.ofCustomer(customer));
            return to(made, "sim");
        }
        var sim = id(sent.raw("sim"))
                .flatMap(id -> known(id, sims::get))
                .filter(Sim::isInStock)
                .map(Sim::id)
                .orElse(null);
        var begun = wizards.begin(customer, sim);
        // the page one is on becomes the first step of this contract, to which the back button leads
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header("Location", path(begun, sim == null ? "sim" : "tariff"))
                .header("HX-Replace-Url", path(begun, "customer"))
                .build();
    }

    /** The document's number in one box, as the customers' own form has it; what is for the other kind is left out. */
    private static Fields newCustomer(Fields sent) {
        var isCompany = sent.raw("kind").equals("company");
        var wire = sent.raw(NEW_CUSTOMER, "");
        var passport = wire.remove("passport");
        if (isCompany) {
            List.of("last_name", "first_name", "middle_name", "birth_date", "passport_issued_by", "passport_issued_on")
                    .forEach(wire::remove);
        } else {
            wire.remove("company_name");
            wire.remove("inn");
            if (passport != null && !passport.isBlank()) {
                wire.put("document_type", "passport_rf");
                wire.put("passport_number", passport);
            }
        }
        return Fields.typed(wire);
    }

    private static Map<String, List<Text>> controls(Invalid invalid) {
        var errors = new LinkedHashMap<String, List<Text>>();
        invalid.fields()
                .forEach((field, texts) -> errors.putIfAbsent(
                        switch (field) {
                            case "passport_series", "passport_number" -> "passport";
                            case Invalid.WHOLE -> "";
                            default -> field;
                        },
                        isMissing(texts)
                                        && List.of("last_name", "first_name", "phone", "company_name", "inn")
                                                .contains(field)
                                ? List.of(new Text("customers.enter-" + field))
                                : texts));
        return errors;
    }

    private static boolean isMissing(List<Text> texts) {
        return List.of("field.required", "field.blank", "field.null")
                .contains(texts.getFirst().code());
    }

    private static Map<String, String> lookalikes(Duplicate alike) {
        var found = new LinkedHashMap<String, String>();
        alike.candidates()
                .forEach(candidate ->
                        found.put(String.valueOf(candidate.get("id")), String.valueOf(candidate.get("full_name"))));
        return found;
    }

    /** Who has the card now, as far as the one who asks may know. */
    private Text taken(Sim sim) {
        var holder = choices.ofSim(sim);
        return holder.isPresent()
                ? new Text(
                        "contract_wizard.sim-taken-by",
                        sim.iccid().display(),
                        holder.get().contract().number().value(),
                        holder.get().customer().fullName())
                : new Text("contract_wizard.sim-taken", sim.iccid().display());
    }

    /** A step, or the contract if it is made already. */
    private Object step(ContractWizard made, int step, Map<String, String> values) {
        if (made.contractId() != null) {
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .header("Location", "/contracts/" + made.contractId())
                    .build();
        }
        return show(made, step, values, Map.of(), Map.of(), HttpStatus.OK);
    }

    private ModelAndView show(
            @Nullable ContractWizard made,
            int step,
            Map<String, String> values,
            Map<String, List<Text>> errors,
            Map<String, String> lookalikes,
            HttpStatus status) {
        return new ModelAndView(
                "contracts/wizard-" + ContractWizardPage.STEPS.get(step - 1),
                Map.of("wizard", page(made, step, values, errors, lookalikes)),
                status);
    }

    private ContractWizardPage page(
            @Nullable ContractWizard made,
            int step,
            Map<String, String> values,
            Map<String, List<Text>> errors,
            Map<String, String> lookalikes) {
        var all = step == 3 ? tariffs.active() : List.<Tariff>of();
        var stock = step == 2 ? choices.stock(values.getOrDefault("q", ""), STOCK + 1) : List.<ContractCard.Card>of();
        var compared = List.of(values.getOrDefault("compare", "").split(","));
        var customer = made == null || made.customerId() == null
                ? null
                : customer(made.customerId()).orElse(null);
        return new ContractWizardPage(
                made,
                step,
                customer,
                customer == null ? List.of() : customers.missing(customer),
                made == null || made.simId() == null
                        ? null
                        : known(made.simId(), sims::get).orElse(null),
                made == null || made.tariffId() == null
                        ? null
                        : known(made.tariffId(), tariffs::get).orElse(null),
                contracts.today(),
                values,
                errors,
                lookalikes,
                stock.stream().limit(STOCK).toList(),
                stock.size() > STOCK,
                all,
                all.stream()
                        .filter(tariff -> compared.contains(Long.toString(tariff.id())))
                        .limit(ContractWizardPage.COMPARED)
                        .toList(),
                made == null ? wizards.unfinished().orElse(null) : null);
    }

    /** Who was merged into another customer is that other one. */
    private Optional<Customer> customer(long id) {
        if (!Actor.current().may(Customers.VIEW)) {
            return Optional.empty();
        }
        try {
            return known(id, customers::get);
        } catch (Merged merged) {
            return customers.successor(id);
        }
    }

    private static <T> Optional<T> known(long id, LongFunction<T> get) {
        try {
            return Optional.of(get.apply(id));
        } catch (NotFound gone) {
            return Optional.empty();
        }
    }

    private static ResponseEntity<Void> to(ContractWizard made, String step) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header("Location", path(made, step))
                .build();
    }

    private static String path(ContractWizard made, String step) {
        return "/contracts/new/" + made.id() + "/" + step;
    }

    private static Optional<Long> id(String text) {
        return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
