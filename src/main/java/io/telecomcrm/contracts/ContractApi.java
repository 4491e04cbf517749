package io.telecomcrm.contracts;

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
import java.util.Map;
import java.util.function.Function;
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

/** Contracts for programs. */
@Controller
@RequestMapping("/api/contracts")
@ResponseBody
class ContractApi {

    private static final String IF_MATCH = "If-Match";

    private final Contracts contracts;
    private final ContractRepository rows;
    private final ContractInput input;
    private final ContractJson json;
    private final CrmSettings settings;

    ContractApi(
            Contracts contracts,
            ContractRepository rows,
            ContractInput input,
            ContractJson json,
            CrmSettings settings) {
        this.contracts = contracts;
        this.rows = rows;
        this.input = input;
        this.json = json;
        this.settings = settings;
    }

    @GetMapping
    @Needs(Contracts.VIEW)
    ResponseEntity<byte[]> list(Listing listing) {
        var filter = filter(listing);
        var ordering = listing.ordering(ContractRepository.ORDERS.codes());
        listing.check();
        var offset = listing.offset(() -> rows.count(filter));
        var found = rows.list(filter, ordering, listing.size(), offset, settings.zone());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(ListAnswer.json(listing, found.count(), found.rows()));
    }

    @PostMapping
    @Needs(Contracts.EDIT)
    ResponseEntity<byte[]> create(Fields fields, Once once) {
        var details = input.read(fields);
        return card(
                HttpStatus.CREATED,
                once.run(fields, () -> contracts.create(details).id()));
    }

    @GetMapping("/{id}")
    @Needs(Contracts.VIEW)
    ResponseEntity<byte[]> detail(@PathVariable long id) {
        return card(HttpStatus.OK, id);
    }

    @PutMapping("/{id}")
    @Needs(Contracts.EDIT)
    ResponseEntity<byte[]> replace(
            @PathVariable long id,
            Fields fields,
            @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch) {
        return edit(id, fields, ifMatch, true);
    }

    @PatchMapping("/{id}")
    @Needs(Contracts.EDIT)
    ResponseEntity<byte[]> change(
            @PathVariable long id,
            Fields fields,
            @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch) {
        return edit(id, fields, ifMatch, false);
    }

    @DeleteMapping("/{id}")
    @Needs(Contracts.EDIT)
    ResponseEntity<Void> delete(
            @PathVariable long id, @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch) {
        contracts.delete(id, IfMatch.version(ifMatch));
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/{id}/history")
    @Needs(Contracts.VIEW)
    Map<String, @Nullable Object> history(@PathVariable long id, Listing listing) {
        rows.get(id);
        var count = rows.historyCount(id);
        var found = rows.history(id, listing.size() + 1, listing.offset(() -> count));
        return ListAnswer.of(listing, count, found, json::history);
    }

    @PostMapping("/{id}/activate")
    @Needs(Contracts.ACTIVATE)
    ResponseEntity<byte[]> activate(
            @PathVariable long id,
            Fields fields,
            Once once,
            @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch) {
        var version = version(id, fields, ifMatch);
        fields.check();
        return card(
                HttpStatus.OK,
                once.run(fields, () -> contracts.activate(id, version).id()));
    }

    /** Who may block depends on the reason, so the door asks for that right. */
    @PostMapping("/{id}/block")
    @Needs(Contracts.VIEW)
    ResponseEntity<byte[]> block(
            @PathVariable long id,
            Fields fields,
            Once once,
            @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch) {
        var version = version(id, fields, ifMatch);
        var reason = input.block(fields);
        var until = input.until(fields);
        var note = input.note(fields);
        fields.check();
        return card(
                HttpStatus.OK,
                once.run(
                        fields,
                        () -> contracts.block(id, version, reason, until, note).id()));
    }

    @PostMapping("/{id}/unblock")
    @Needs(Contracts.VIEW)
    ResponseEntity<byte[]> unblock(
            @PathVariable long id,
            Fields fields,
            Once once,
            @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch) {
        var version = version(id, fields, ifMatch);
        var reason = input.block(fields);
        fields.check();
        return card(
                HttpStatus.OK,
                once.run(fields, () -> contracts.unblock(id, version, reason).id()));
    }

    @PostMapping("/{id}/terminate")
    @Needs(Contracts.TERMINATE)
    ResponseEntity<byte[]> terminate(
            @PathVariable long id,
            Fields fields,
            Once once,
            @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch) {
        var version = version(id, fields, ifMatch);
        var reason = input.termination(fields);
        var note = input.note(fields);
        fields.check();
        return card(
                HttpStatus.OK,
                once.run(
                        fields,
                        () -> contracts.terminate(id, version, reason, note).id()));
    }

    @PostMapping("/{id}/change-tariff")
    @Needs(Contracts.CHANGE_TARIFF)
    ResponseEntity<byte[]> changeTariff(
            @PathVariable long id,
            Fields fields,
            Once once,
            @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch) {
        var version = version(id, fields, ifMatch);
        var tariff = input.tariff(fields);
        var when = input.when(fields);
        fields.check();
        return card(
                HttpStatus.OK,
                once.run(
                        fields,
                        () -> contracts.changeTariff(id, version, tariff, when).id()));
    }

    @DeleteMapping("/{id}/change-tariff")
    @Needs(Contracts.CHANGE_TARIFF)
    ResponseEntity<byte[]> cancelTariffChange(
            @PathVariable long id, @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch) {
        contracts.cancelTariffChange(id, IfMatch.version(ifMatch));
        return card(HttpStatus.OK, id);
    }

    @PostMapping("/{id}/replace-sim")
    @Needs(Contracts.REPLACE_SIM)
    ResponseEntity<byte[]> replaceSim(
            @PathVariable long id,
            Fields fields,
            Once once,
            @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch) {
        var version = version(id, fields, ifMatch);
        var sim = input.sim(fields);
        var reason = input.replacement(fields);
        fields.check();
        return card(
                HttpStatus.OK,
                once.run(
                        fields,
                        () -> contracts.replaceSim(id, version, sim, reason).id()));
    }

    @PostMapping("/{id}/change-number")
    @Needs(Contracts.CHANGE_NUMBER)
    ResponseEntity<byte[]> changeNumber(
            @PathVariable long id,
            Fields fields,
            Once once,
            @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch) {
        var version = version(id, fields, ifMatch);
        var number = fields.requiredValue("msisdn", Msisdn::parse);
        fields.check();
        return number == null
                ? card(HttpStatus.OK, id)
                : card(
                        HttpStatus.OK,
                        once.run(
                                fields,
                                () -> contracts
                                        .changeNumber(id, version, number)
                                        .id()));
    }

    @PostMapping("/{id}/change-customer")
    @Needs(Contracts.CHANGE_CUSTOMER)
    ResponseEntity<byte[]> changeCustomer(
            @PathVariable long id,
            Fields fields,
            Once once,
            @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch) {
        var version = version(id, fields, ifMatch);
        var customer = input.customer(fields);
        fields.check();
        return card(
                HttpStatus.OK,
                once.run(
                        fields,
                        () -> contracts.changeCustomer(id, version, customer).id()));
    }

    @PostMapping("/{id}/credit-limit")
    @Needs(Contracts.CREDIT_LIMIT)
    ResponseEntity<byte[]> limitCredit(
            @PathVariable long id,
            Fields fields,
            Once once,
            @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch) {
        var version = version(id, fields, ifMatch);
        var limit = ContractInput.creditLimit(fields);
        fields.check();
        return card(
                HttpStatus.OK,
                once.run(fields, () -> contracts.limitCredit(id, version, limit).id()));
    }

    private ResponseEntity<byte[]> edit(long id, Fields fields, @Nullable String ifMatch, boolean whole) {
        var version = version(id, fields, ifMatch);
        var limit = fields.has("credit_limit") ? ContractInput.creditLimit(fields) : null;
        contracts.edit(id, version, before -> input.read(fields, before, whole), limit);
        return card(HttpStatus.OK, id);
    }

    /** What is not there is told before what is wrong. */
    private @Nullable Long version(long id, Fields fields, @Nullable String ifMatch) {
        rows.get(id);
        return IfMatch.version(ifMatch, fields);
    }

    private ResponseEntity<byte[]> card(HttpStatus status, long id) {
        var card = rows.card(id);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .eTag(IfMatch.tag(card.contract().version()))
                .body(json.card(card));
    }

    private ContractFilter filter(Listing listing) {
        return new ContractFilter(
                listing.among("status", ContractInput.STATUSES),
                listing.reference("customer", rows::customerExists),
                listing.reference("tariff", rows::tariffExists),
                listing.reference("sim", rows::simExists),
                value(listing, "number", ContractNumber::parse),
                value(listing, "msisdn", Msisdn::parse),
                listing.choice("block", ContractInput.BLOCKS),
                listing.flag("pending_tariff"),
                listing.money("balance__gte"),
                listing.money("balance__lte"),
                listing.date("signed_after"),
                listing.date("signed_before"),
                start(listing.date("created_after")),
                end(listing.date("created_before")),
                start(listing.date("activated_after")),
                end(listing.date("activated_before")),
                start(listing.date("terminated_after")),
                end(listing.date("terminated_before")),
                listing.search());
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
}
