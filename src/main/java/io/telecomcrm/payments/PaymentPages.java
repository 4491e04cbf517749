package io.telecomcrm.payments;

import io.telecomcrm.contracts.OperatorSettings;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.presence.Presence;
import io.telecomcrm.web.Address;
import io.telecomcrm.web.CrmSettings;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.FreshRows;
import io.telecomcrm.web.ListView;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Toast;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.servlet.ModelAndView;

/** The list of payments, the page of one, and what can be done from it. */
@Controller
class PaymentPages {

    private final Payments payments;
    private final PaymentDesk desk;
    private final Ledger ledger;
    private final PaymentRepository rows;
    private final PaymentInput input;
    private final OnlinePayments online;
    private final OperatorSettings operator;
    private final Presence presence;
    private final CrmSettings settings;
    private final Clock clock;

    PaymentPages(
            Payments payments,
            PaymentDesk desk,
            Ledger ledger,
            PaymentRepository rows,
            PaymentInput input,
            OnlinePayments online,
            OperatorSettings operator,
            Presence presence,
            CrmSettings settings,
            Clock clock) {
        this.payments = payments;
        this.desk = desk;
        this.ledger = ledger;
        this.rows = rows;
        this.input = input;
        this.online = online;
        this.operator = operator;
        this.presence = presence;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/payments")
    @Needs(Payments.VIEW)
    String list(
            HttpServletRequest request,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            Model model) {
        var address = PaymentListPage.sensible(Address.of(request, PaymentListPage.PARAMETERS));
        var days = PaymentListPage.days(address, LocalDate.ofInstant(clock.instant(), settings.zone()));
        var filter = PaymentListPage.filter(address, days, settings.zone());
        var newest = rows.newest();
        var found = rows.slice(
                filter,
                ListView.sort(address, PaymentListPage.USUAL_SORT),
                ListView.place(address),
                ListView.size(address));
        var contract = PaymentListPage.id(address, "contract");
        var customer = PaymentListPage.id(address, "customer");
        var isEmptyDay = found.lines().isEmpty() && days.from() != null;
        model.addAttribute(
                "list",
                new PaymentListPage(
                        new ListView<>(address, PaymentListPage.USUAL_SORT, found),
                        rows.sums(filter, days.from(), days.to(), found.count()),
                        contract == null ? null : rows.contractNumber(contract),
                        customer == null ? null : rows.customerName(customer),
                        htmx == null || filter.cashier() != null ? rows.cashiers() : Map.of(),
                        isEmptyDay ? rows.lastDay() : null,
                        FreshRows.after(address, newest),
                        htmx != null));
        return htmx == null ? "payments/list" : "payments/rows";
    }

    /** What came since a page of the list was made. */
    @GetMapping("/payments/fresh")
    @Needs(Payments.VIEW)
    ModelAndView fresh(HttpServletRequest request) {
        var address = PaymentListPage.sensible(FreshRows.list(request, PaymentListPage.PARAMETERS));
        var days = PaymentListPage.days(address, LocalDate.ofInstant(clock.instant(), settings.zone()));
        var since = FreshRows.since(request);
        var count = rows.countSince(PaymentListPage.filter(address, days, settings.zone()), since);
        return new ModelAndView("web/fresh", Map.of("fresh", new FreshRows(address, since, count)));
    }

    /** Who else has the card open. */
    @PostMapping("/payments/{id}/presence")
    @Needs(Payments.VIEW)
    ModelAndView presence(@PathVariable long id) {
        ledger.get(id);
        return new ModelAndView("presence/here", Map.of("here", presence.here("payment", id)));
    }

    @GetMapping("/payments/{id}")
    @Needs(Payments.VIEW)
    ModelAndView card(@PathVariable long id, HttpServletRequest request) {
        return page(id, taken(request), null, HttpStatus.OK);
    }

    /** Says what was just done; whoever types it into the address reads no more than they typed. */
    private static PaymentPage.@Nullable Taken taken(HttpServletRequest request) {
        var taken = request.getParameter("taken");
        if (taken == null) {
            return null;
        }
        var change = request.getParameter("change");
        return new PaymentPage.Taken(
                change != null && change.matches("[0-9]{1,12}") ? new Money(Long.parseLong(change)) : null,
                taken.equals("again"),
                taken.equals("resumed"));
    }

    @PostMapping("/payments/{id}/refund")
    @Needs(Payments.REFUND)
    Object refund(@PathVariable long id, Fields sent) {
        return act(id, "refund", sent, () -> {
            var amount = input.refund(sent);
            var reason = input.reason(sent);
            var seen = sent.whole("seen");
            sent.check();
            var back = desk.refund(id, amount, reason, new Money(seen == null ? 0 : seen));
            if (back.isPending()) {
                online.send(back.id());
            }
            return Toast.after(back.isPending() ? "payments.refund-begun" : "payments.refunded", "/payments/" + id);
        });
    }

    @PostMapping("/payments/{id}/reversal")
    @Needs(Payments.TAKE)
    Object reverse(@PathVariable long id, Fields sent) {
        return act(id, "reversal", sent, () -> {
            var reason = sent.required("reversal_reason", Payments.LONGEST_TEXT);
            sent.check();
            payments.reverse(id, reason);
            return Toast.after("payments.reversed", "/payments/" + id);
        });
    }

    /** A line that waits for nobody but us. */
    @PostMapping("/payments/{id}/deletion")
    @Needs(Payments.TAKE)
    Object delete(@PathVariable long id, Fields sent) {
        return act(id, "deletion", sent, () -> {
            if (online.cancel(id)) {
                return Toast.after("payments.cancelled", "/payments/" + id);
            }
            payments.delete(id);
            return Toast.after("payments.deleted", "/payments");
        });
    }

    @GetMapping("/payments/{id}/receipt")
    @Needs(Payments.VIEW)
    String receipt(@PathVariable long id, Model model) {
        var shown = page(id, null, null, HttpStatus.OK).getModel().get("card");
        if (!(shown instanceof PaymentPage page) || !page.hasReceipt()) {
            throw new NotFound("payment", id);
        }
        model.addAttribute("card", page);
        model.addAttribute("operator", operator);
        return "payments/receipt";
    }

    private interface Act {
        Object run();
    }

    private Object act(long id, String dialog, Fields sent, Act act) {
        ledger.get(id);
        try {
            return act.run();
        } catch (Refusal refusal) {
            return refused(id, dialog, sent, Map.of("", List.of(refusal.text())), HttpStatus.CONFLICT);
        } catch (Invalid invalid) {
            return refused(id, dialog, sent, invalid.fields(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private ModelAndView refused(
            long id, String dialog, Fields sent, Map<String, List<Text>> errors, HttpStatus status) {
        var values = Map.of(
                "amount", sent.raw("amount"),
                "reason", sent.raw("reason"),
                "reversal_reason", sent.raw("reversal_reason"));
        return page(id, null, new PaymentPage.Failed(dialog, values, errors), status);
    }

    private ModelAndView page(
            long id, PaymentPage.@Nullable Taken taken, PaymentPage.@Nullable Failed failed, HttpStatus status) {
        var card = rows.card(id);
        var line = card.payment();
        var origin = line.reverses();
        return new ModelAndView(
                "payments/card",
                Map.of(
                        "card",
                        new PaymentPage(
                                card,
                                origin == null ? null : rows.card(origin),
                                rows.reversing(id),
                                ledger.account(line.contractId()).balance(),
                                desk.free(card),
                                payments.mayAdjust(line.amount()),
                                taken,
                                failed)),
                status);
    }
}
