package io.telecomcrm.customers;

import io.telecomcrm.database.Slice;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Phone;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.presence.Presence;
import io.telecomcrm.web.Address;
import io.telecomcrm.web.CrmSettings;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.ListView;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Toast;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The list of customers and the card of one. */
@Controller
class CustomerPages {

    private static final int OPTIONS = 10;
    private static final int LONGEST_SEARCH = 100;

    private final Customers customers;
    private final CustomerRepository rows;
    private final CustomerFrames frames;
    private final CustomerHistory history;
    private final Presence presence;
    private final CrmSettings settings;

    CustomerPages(
            Customers customers,
            CustomerRepository rows,
            CustomerFrames frames,
            CustomerHistory history,
            Presence presence,
            CrmSettings settings) {
        this.customers = customers;
        this.rows = rows;
        this.frames = frames;
        this.history = history;
        this.presence = presence;
        this.settings = settings;
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
    String card(
            @PathVariable long id,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            Model model) {
        model.addAttribute("card", card(rows.get(id), false, htmx != null));
        return "customers/card";
    }

    /** What every feature has to tell of the customer. */
    @GetMapping("/customers/{id}/history")
    @Needs(Customers.VIEW)
    String history(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String show,
            @RequestParam(required = false) @Nullable String before,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            Model model) {
        model.addAttribute("frame", frames.of(id, CustomerFrames.HISTORY, htmx));
        model.addAttribute("history", history.page(id, show, before));
        return htmx != null && before != null ? "customers/story" : "customers/history";
    }

    /** Who else has the card open. */
    @PostMapping("/customers/{id}/presence")
    @Needs(Customers.VIEW)
    String presence(@PathVariable long id, Model model) {
        rows.get(id);
        model.addAttribute("here", presence.here("customer", id));
        return "presence/here";
    }

    /** Whom a box that asks for a customer offers. */
    @GetMapping("/customers/options")
    @Needs(Customers.VIEW)
    String options(@RequestParam(defaultValue = "") String q, Model model) {
        var typed = q.replace("\0", "").strip();
        var cut = typed.length() > LONGEST_SEARCH ? typed.substring(0, LONGEST_SEARCH) : typed;
        model.addAttribute("found", cut.isEmpty() ? rows.newest(OPTIONS) : customers.find(cut, OPTIONS));
        model.addAttribute("whole", isPhone(cut));
        return "customers/options";
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
        var customer = customers.reveal(id, purpose);
        model.addAttribute("card", card(customer, true, false));
        return htmx == null ? "customers/card" : "customers/personal";
    }

    @PostMapping("/customers/{id}/deletion")
    @Needs(Customers.DELETE)
    ResponseEntity<Void> delete(@PathVariable long id, Fields sent) {
        customers.delete(id, sent.whole("version"));
        return Toast.after("customers.deleted", "/customers");
    }

    @PostMapping("/customers/{id}/anonymisation")
    @Needs(Customers.ANONYMISE)
    Object anonymise(@PathVariable long id, Fields sent) {
        try {
            customers.anonymise(id, sent.whole("version"), Objects.requireNonNullElse(sent.raw("reason"), ""));
            return Toast.after("customers.anonymised", "/customers/" + id);
        } catch (Invalid invalid) {
            var wrong = invalid.fields().values().stream()
                    .flatMap(List::stream)
                    .findFirst()
                    .orElse(null);
            return new ModelAndView(
                    "customers/card",
                    Map.of("card", card(rows.get(id), false, false, wrong)),
                    HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private CustomerCardPage card(Customer customer, boolean shown, boolean part) {
        return card(customer, shown, part, null);
    }

    private CustomerCardPage card(Customer customer, boolean shown, boolean part, @Nullable Text reasonError) {
        var details = customer.details();
        return new CustomerCardPage(
                frames.of(customer, CustomerFrames.OVERVIEW, part),
                rows.changedBy(customer.id()),
                shown ? PersonalData.shown(details) : PersonalData.masked(details),
                shown,
                customer.isAnonymised() ? List.of() : rows.lookalikes(details.likeness(), customer.id()),
                reasonError);
    }

    private static boolean isPhone(String text) {
        try {
            Phone.parse(text);
            return true;
        } catch (Malformed notAPhone) {
            return false;
        }
    }
}
