package io.telecomcrm.customers;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Email;
import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Phone;
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
import java.util.Objects;
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

@Controller
@RequestMapping("/api/customers")
class CustomerApi {

    private final Customers customers;
    private final CustomerRepository rows;
    private final CustomerInput input;
    private final CrmSettings settings;

    CustomerApi(Customers customers, CustomerRepository rows, CustomerInput input, CrmSettings settings) {
        this.customers = customers;
        this.rows = rows;
        this.input = input;
        this.settings = settings;
    }

    @GetMapping
    @Needs(Customers.VIEW)
    ResponseEntity<byte[]> list(Listing listing) {
        var filter = filter(listing);
        var ordering = listing.ordering(CustomerRepository.ORDERS.codes());
        listing.check();
        var offset = listing.offset(() -> rows.count(filter));
        var found = rows.list(filter, ordering, listing.size(), offset);
        return json(ListAnswer.json(listing, found.count(), found.rows()));
    }

    @PostMapping
    @Needs(Customers.EDIT)
    ResponseEntity<byte[]> create(Fields fields, Once once) {
        var confirmed = confirmed(fields);
        var details = input.read(fields);
        return card(
                HttpStatus.CREATED,
                once.run(fields, () -> customers.create(details, confirmed).id()));
    }

    @GetMapping("/{id}")
    @Needs(Customers.VIEW)
    ResponseEntity<byte[]> detail(@PathVariable long id) {
        return card(HttpStatus.OK, id);
    }

    @PutMapping("/{id}")
    @Needs(Customers.EDIT)
    ResponseEntity<byte[]> replace(
            @PathVariable long id,
            Fields fields,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        return update(id, fields, ifMatch, true);
    }

    @PatchMapping("/{id}")
    @Needs(Customers.EDIT)
    ResponseEntity<byte[]> change(
            @PathVariable long id,
            Fields fields,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        return update(id, fields, ifMatch, false);
    }

    @DeleteMapping("/{id}")
    @Needs(Customers.DELETE)
    ResponseEntity<Void> delete(
            @PathVariable long id, @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        customers.delete(id, IfMatch.version(ifMatch));
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{id}/reveal")
    @Needs(Customers.PERSONAL_DATA)
    ResponseEntity<byte[]> reveal(@PathVariable long id, Fields fields) {
        rows.get(id);
        var purpose = fields.required("purpose", Customers.LONGEST_PURPOSE);
        fields.check();
        customers.reveal(id, purpose);
        return card(HttpStatus.OK, id);
    }

    @PostMapping("/{id}/anonymise")
    @Needs(Customers.ANONYMISE)
    ResponseEntity<byte[]> anonymise(
            @PathVariable long id,
            Fields fields,
            Once once,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        rows.get(id);
        var reason = fields.required("reason", Customers.LONGEST_PURPOSE);
        var version = IfMatch.version(ifMatch, fields);
        fields.check();
        return card(
                HttpStatus.OK,
                once.run(fields, () -> customers.anonymise(id, version, reason).id()));
    }

    /** The card of the one that stays. */
    @PostMapping("/{id}/merge")
    @Needs(Customers.MERGE)
    ResponseEntity<byte[]> merge(
            @PathVariable long id,
            Fields fields,
            Once once,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        rows.get(id);
        var other = fields.whole("other");
        if (other == null && !fields.rejected("other")) {
            fields.reject("other", fields.has("other") ? "field.null" : "field.required");
        }
        var otherVersion = fields.whole("other_version");
        var choice = CustomerChoice.read(fields);
        var version = IfMatch.version(ifMatch, fields);
        fields.check();
        return card(
                HttpStatus.OK,
                once.run(
                        fields,
                        () -> customers
                                .merge(
                                        id,
                                        version,
                                        Objects.requireNonNull(other),
                                        otherVersion,
                                        (mine, theirs) -> input.read(choice.typed(theirs), mine, false))
                                .id()));
    }

    /** Whom the customer being entered resembles. Asked by POST, since addresses of requests are kept in many logs. */
    @PostMapping("/lookalikes")
    @Needs(Customers.VIEW)
    @ResponseBody
    Map<String, Object> lookalikes(Fields fields) {
        var except = fields.whole("except");
        var found = customers.lookalikes(input.likeness(fields), except);
        return Map.of("duplicates", found.stream().map(Lookalike::onTheWire).toList());
    }

    private ResponseEntity<byte[]> update(long id, Fields fields, @Nullable String ifMatch, boolean whole) {
        var version = IfMatch.version(ifMatch, fields);
        var confirmed = confirmed(fields);
        customers.update(id, version, confirmed, before -> input.read(fields, before, whole));
        return card(HttpStatus.OK, id);
    }

    private ResponseEntity<byte[]> card(HttpStatus status, long id) {
        var card = rows.card(id, masked());
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .eTag(IfMatch.tag(card.version()))
                .body(card.json());
    }

    private CustomerFilter filter(Listing listing) {
        var birth = listing.date("birth_date");
        var series = listing.text("passport_series");
        var number = listing.text("passport_number");
        return new CustomerFilter(
                listing.choice("kind", CustomerInput.KINDS),
                listing.among("status", CustomerInput.STATUSES),
                listing.flag("has_contracts"),
                start(listing.date("created_after")),
                end(listing.date("created_before")),
                start(listing.date("updated_after")),
                end(listing.date("updated_before")),
                value(listing, "phone", Phone::parse),
                value(listing, "email", Email::parse),
                value(listing, "inn", Inn::parse),
                number == null ? null : series == null ? number : series + number,
                birth == null ? listing.date("birth_date__gte") : birth,
                birth == null ? listing.date("birth_date__lte") : birth,
                listing.text("address"),
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

    private static boolean confirmed(Fields fields) {
        return Boolean.TRUE.equals(fields.flag("confirm_duplicate"));
    }

    private static boolean masked() {
        return !Actor.current().may(Customers.PERSONAL_DATA);
    }

    private static ResponseEntity<byte[]> json(byte[] body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }
}
