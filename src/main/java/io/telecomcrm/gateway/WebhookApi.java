package io.telecomcrm.gateway;

import io.telecomcrm.kernel.Forbidden;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.web.Needs;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** Where providers tell what happened. Who can't show that it is they is turned away, and nothing is kept of it. */
@Controller
@ResponseBody
class WebhookApi {

    private static final Logger log = LoggerFactory.getLogger(WebhookApi.class);
    private static final int LONGEST = 64 * 1024;

    private final Events events;
    private final GatewaySettings settings;
    private final Addresses yookassa;
    private final Clock clock;

    WebhookApi(Events events, GatewaySettings settings, Connection connection, Clock clock) {
        this.events = events;
        this.settings = settings;
        this.yookassa = connection.addresses();
        this.clock = clock;
    }

    @PostMapping("/api/webhooks/{provider}")
    @Needs(Needs.NOTHING)
    Map<String, Object> take(@PathVariable String provider, HttpServletRequest request) throws IOException {
        var signing = settings.providers().get(provider);
        var isYookassa = provider.equals(YooKassa.CODE);
        if (signing == null && !isYookassa) {
            throw new NotFound("provider", provider);
        }
        if (isYookassa && !yookassa.allow(request)) {
            throw turnedAway(provider, "the address", request);
        }
        var body = request.getInputStream().readNBytes(LONGEST + 1);
        if (body.length > LONGEST) {
            throw turnedAway(provider, "the length", request);
        }
        if (signing != null
                && !Signature.holds(request.getHeader(Signature.HEADER), body, signing.secret(), clock.instant())) {
            throw turnedAway(provider, "the signature", request);
        }
        events.store(provider, request.getRemoteAddr(), body);
        events.ring();
        return Map.of();
    }

    private static Forbidden turnedAway(String provider, String why, HttpServletRequest request) {
        log.warn("A message for {} from {} was turned away for {}", provider, request.getRemoteAddr(), why);
        return new Forbidden("");
    }
}
