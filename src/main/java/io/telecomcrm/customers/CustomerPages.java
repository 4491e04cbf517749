package io.telecomcrm.customers;

import io.telecomcrm.database.Slice;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.web.Address;
import io.telecomcrm.web.CrmSettings;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Language;
import io.telecomcrm.web.ListView;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Texts;
import io.telecomcrm.web.Toast;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of customers and the card of one. */
@Controller
class CustomerPages {

    private final Customers customers;
    private final CustomerRepository rows;
    private final CrmSettings settings;
    private final Texts texts;

    CustomerPages(Customers customers, CustomerRepository rows, CrmSettings settings, Texts texts) {
        this.customers = customers;
        this.rows = rows;
        this.settings = settings;
        this.texts = texts;
    }

    /** Only the part below the filters where that is all that changes. */
    @GetMapping("/customers")
    @Needs(Customers.VIEW)
    String list(
            HttpServletRequest request,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            Model model) {
        var address = CustomerListPage.sensible(Address.of(request, CustomerListPage.PARAMETERS));
        var allowed = address.get("address") == null || Actor.current().may(Customers.PERSONAL_DATA);
        var found = allowed
                ? rows.slice(
                        CustomerListPage.filter(address, settings.zone()),
                        ListView.sort(address, CustomerListPage.USUAL_SORT),
                        ListView.place(address),
                        ListView.size(address))
                : Slice.<CustomerLine>empty();
        var view = new ListView<>(address, CustomerListPage.USUAL_SORT, found);
        model.addAttribute("list", new CustomerListPage(view, htmx != null, allowed));
        return htmx == null ? "customers/list" : "customers/rows";
    }

    @GetMapping("/customers/{id}")
    @Needs(Customers.VIEW)
    String card(@PathVariable long id, @RequestParam(defaultValue = "") String tab, Model model) {
        var history = tab.equals("history") && Actor.current().may("audit.view");
        model.addAttribute("card", card(rows.get(id), false, history));
        return "customers/card";
    }

    /** The personal data in its masks again. */
    @GetMapping("/customers/{id}/personal")
    @Needs(Customers.VIEW)
    String masked(@PathVariable long id, Model model) {
        model.addAttribute("card", card(rows.get(id), false, false));
        return "customers/personal";
    }

    @PostMapping("/customers/{id}/reveal")
    @Needs(Customers.PERSONAL_DATA)
    String reveal(
            @PathVariable long id,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            Fields sent,
            Model model) {
        var purpose = sent.raw("purpose");
        if (!CustomerCardPage.PURPOSES.contains(purpose)) {
            throw new Invalid("purpose", "customers.purpose-wrong");
        }
        var customer = customers.reveal(id, texts.get(Language.RU, "customers.purpose-" + purpose));
        model.addAttribute("card", card(customer, true, false));
        return htmx == null ? "customers/card" : "customers/personal";
    }

    @PostMapping("/customers/{id}/deletion")
    @Needs(Customers.DELETE)
    ResponseEntity<Void> delete(@PathVariable long id, Fields sent) {
        customers.delete(id, sent.whole("version"));
        return Toast.after("customers.deleted", "/customers");
    }

    private CustomerCardPage card(Customer customer, boolean shown, boolean history) {
        var details = customer.details();
        return new CustomerCardPage(
                customer,
                rows.changedBy(customer.id()),
                shown ? PersonalData.shown(details) : PersonalData.masked(details),
                shown,
                rows.lookalikes(details.likeness(), customer.id()),
                history);
    }
}
