package io.telecomcrm.notifications;

import io.telecomcrm.kernel.Coded;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.ListAnswer;
import io.telecomcrm.web.Listing;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Once;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** Messages to customers, for programs. */
@Controller
@RequestMapping("/api/notifications")
@ResponseBody
class NotificationApi {

    static final Map<String, NotificationEvent> EVENTS = codes(NotificationEvent.values());
    static final Map<String, Channel> CHANNELS = codes(Channel.values());
    static final Map<String, NotificationState> STATES = codes(NotificationState.values());

    private final Notifications notifications;
    private final NotificationRepository rows;

    NotificationApi(Notifications notifications, NotificationRepository rows) {
        this.notifications = notifications;
        this.rows = rows;
    }

    @GetMapping
    @Needs(Notifications.VIEW)
    Map<String, @Nullable Object> list(Listing listing) {
        var filter = new NotificationRepository.Filter(
                listing.choice("event", EVENTS),
                listing.choice("channel", CHANNELS),
                listing.choice("state", STATES),
                listing.reference("customer", rows::customerExists),
                listing.reference("contract", rows::contractExists),
                NotificationPages.recipient(listing.text("recipient")));
        listing.check();
        var count = rows.count(filter);
        var found = rows.list(
                filter,
                listing.ordering(NotificationRepository.ORDERS.codes()),
                listing.size() + 1,
                listing.offset(() -> count),
                count);
        return ListAnswer.of(listing, count, found, NotificationApi::json);
    }

    /** With what was tried. */
    @GetMapping("/{id}")
    @Needs(Notifications.VIEW)
    Map<String, @Nullable Object> show(@PathVariable long id) {
        return whole(rows.get(id));
    }

    @PostMapping("/{id}/send-again")
    @Needs(Notifications.SEND)
    Map<String, @Nullable Object> sendAgain(@PathVariable long id, Fields fields, Once once) {
        rows.get(id);
        return whole(rows.get(once.run(fields, () -> notifications.sendAgain(id).id())));
    }

    private Map<String, @Nullable Object> whole(Notification message) {
        var json = json(message);
        json.put(
                "attempts",
                rows.attempts(message.id()).stream().map(NotificationApi::json).toList());
        return json;
    }

    private static Map<String, @Nullable Object> json(Notification message) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", message.id());
        json.put("event", message.event().code());
        json.put("channel", message.channel().code());
        json.put("state", message.state().code());
        json.put("customer", customer(message.whose()));
        json.put("contract", contract(message.whose()));
        json.put("recipient", message.recipient());
        json.put("subject", message.subject());
        json.put("text", message.text());
        json.put("next_at", message.nextAt());
        json.put("sent_at", message.sentAt());
        json.put("delivered_at", message.deliveredAt());
        json.put("created_at", message.createdAt());
        return json;
    }

    private static Map<String, @Nullable Object> customer(Notification.Whose whose) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", whose.customerId());
        json.put("full_name", whose.customer());
        return json;
    }

    private static @Nullable Map<String, @Nullable Object> contract(Notification.Whose whose) {
        if (whose.contractId() == null || whose.number() == null) {
            return null;
        }
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", whose.contractId());
        json.put("number", whose.number().value());
        return json;
    }

    private static Map<String, @Nullable Object> json(Attempt attempt) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("attempted_at", attempt.at());
        json.put("outcome", attempt.outcome());
        json.put("details", attempt.details());
        json.put(
                "parts",
                attempt.parts().stream()
                        .map(part -> {
                            var one = new LinkedHashMap<String, @Nullable Object>();
                            one.put("message_id", part.messageId());
                            one.put("state", part.state());
                            one.put("received_at", part.at());
                            return one;
                        })
                        .toList());
        return json;
    }

    static <T> @Nullable T chosen(@Nullable String code, Map<String, T> choices) {
        return code == null ? null : choices.get(code);
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
