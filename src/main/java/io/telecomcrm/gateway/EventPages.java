package io.telecomcrm.gateway;

import io.telecomcrm.web.Address;
import io.telecomcrm.web.ListView;
import io.telecomcrm.web.Needs;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What providers told us, for whoever looks for a payment that got lost. */
@Controller
@RequestMapping("/gateway/events")
class EventPages {

    private static final List<String> PARAMETERS = ListView.parameters("q", "state");
    private static final String USUAL_SORT = "-id";

    private final EventRepository events;
    private final JsonMapper json;

    EventPages(EventRepository events, JsonMapper json) {
        this.events = events;
        this.json = json;
    }

    @GetMapping
    @Needs(Gateway.REVIEW)
    ModelAndView list(
            HttpServletRequest request, @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        var address = Address.of(request, PARAMETERS);
        if (!GatewayApi.EVENT_STATES.containsKey(Objects.requireNonNullElse(address.get("state"), ""))) {
            address = address.without("state");
        }
        address = ListView.sensible(address, EventRepository.ORDERS.codes(), USUAL_SORT);
        var state = address.get("state");
        var q = address.get("q");
        var filter = new EventRepository.Filter(
                state == null ? null : GatewayApi.EVENT_STATES.get(state),
                null,
                q == null ? null : q.replace("\0", ""));
        var found = events.slice(filter, ListView.place(address), ListView.size(address));
        return new ModelAndView(
                htmx == null ? "gateway/events" : "gateway/event-rows",
                Map.of("view", new ListView<>(address, USUAL_SORT, found)));
    }

    @GetMapping("/{id}")
    @Needs(Gateway.REVIEW)
    ModelAndView show(@PathVariable long id) {
        return new ModelAndView("gateway/event", Map.of("event", events.get(id), "body", readable(events.body(id))));
    }

    /** Line by line if it is JSON, else as it came. */
    private String readable(byte[] body) {
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsString(json.readTree(body));
        } catch (JacksonException e) {
            return new String(body, StandardCharsets.UTF_8);
        }
    }
}
