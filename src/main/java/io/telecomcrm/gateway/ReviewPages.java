package io.telecomcrm.gateway;

import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Address;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Identities;
import io.telecomcrm.web.ListView;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Toast;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** The review list, and a case with all that is known about it. */
@Controller
@RequestMapping("/gateway/review")
class ReviewPages {

    private static final List<String> PARAMETERS = ListView.parameters("q", "state", "reason");
    private static final String USUAL_SORT = "-id";
    private static final int MESSAGES = 20;

    private final Reviews reviews;
    private final ReviewRepository cases;
    private final EventRepository events;
    private final GatewayRepository operations;
    private final Identities identities;

    ReviewPages(
            Reviews reviews,
            ReviewRepository cases,
            EventRepository events,
            GatewayRepository operations,
            Identities identities) {
        this.reviews = reviews;
        this.cases = cases;
        this.events = events;
        this.operations = operations;
        this.identities = identities;
    }

    @GetMapping
    @Needs(Gateway.REVIEW)
    ModelAndView list(
            HttpServletRequest request, @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        var address = Address.of(request, PARAMETERS);
        var asked = Objects.requireNonNullElse(address.get("state"), "");
        address = asked.equals("all") || GatewayApi.STATES.containsKey(asked) ? address : address.without("state");
        if (!GatewayApi.REASONS.containsKey(Objects.requireNonNullElse(address.get("reason"), ""))) {
            address = address.without("reason");
        }
        address = ListView.sensible(address, ReviewRepository.ORDERS.codes(), USUAL_SORT);
        var state = asked.equals("all") ? null : GatewayApi.STATES.getOrDefault(asked, ReviewState.OPEN);
        var reason = address.get("reason");
        var q = address.get("q");
        var filter = new ReviewRepository.Filter(
                state,
                reason == null ? null : GatewayApi.REASONS.get(reason),
                null,
                q == null ? null : q.replace("\0", ""));
        var found = cases.slice(filter, ListView.place(address), ListView.size(address));
        var open = cases.count(new ReviewRepository.Filter(ReviewState.OPEN, null, null, null));
        return new ModelAndView(
                htmx == null ? "gateway/review" : "gateway/review-rows",
                Map.of("list", new ReviewListPage(new ListView<>(address, USUAL_SORT, found), state, open.rows())));
    }

    @GetMapping("/{id}")
    @Needs(Gateway.REVIEW)
    ModelAndView show(@PathVariable long id) {
        return page(cases.get(id), HttpStatus.OK, Map.of(), Map.of(), "");
    }

    /** By what a payer would type: the number of a contract or of a telephone. */
    @PostMapping("/{id}/link")
    @Needs(Gateway.REVIEW)
    Object link(@PathVariable long id, Fields sent) {
        var taken = cases.get(id);
        var typed = sent.raw("account").strip();
        try {
            var account = operations.account(typed);
            if (account.isPresent()) {
                reviews.link(id, account.get().id());
                return Toast.after("gateway.linked", path(id));
            }
            return invalid(taken, "account", typed, "gateway.no-account");
        } catch (Malformed neither) {
            return invalid(taken, "account", typed, "gateway.account-unclear");
        } catch (Refusal refusal) {
            return refused(taken, refusal);
        }
    }

    @PostMapping("/{id}/accept")
    @Needs(Gateway.REVIEW)
    Object accept(@PathVariable long id) {
        return decided(cases.get(id), "gateway.accepted", () -> reviews.accept(id));
    }

    @PostMapping("/{id}/refuse")
    @Needs(Gateway.REVIEW)
    Object refuse(@PathVariable long id, Fields sent) {
        var taken = cases.get(id);
        var note = sent.required("note", Reviews.LONGEST_NOTE);
        if (!sent.errors().isEmpty()) {
            return invalid(taken, sent, "refuse");
        }
        return decided(taken, "gateway.refused", () -> reviews.refuse(id, note));
    }

    @PostMapping("/{id}/note")
    @Needs(Gateway.REVIEW)
    Object note(@PathVariable long id, Fields sent) {
        var taken = cases.get(id);
        var note = sent.text("note", Reviews.LONGEST_NOTE);
        if (!sent.errors().isEmpty()) {
            return invalid(taken, sent, "note");
        }
        return decided(taken, "gateway.noted", () -> reviews.note(id, note));
    }

    private ModelAndView invalid(ReviewCase taken, Fields sent, String dialog) {
        return page(taken, HttpStatus.UNPROCESSABLE_CONTENT, sent.errors(), Map.of("note", sent.raw("note")), dialog);
    }

    private ModelAndView invalid(ReviewCase taken, String field, String typed, String code) {
        return page(
                taken,
                HttpStatus.UNPROCESSABLE_CONTENT,
                Map.of(field, List.of(new Text(code))),
                Map.of(field, typed),
                "link");
    }

    private Object decided(ReviewCase taken, String toast, Runnable decision) {
        try {
            decision.run();
            return Toast.after(toast, path(taken.id()));
        } catch (Refusal refusal) {
            return refused(taken, refusal);
        }
    }

    /** Somebody was quicker, or the ledger knows better. */
    private ModelAndView refused(ReviewCase taken, Refusal refusal) {
        return page(cases.get(taken.id()), HttpStatus.CONFLICT, Map.of("", List.of(refusal.text())), Map.of(), "");
    }

    private ModelAndView page(
            ReviewCase taken,
            HttpStatus status,
            Map<String, List<Text>> errors,
            Map<String, String> values,
            String dialog) {
        var said = events.slice(
                        new EventRepository.Filter(null, taken.provider(), taken.transactionId()), null, MESSAGES)
                .lines();
        return new ModelAndView(
                "gateway/case",
                Map.of(
                        "card",
                        new ReviewPage(taken, said, identities.fullName(taken.decidedBy()), errors, values, dialog)),
                status);
    }

    private static String path(long id) {
        return "/gateway/review/" + id;
    }
}
