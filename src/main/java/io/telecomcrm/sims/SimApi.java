package io.telecomcrm.sims;

import io.telecomcrm.kernel.Coded;
import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Msisdn;
import io.telecomcrm.web.CrmSettings;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.IfMatch;
import io.telecomcrm.web.ListAnswer;
import io.telecomcrm.web.Listing;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Once;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

@Controller
@RequestMapping("/api/sims")
class SimApi {

    static final Map<String, SimStatus> STATUSES =
            Arrays.stream(SimStatus.values()).collect(Collectors.toUnmodifiableMap(Coded::code, Function.identity()));

    private final Sims sims;
    private final SimLists lists;
    private final CrmSettings settings;

    SimApi(Sims sims, SimLists lists, CrmSettings settings) {
        this.sims = sims;
        this.lists = lists;
        this.settings = settings;
    }

    @GetMapping
    @Needs(Sims.VIEW)
    ResponseEntity<byte[]> list(Listing listing) {
        var filter = filter(listing);
        var ordering = listing.ordering(SimLists.ORDERS.codes());
        listing.check();
        var offset = listing.offset(() -> lists.count(filter));
        var found = lists.list(filter, ordering, listing.size(), offset);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(ListAnswer.json(listing, found.count(), found.rows()));
    }

    @PostMapping
    @Needs(Sims.EDIT)
    ResponseEntity<byte[]> create(Fields fields, Once once) {
        var details = SimInput.read(fields);
        return card(
                HttpStatus.CREATED, once.run(fields, () -> sims.create(details).id()), null);
    }

    @GetMapping("/{id}")
    @Needs(Sims.VIEW)
    ResponseEntity<byte[]> detail(@PathVariable long id) {
        return card(HttpStatus.OK, id, null);
    }

    @PutMapping("/{id}")
    @Needs(Sims.EDIT)
    ResponseEntity<byte[]> replace(
            @PathVariable long id,
            Fields fields,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        return update(id, fields, ifMatch, true);
    }

    @PatchMapping("/{id}")
    @Needs(Sims.EDIT)
    ResponseEntity<byte[]> change(
            @PathVariable long id,
            Fields fields,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        return update(id, fields, ifMatch, false);
    }

    @DeleteMapping("/{id}")
    @Needs(Sims.EDIT)
    ResponseEntity<Void> delete(
            @PathVariable long id, @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        sims.delete(id, IfMatch.version(ifMatch));
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{id}/reveal")
    @Needs(Sims.SECRETS)
    ResponseEntity<byte[]> reveal(@PathVariable long id, Fields fields) {
        sims.get(id);
        var purpose = fields.required("purpose", Sims.LONGEST_PURPOSE);
        fields.check();
        return card(HttpStatus.OK, id, sims.reveal(id, purpose));
    }

    @GetMapping("/{id}/history")
    @Needs(Sims.VIEW)
    @ResponseBody
    Map<String, @Nullable Object> history(@PathVariable long id, Listing listing) {
        sims.get(id);
        var count = lists.historyCount(id);
        var found = lists.history(id, listing.size() + 1, listing.offset(() -> count));
        return ListAnswer.of(listing, count, found, SimApi::onTheWire);
    }

    private ResponseEntity<byte[]> update(long id, Fields fields, @Nullable String ifMatch, boolean whole) {
        var version = IfMatch.version(ifMatch, fields);
        sims.update(id, version, before -> SimInput.read(fields, before, whole));
        return card(HttpStatus.OK, id, null);
    }

    private ResponseEntity<byte[]> card(HttpStatus status, long id, @Nullable SimSecrets secrets) {
        var card = lists.card(id, secrets);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .eTag(IfMatch.tag(card.version()))
                .body(card.json());
    }

    private SimFilter filter(Listing listing) {
        return new SimFilter(
                listing.among("status", STATUSES),
                listing.flag("has_contract"),
                value(listing, "iccid", Iccid::lenient),
                value(listing, "imsi", Imsi::parse),
                value(listing, "msisdn", Msisdn::parse),
                listing.text("batch"),
                listing.reference("contract", lists::contractExists),
                listing.reference("customer", lists::customerExists),
                start(listing.date("created_after")),
                end(listing.date("created_before")),
                start(listing.date("updated_after")),
                end(listing.date("updated_before")),
                listing.search(),
                null);
    }

    private @Nullable Instant start(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(settings.zone()).toInstant();
    }

    private @Nullable Instant end(@Nullable LocalDate day) {
        return day == null ? null : start(day.plusDays(1));
    }

    private static <T> @Nullable T value(Listing listing, String name, Function<String, T> parse) {
        var text = listing.text(name);
        try {
            return text == null ? null : parse.apply(text);
        } catch (Malformed malformed) {
            listing.reject(name, malformed.text().code(), malformed.text().args());
            return null;
        }
    }

    private static Map<String, @Nullable Object> onTheWire(SimHistoryLine line) {
        var wire = new LinkedHashMap<String, @Nullable Object>();
        wire.put("id", line.id());
        wire.put("at", line.at());
        wire.put("actor", actor(line));
        wire.put("event", line.event());
        wire.put("status_from", line.statusFrom());
        wire.put("status_to", line.statusTo());
        wire.put("contract_from", contract(line.contractFrom(), line.contractNumberFrom()));
        wire.put("contract_to", contract(line.contractTo(), line.contractNumberTo()));
        wire.put("msisdn_from", line.msisdnFrom());
        wire.put("msisdn_to", line.msisdnTo());
        wire.put("reason", line.reason());
        return wire;
    }

    private static @Nullable Map<String, @Nullable Object> actor(SimHistoryLine line) {
        if (line.actorId() == null) {
            return null;
        }
        var actor = new LinkedHashMap<String, @Nullable Object>();
        actor.put("id", line.actorId());
        actor.put("username", line.actor());
        return actor;
    }

    private static @Nullable Map<String, @Nullable Object> contract(@Nullable Long id, @Nullable String number) {
        if (id == null) {
            return null;
        }
        var contract = new LinkedHashMap<String, @Nullable Object>();
        contract.put("id", id);
        contract.put("number", number);
        return contract;
    }
}
