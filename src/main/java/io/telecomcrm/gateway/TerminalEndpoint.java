package io.telecomcrm.gateway;

import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.web.Needs;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.multipart.MultipartException;

/** Where the processing centre of the terminals calls: from its own addresses, with its name and password. */
@Controller
@ResponseBody
class TerminalEndpoint {

    private static final Logger log = LoggerFactory.getLogger(TerminalEndpoint.class);
    private static final MediaType XML = new MediaType("text", "xml", StandardCharsets.UTF_8);

    /** All digits of an account but the last four. */
    private static final Pattern HIDDEN = Pattern.compile("\\d(?=(?:\\D*\\d){4})");

    private final Terminals terminals;
    private final GatewaySettings.Osmp settings;
    private final Addresses addresses;

    TerminalEndpoint(Terminals terminals, GatewaySettings settings) {
        this.terminals = terminals;
        this.settings = settings.osmp();
        this.addresses = Addresses.of(settings.osmp().addresses());
    }

    @RequestMapping(
            path = {Terminals.PATH, Terminals.PATH + "/"},
            method = {RequestMethod.GET, RequestMethod.POST})
    @Needs(Needs.NOTHING)
    ResponseEntity<String> answer(HttpServletRequest request) {
        if (!settings.isGiven()) {
            throw new NotFound("provider", Terminals.CODE);
        }
        if (!addresses.allow(request)) {
            log.warn("A terminal at {} was turned away for its address", request.getRemoteAddr());
            return ResponseEntity.status(403).build();
        }
        if (!isKnown(request.getHeader(HttpHeaders.AUTHORIZATION))) {
            log.warn("A terminal at {} was turned away for its password", request.getRemoteAddr());
            return ResponseEntity.status(401)
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"osmp\", charset=\"UTF-8\"")
                    .build();
        }
        var asked = asked(request);
        var reply = terminals.answer(asked);
        log.info(
                "Terminals: {} of {} for {} gave {}",
                words(asked.get("command")),
                words(asked.get("txn_id")),
                HIDDEN.matcher(words(asked.get("account"))).replaceAll("*"),
                reply.result().code());
        return ResponseEntity.ok()
                .contentType(XML)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(xml(reply));
    }

    /** Nothing where it can't be read: the protocol has an answer to that too. */
    private static Map<String, String> asked(HttpServletRequest request) {
        try {
            var asked = new HashMap<String, String>();
            request.getParameterMap().forEach((name, values) -> asked.put(name, values[values.length - 1].strip()));
            return asked;
        } catch (InvalidParameterException | MultipartException unreadable) {
            log.warn("A terminal at {} sent what can't be read", request.getRemoteAddr());
            return Map.of();
        }
    }

    /** Nothing of what was sent gets into it but digits that were recognised, so that it is always well-formed. */
    private static String xml(Terminals.Reply reply) {
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<response>");
        element(xml, "osmp_txn_id", reply.transaction() == null ? "" : reply.transaction());
        if (reply.payment() != null) {
            element(xml, "prv_txn", Long.toString(reply.payment()));
        }
        var sum = reply.sum();
        if (sum != null) {
            element(xml, "sum", sum.wire());
        }
        element(xml, "result", Integer.toString(reply.result().code()));
        element(xml, "comment", reply.result().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        return xml.append("</response>\n").toString();
    }

    private static void element(StringBuilder xml, String name, String text) {
        xml.append('<')
                .append(name)
                .append('>')
                .append(text)
                .append("</")
                .append(name)
                .append('>');
    }

    private boolean isKnown(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return false;
        }
        try {
            var sent = Base64.getDecoder().decode(header.substring(6).strip());
            var expected = (settings.username() + ":" + settings.password()).getBytes(StandardCharsets.UTF_8);
            return MessageDigest.isEqual(sent, expected);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** For the log: nothing that would begin a line of its own. */
    private static String words(@Nullable String sent) {
        var text = sent == null ? "" : sent.replaceAll("[^0-9A-Za-z+._ -]", "?");
        return text.length() > 40 ? text.substring(0, 40) : text;
    }
}
