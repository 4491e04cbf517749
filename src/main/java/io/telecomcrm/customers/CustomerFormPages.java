package io.telecomcrm.customers;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Duplicate;
import io.telecomcrm.kernel.Forbidden;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Stale;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.CrmSettings;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Identities;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Toast;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** The form in which a customer is taken in and changed, and what it asks while it is filled in. */
@Controller
class CustomerFormPages {

    private final Customers customers;
    private final CustomerRepository rows;
    private final CustomerInput input;
    private final Identities identities;
    private final CrmSettings settings;
    private final Clock clock;

    CustomerFormPages(
            Customers customers,
            CustomerRepository rows,
            CustomerInput input,
            Identities identities,
            CrmSettings settings,
            Clock clock) {
        this.customers = customers;
        this.rows = rows;
        this.input = input;
        this.identities = identities;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/customers/new")
    @Needs(Customers.EDIT)
    ModelAndView blank() {
        return show(filled(null, CustomerForm.blank(), Map.of(), 0), HttpStatus.OK);
    }

    @PostMapping("/customers")
    @Needs(Customers.EDIT)
    Object create(Fields sent) {
        var values = CustomerForm.sent(sent, "");
        var form = filled(null, values, Map.of(), 0);
        try {
            var details = input.read(CustomerForm.wire(values, null));
            var customer = customers.create(details, isConfirmed(sent));
            return Toast.after("customers.added", "/customers/" + customer.id());
        } catch (Invalid invalid) {
            return invalid(form, invalid, advice(sent, null));
        } catch (Duplicate | Forbidden alike) {
            return alike(form, advice(sent, null));
        }
    }

    /** Whoever may see personal data sees it here in full, so opening the form is a reveal like any other. */
    @GetMapping("/customers/{id}/edit")
    @Needs(Customers.EDIT)
    ModelAndView edit(@PathVariable long id) {
        var customer = Actor.current().may(Customers.PERSONAL_DATA) ? customers.reveal(id, "editing") : rows.get(id);
        var values = CustomerForm.of(customer.known().details());
        return show(filled(customer, values, values, customer.version()), HttpStatus.OK);
    }

    @PostMapping("/customers/{id}")
    @Needs(Customers.EDIT)
    Object update(@PathVariable long id, Fields sent) {
        var known = rows.get(id);
        var values = CustomerForm.chosen(sent);
        var version = Objects.requireNonNullElse(sent.whole("version"), -1L);
        var form = filled(known, values, CustomerForm.sent(sent, "was_"), version);
        try {
            customers.update(
                    id,
                    version,
                    isConfirmed(sent),
                    before -> input.read(CustomerForm.wire(values, before.kind()), before, true));
            return Toast.after("customers.saved", "/customers/" + id);
        } catch (Invalid invalid) {
            return invalid(form, invalid, advice(sent, known));
        } catch (Duplicate | Forbidden alike) {
            return alike(form, advice(sent, known));
        } catch (Stale stale) {
            var saved = rows.get(id);
            return show(
                    form.over(saved, identities.fullName(rows.changedBy(id)), advice(sent, saved)),
                    HttpStatus.CONFLICT);
        }
    }

    /** Who looks like the customer in the form so far. */
    @PostMapping("/customers/lookalikes")
    @Needs(Customers.EDIT)
    ModelAndView lookalikes(Fields sent) {
        var id = sent.whole("id");
        var known = id == null ? null : rows.find(id).orElse(null);
        return new ModelAndView("customers/advice", Map.of("advice", advice(sent, known)));
    }

    /** What is wrong with one field of a form that was refused; nothing once it is right. */
    @PostMapping("/customers/check")
    @Needs(Customers.EDIT)
    ModelAndView check(Fields sent) {
        var values = CustomerForm.sent(sent, "");
        var wrong = List.<Text>of();
        try {
            input.read(CustomerForm.wire(values, null));
        } catch (Invalid invalid) {
            wrong = CustomerForm.errors(invalid, values).getOrDefault(sent.raw("field"), List.of());
        }
        return new ModelAndView("part/error", Map.of("errors", wrong));
    }

    private CustomerForm filled(
            @Nullable Customer known, Map<String, String> values, Map<String, String> before, long version) {
        var personal = known == null || Actor.current().may(Customers.PERSONAL_DATA);
        return new CustomerForm(
                known == null ? null : known.id(),
                version,
                known == null ? "" : known.fullName(),
                values,
                personal ? before : CustomerForm.visible(before),
                Map.of(),
                FormAdvice.NONE,
                null,
                personal,
                LocalDate.now(clock.withZone(settings.zone())));
    }

    private static Object invalid(CustomerForm form, Invalid invalid, FormAdvice advice) {
        return show(
                form.refused(CustomerForm.errors(invalid, form.values()), advice), HttpStatus.UNPROCESSABLE_CONTENT);
    }

    /** The likeness has to be looked at, and confirmed by those who may. */
    private static Object alike(CustomerForm form, FormAdvice advice) {
        var error = advice.isStrong() && !Actor.current().may(Customers.CONFIRM_DUPLICATE)
                ? Map.of("lookalikes", List.of(new Text("customers.confirm-not-allowed")))
                : Map.of("confirm_duplicate", List.of(new Text("customers.confirm-first")));
        return show(form.refused(error, advice), HttpStatus.CONFLICT);
    }

    private static ModelAndView show(CustomerForm form, HttpStatus status) {
        return new ModelAndView("customers/form", Map.of("form", form), status);
    }

    private FormAdvice advice(Fields sent, @Nullable Customer known) {
        var values = CustomerForm.sent(sent, "");
        var before = known == null ? null : known.details();
        var marks = input.likeness(CustomerForm.wire(values, before == null ? null : before.kind()));
        var found = customers.lookalikes(
                before == null ? marks : marks.changedFrom(before.likeness()), known == null ? null : known.id());
        var isCompany = CustomerKind.COMPANY.code().equals(values.get("kind"));
        return new FormAdvice(
                isCompany ? List.of() : mixed(values),
                found,
                isCompany,
                known == null,
                isConfirmed(sent) && wereSeen(sent, found));
    }

    private static List<String> mixed(Map<String, String> values) {
        return List.of("last_name", "first_name", "middle_name").stream()
                .filter(name -> looksMixed(values.getOrDefault(name, "")))
                .toList();
    }

    private static boolean looksMixed(String name) {
        try {
            return PersonName.parse(name).looksMixed();
        } catch (Malformed malformed) {
            return false;
        }
    }

    private static boolean isConfirmed(Fields sent) {
        return sent.raw("confirm_duplicate").equals("true");
    }

    private static boolean wereSeen(Fields sent, List<Lookalike> found) {
        var seen = new HashSet<>(Arrays.asList(sent.raw("lookalikes_seen").split(" ")));
        return found.stream().allMatch(one -> seen.contains(Long.toString(one.id())));
    }
}
