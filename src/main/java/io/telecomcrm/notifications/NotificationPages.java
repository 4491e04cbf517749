package io.telecomcrm.notifications;

import io.telecomcrm.customers.CustomerFrames;
import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Phone;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Address;
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
import org.springframework.web.servlet.ModelAndView;

/** What was sent to customers: all of it, a customer's, and one message with its attempts. */
@Controller
class NotificationPages {

    private static final List<String> PARAMETERS = ListView.parameters("q", "event", "channel", "state");
    private static final String NEWEST = "-id";

    private final Notifications notifications;
    private final NotificationRepository rows;
    private final CustomerFrames frames;

    NotificationPages(Notifications notifications, NotificationRepository rows, CustomerFrames frames) {
        this.notifications = notifications;
        this.rows = rows;
        this.frames = frames;
    }

    @GetMapping("/notifications")
    @Needs(Notifications.VIEW)
    ModelAndView list(
            HttpServletRequest request, @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        var address = Address.of(request, PARAMETERS);
        for (var choice : List.of(
                Map.entry("event", NotificationApi.EVENTS.keySet()),
                Map.entry("channel", NotificationApi.CHANNELS.keySet()),
                Map.entry("state", NotificationApi.STATES.keySet()))) {
            if (!choice.getValue().contains(Objects.requireNonNullElse(address.get(choice.getKey()), ""))) {
                address = address.without(choice.getKey());
            }
        }
        address = ListView.sensible(address, NotificationRepository.ORDERS.codes(), NEWEST);
        var filter = new NotificationRepository.Filter(
                NotificationApi.chosen(address.get("event"), NotificationApi.EVENTS),
                NotificationApi.chosen(address.get("channel"), NotificationApi.CHANNELS),
                NotificationApi.chosen(address.get("state"), NotificationApi.STATES),
                null,
                null,
                recipient(address.get("q")));
        var found = rows.slice(filter, ListView.place(address), ListView.size(address));
        return new ModelAndView(
                htmx == null ? "notifications/list" : "notifications/rows",
                Map.of("view", new ListView<>(address, NEWEST, found)));
    }

    @GetMapping("/customers/{id}/notifications")
    @Needs(Notifications.VIEW)
    ModelAndView ofCustomer(
            @PathVariable long id,
            HttpServletRequest request,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        var frame = frames.of(id, "notifications", htmx);
        var address = ListView.sensible(
                Address.of(request, ListView.parameters()), NotificationRepository.ORDERS.codes(), NEWEST);
        var found = rows.slice(
                NotificationRepository.Filter.ofCustomer(id), ListView.place(address), ListView.size(address));
        return new ModelAndView(
                "notifications/of-customer", Map.of("frame", frame, "view", new ListView<>(address, NEWEST, found)));
    }

    @GetMapping("/notifications/{id}")
    @Needs(Notifications.VIEW)
    ModelAndView show(@PathVariable long id) {
        return card(id, HttpStatus.OK, List.of());
    }

    @PostMapping("/notifications/{id}/repetition")
    @Needs(Notifications.SEND)
    Object sendAgain(@PathVariable long id) {
        try {
            notifications.sendAgain(id);
            return Toast.after("notifications.queued-again", "/notifications/" + id);
        } catch (Refusal refusal) {
            return card(id, HttpStatus.CONFLICT, List.of(refusal.text()));
        }
    }

    private ModelAndView card(long id, HttpStatus status, List<Text> refused) {
        return new ModelAndView(
                "notifications/card",
                Map.of("message", rows.get(id), "attempts", rows.attempts(id), "refused", refused),
                status);
    }

    /** An address as it is, a phone as it is stored. */
    static @Nullable String recipient(@Nullable String typed) {
        if (typed == null) {
            return null;
        }
        try {
            if (typed.indexOf('@') < 0) {
                return Phone.parse(typed).value();
            }
        } catch (Malformed neither) {
            // then it is sought as it is, and not found
        }
        return typed.replace("\0", "").strip();
    }
}
