package io.telecomcrm.gateway;

import io.telecomcrm.kernel.Coded;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.ListAnswer;
import io.telecomcrm.web.Listing;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Once;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** The review list and the messages of providers, for programs. */
@Controller
@RequestMapping("/api/gateway")
@ResponseBody
class GatewayApi {

    static final Map<String, ReviewState> STATES = codes(ReviewState.values());
    static final Map<String, ReviewReason> REASONS = codes(ReviewReason.values());
    static final Map<String, EventState> EVENT_STATES = codes(EventState.values());

    private final Reviews reviews;
    private final ReviewRepository cases;
    private final EventRepository events;

    GatewayApi(Reviews reviews, ReviewRepository cases, EventRepository events) {
        this.reviews = reviews;
        this.cases = cases;
        this.events = events;
    }

    @GetMapping("/review")
    @Needs(Gateway.REVIEW)
    Map<String, @Nullable Object> cases(Listing listing) {
        var filter = new ReviewRepository.Filter(
                listing.choice("state", STATES),
                listing.choice("reason", REASONS),
                listing.text("provider"),
                listing.text("transaction_id"));
        listing.check();
        var count = cases.count(filter);
        var found = cases.list(
                filter,
                listing.ordering(ReviewRepository.ORDERS.codes()),
                listing.size() + 1,
                listing.offset(() -> count),
                count);
        return ListAnswer.of(listing, count, found, GatewayApi::json);
    }

    @GetMapping("/review/{id}")
    @Needs(Gateway.REVIEW)
    Map<String, @Nullable Object> show(@PathVariable long id) {
        return json(cases.get(id));
    }

    @PostMapping("/review/{id}/link")
    @Needs(Gateway.REVIEW)
    Map<String, @Nullable Object> link(@PathVariable long id, Fields fields, Once once) {
        cases.get(id);
        var contract = fields.requiredReference("contract", cases::contractExists);
        fields.check();
        return json(cases.get(once.run(
                fields, () -> reviews.link(id, contract == null ? 0 : contract).id())));
    }

    @PostMapping("/review/{id}/accept")
    @Needs(Gateway.REVIEW)
    Map<String, @Nullable Object> accept(@PathVariable long id, Fields fields, Once once) {
        cases.get(id);
        return json(cases.get(once.run(fields, () -> reviews.accept(id).id())));
    }

    @PostMapping("/review/{id}/refuse")
    @Needs(Gateway.REVIEW)
    Map<String, @Nullable Object> refuse(@PathVariable long id, Fields fields, Once once) {
        cases.get(id);
        var note = fields.required("note", Reviews.LONGEST_NOTE);
        fields.check();
        return json(cases.get(once.run(fields, () -> reviews.refuse(id, note).id())));
    }

    @PostMapping("/review/{id}/note")
    @Needs(Gateway.REVIEW)
    Map<String, @Nullable Object> note(@PathVariable long id, Fields fields, Once once) {
        cases.get(id);
        var note = fields.text("note", Reviews.LONGEST_NOTE);
        fields.check();
        return json(cases.get(once.run(fields, () -> reviews.note(id, note).id())));
    }

    @GetMapping("/events")
    @Needs(Gateway.REVIEW)
    Map<String, @Nullable Object> events(Listing listing) {
        var filter = new EventRepository.Filter(
                listing.choice("state", EVENT_STATES), listing.text("provider"), listing.text("transaction_id"));
        listing.check();
        var count = events.count(filter);
        var found = events.list(
                filter,
                listing.ordering(EventRepository.ORDERS.codes()),
                listing.size() + 1,
                listing.offset(() -> count),
                count);
        return ListAnswer.of(listing, count, found, GatewayApi::json);
    }

    /** With the body as it came. */
    @GetMapping("/events/{id}")
    @Needs(Gateway.REVIEW)
    Map<String, @Nullable Object> event(@PathVariable long id) {
        var json = json(events.get(id));
        json.put("body", new String(events.body(id), StandardCharsets.UTF_8));
        return json;
    }

    private static Map<String, @Nullable Object> json(ReviewCase it) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", it.id());
        json.put("reason", it.reason().code());
        json.put("state", it.state().code());
        json.put("provider", it.provider());
        json.put("transaction_id", it.transactionId());
        json.put("payment", it.lineId());
        json.put("amount", wire(it.said().amount()));
        json.put("currency", it.said().currency());
        json.put("account", it.said().account());
        json.put("paid_at", it.said().paidAt());
        json.put("details", it.said().details());
        json.put("contract", it.owner() == null ? null : contract(it.owner()));
        json.put("customer", it.owner() == null ? null : customer(it.owner()));
        json.put("note", it.note());
        json.put("decided_at", it.decidedAt());
        json.put("decided_by", it.decidedBy());
        json.put("created_at", it.createdAt());
        json.put("allowed", it.allowed().stream().map(Coded::code).toList());
        return json;
    }

    private static Map<String, @Nullable Object> json(GatewayEvent event) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", event.id());
        json.put("provider", event.provider());
        json.put("received_at", event.receivedAt());
        json.put("address", event.address());
        json.put("state", event.state().code());
        json.put("type", event.type());
        json.put("transaction_id", event.transactionId());
        json.put("payment", event.lineId());
        json.put("attempts", event.attempts());
        json.put("next_at", event.nextAt());
        json.put("note", event.note());
        json.put("processed_at", event.processedAt());
        return json;
    }

    private static Map<String, Object> contract(ReviewCase.Owner owner) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", owner.contractId());
        json.put("number", owner.number().value());
        return json;
    }

    private static Map<String, Object> customer(ReviewCase.Owner owner) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", owner.customerId());
        json.put("full_name", owner.customer());
        return json;
    }

    private static @Nullable String wire(@Nullable Money amount) {
        return amount == null ? null : amount.wire();
    }

    @SafeVarargs
    private static <E extends Coded> Map<String, E> codes(E... choices) {
        var codes = new LinkedHashMap<String, E>();
        for (var choice : choices) {
            codes.put(choice.code(), choice);
        }
        return codes;
    }
}
