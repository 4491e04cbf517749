package io.telecomcrm.customers;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Merged;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Stale;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Language;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Texts;
import io.telecomcrm.web.Toast;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Making one of two customers who are the same: first whom to merge, then both side by side. */
@Controller
class CustomerMergePages {

    private static final int FOUND = 10;

    private final Customers customers;
    private final CustomerRepository rows;
    private final CustomerFrames frames;
    private final CustomerInput input;
    private final Texts texts;

    CustomerMergePages(
            Customers customers, CustomerRepository rows, CustomerFrames frames, CustomerInput input, Texts texts) {
        this.customers = customers;
        this.rows = rows;
        this.frames = frames;
        this.input = input;
        this.texts = texts;
    }

    @GetMapping("/customers/{id}/merge")
    @Needs(Customers.MERGE)
    ModelAndView compare(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String other,
            @RequestParam(name = "other_text", defaultValue = "") String text) {
        var survivor = rows.get(id);
        if (!other.matches("[0-9]{1,18}")) {
            return choose(survivor, text, null);
        }
        if (Long.parseLong(other) == id) {
            return choose(survivor, text, "customer.merge_itself");
        }
        try {
            return show(survivor, rows.get(Long.parseLong(other)), null, List.of(), HttpStatus.OK);
        } catch (NotFound | Merged missing) {
            return choose(survivor, text, "customers.merge-nobody");
        }
    }

    @PostMapping("/customers/{id}/merge")
    @Needs(Customers.MERGE)
    Object merge(@PathVariable long id, Fields sent) {
        var other = sent.whole("other");
        if (other == null) {
            return choose(rows.get(id), "", "customers.merge-nobody");
        }
        var choice = CustomerChoice.ofPage(sent);
        try {
            customers.merge(
                    id,
                    sent.whole("version"),
                    other,
                    sent.whole("other_version"),
                    (mine, theirs) -> input.read(choice.typed(theirs), mine, false));
            return Toast.after("customers.merged", "/customers/" + id);
        } catch (Invalid invalid) {
            return again(
                    id,
                    other,
                    choice,
                    invalid.fields().values().stream().flatMap(List::stream).toList(),
                    HttpStatus.UNPROCESSABLE_CONTENT);
        } catch (Stale stale) {
            return again(id, other, choice, List.of(new Text("customers.merge-stale")), HttpStatus.CONFLICT);
        } catch (Refusal refusal) {
            return again(id, other, choice, List.of(refusal.text()), HttpStatus.CONFLICT);
        }
    }

    private Object again(long id, long other, CustomerChoice choice, List<Text> problems, HttpStatus status) {
        return rows.find(other)
                .filter(found -> found.id() != id)
                .map(found -> show(rows.get(id), found, choice, problems, status))
                .orElseGet(() -> choose(rows.get(id), "", "customers.merge-nobody"));
    }

    private ModelAndView choose(Customer survivor, String text, @Nullable String errorKey) {
        var typed = text.replace("\0", "").strip();
        var model = new java.util.HashMap<String, @Nullable Object>();
        model.put("customer", survivor);
        model.put("alike", rows.lookalikes(survivor.details().likeness(), survivor.id()));
        model.put("found", typed.length() < 2 ? List.of() : customers.find(typed, FOUND));
        model.put("text", typed);
        model.put("errorKey", errorKey);
        return new ModelAndView(
                "customers/merge-with", model, errorKey == null ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    }

    /** To compare is to see: whoever may see personal data sees that of both, and the audit knows. */
    private ModelAndView show(
            Customer survivor,
            Customer other,
            @Nullable CustomerChoice chosen,
            List<Text> problems,
            HttpStatus status) {
        var personal = Actor.current().may(Customers.PERSONAL_DATA);
        if (personal) {
            var purpose = texts.get(Language.RU, "customers.purpose-merging");
            customers.reveal(survivor.id(), purpose);
            customers.reveal(other.id(), purpose);
        }
        var merge = CustomerMerge.of(
                frames.of(survivor, CustomerFrames.OVERVIEW, false),
                frames.of(other, CustomerFrames.OVERVIEW, false),
                personal,
                chosen,
                problems);
        return new ModelAndView("customers/merge", Map.of("merge", merge), status);
    }
}
