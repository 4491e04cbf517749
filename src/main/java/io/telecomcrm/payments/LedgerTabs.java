package io.telecomcrm.payments;

import io.telecomcrm.contracts.ContractCard;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.customers.CustomerFrames;
import io.telecomcrm.customers.CustomerTab;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Address;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.ListView;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Toast;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.servlet.ModelAndView;

/** The ledger of a contract and of a customer, for the tabs of their cards; and the correction of a balance. */
@Controller
class LedgerTabs {

    private static final String NEWEST = "-paid";

    private final PaymentRepository rows;
    private final Payments payments;
    private final PaymentInput input;
    private final PaymentSettings settings;
    private final Contracts contracts;
    private final CustomerFrames frames;

    LedgerTabs(
            PaymentRepository rows,
            Payments payments,
            PaymentInput input,
            PaymentSettings settings,
            Contracts contracts,
            CustomerFrames frames) {
        this.rows = rows;
        this.payments = payments;
        this.input = input;
        this.settings = settings;
        this.contracts = contracts;
        this.frames = frames;
    }

    @GetMapping("/contracts/{id}/payments")
    @Needs(Payments.VIEW)
    ModelAndView ofContract(
            @PathVariable long id,
            HttpServletRequest request,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        return ofContract(address(request), id, htmx != null, Map.of(), Map.of(), HttpStatus.OK);
    }

    @GetMapping("/customers/{id}/payments")
    @Needs(Payments.VIEW)
    ModelAndView ofCustomer(
            @PathVariable long id,
            HttpServletRequest request,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        var frame = frames.of(id, "payments", htmx);
        var view = view(address(request), PaymentFilter.ofCustomer(id));
        var ledger = page(view, "/customers/" + id, null, Map.of(), Map.of());
        return new ModelAndView("payments/of-customer", Map.of("frame", frame, "ledger", ledger));
    }

    /** Who may adjust depends on the amount, so the door asks for that right. */
    @PostMapping("/contracts/{id}/adjustments")
    @Needs(Payments.TAKE)
    Object adjust(@PathVariable long id, Fields sent, HttpServletRequest request) {
        var amount = input.adjustment(sent);
        var reason = input.reason(sent);
        var key = sent.required("request_key", 40);
        if (!sent.errors().isEmpty()) {
            return refused(request, id, sent, sent.errors(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
        if (!payments.mayAdjust(amount)) {
            var tooMuch = List.of(
                    new Text("payments.adjust-right", settings.freeAdjustment().display()));
            return refused(request, id, sent, Map.of("amount", tooMuch), HttpStatus.FORBIDDEN);
        }
        try {
            payments.adjust(id, amount, reason, key);
            return Toast.after("payments.adjusted", "/contracts/" + id + "/payments");
        } catch (Refusal refusal) {
            return refused(request, id, sent, Map.of("", List.of(refusal.text())), HttpStatus.CONFLICT);
        } catch (Invalid invalid) {
            return refused(request, id, sent, invalid.fields(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private ModelAndView refused(
            HttpServletRequest request, long id, Fields sent, Map<String, List<Text>> errors, HttpStatus status) {
        var values = Map.of(
                "amount", sent.raw("amount"), "reason", sent.raw("reason"), "request_key", sent.raw("request_key"));
        var address = new Address("/contracts/" + id + "/payments", Map.of());
        return ofContract(address, id, request.getHeader("HX-Request") != null, values, errors, status);
    }

    private ModelAndView ofContract(
            Address address,
            long id,
            boolean part,
            Map<String, String> values,
            Map<String, List<Text>> errors,
            HttpStatus status) {
        var contract = contracts.card(id);
        var view = view(address, PaymentFilter.ofContract(id, null));
        var ledger = page(view, "/contracts/" + id, contract, values, errors);
        return new ModelAndView(part ? "payments/ledger" : "payments/of-contract", Map.of("ledger", ledger), status);
    }

    private LedgerPage page(
            ListView<PaymentCard> view,
            String of,
            @Nullable ContractCard contract,
            Map<String, String> values,
            Map<String, List<Text>> errors) {
        var newest = new HashMap<Long, Payment>();
        view.lines().forEach(card -> newest.putIfAbsent(card.payment().contractId(), card.payment()));
        var key = values.getOrDefault("request_key", "");
        return new LedgerPage(
                view,
                of,
                contract,
                rows.sumsUpTo(newest.values()),
                settings.freeAdjustment(),
                key.matches("[A-Za-z0-9-]{1,40}") ? key : UUID.randomUUID().toString(),
                values,
                errors);
    }

    /** In the order in which the lines took effect: what waited for its money counts since that came. */
    private ListView<PaymentCard> view(Address address, PaymentFilter filter) {
        return new ListView<>(
                address, NEWEST, rows.slice(filter, NEWEST, ListView.place(address), ListView.size(address)));
    }

    private static Address address(HttpServletRequest request) {
        return ListView.sensible(
                Address.of(request, ListView.parameters()).without("sort"),
                PaymentRepository.SHOWN_ORDERS.codes(),
                NEWEST);
    }

    @Configuration(proxyBeanMethods = false)
    static class Tabs {

        @Bean
        CustomerTab paymentsOfCustomer(PaymentRepository rows) {
            return new CustomerTab(
                    20,
                    "payments",
                    "payments.title",
                    Payments.VIEW,
                    rows::countOfCustomer,
                    new CustomerTab.Action("payments.take", "wallet", Payments.TAKE, "/payments/new?customer="));
        }
    }
}
