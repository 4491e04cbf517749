package io.telecomcrm.payments;

import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.web.CrmSettings;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.ListAnswer;
import io.telecomcrm.web.Listing;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Once;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongPredicate;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** The ledger for programs. */
@Controller
@RequestMapping("/api/payments")
@ResponseBody
class PaymentApi {

    private final Payments payments;
    private final Ledger ledger;
    private final PaymentRepository rows;
    private final PaymentInput input;
    private final CrmSettings settings;
    private final OnlinePayments online;

    PaymentApi(
            Payments payments,
            Ledger ledger,
            PaymentRepository rows,
            PaymentInput input,
            CrmSettings settings,
            OnlinePayments online) {
        this.online = online;
        this.payments = payments;
        this.ledger = ledger;
        this.rows = rows;
        this.input = input;
        this.settings = settings;
    }

    @GetMapping
    @Needs(Payments.VIEW)
    ResponseEntity<byte[]> list(Listing listing) {
        var filter = filter(listing);
        listing.check();
        return list(rows, listing, filter);
    }

    static ResponseEntity<byte[]> list(PaymentRepository rows, Listing listing, PaymentFilter filter) {
        var count = rows.count(filter);
        var found = rows.list(
                filter,
                listing.ordering(PaymentRepository.ORDERS.codes()),
                listing.size(),
                listing.offset(() -> count),
                count);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(ListAnswer.json(listing, count, found));
    }

    /** 200 where the same payment was told before. */
    @PostMapping
    @Needs(Payments.TAKE)
    ResponseEntity<byte[]> take(Fields fields, Once once) {
        var details = input.read(fields);
        fields.check();
        if (details.method() == PaymentMethod.ONLINE) {
            var begun =
                    once.run(fields, () -> online.begin(details, null).payment().id());
            online.send(begun);
            return card(HttpStatus.CREATED, begun);
        }
        var isNew = new AtomicBoolean(true);
        var id = once.run(fields, () -> {
            var taken = payments.take(details, null);
            isNew.set(taken.isNew());
            return taken.payment().id();
        });
        return card(isNew.get() ? HttpStatus.CREATED : HttpStatus.OK, id);
    }

    @GetMapping("/{id}")
    @Needs(Payments.VIEW)
    ResponseEntity<byte[]> detail(@PathVariable long id) {
        return card(HttpStatus.OK, id);
    }

    @PutMapping("/{id}")
    @Needs(Payments.TAKE)
    ResponseEntity<byte[]> replace(@PathVariable long id, Fields fields) {
        return edit(id, fields, true);
    }

    @PatchMapping("/{id}")
    @Needs(Payments.TAKE)
    ResponseEntity<byte[]> change(@PathVariable long id, Fields fields) {
        return edit(id, fields, false);
    }

    @DeleteMapping("/{id}")
    @Needs(Payments.TAKE)
    ResponseEntity<Void> delete(@PathVariable long id) {
        if (!online.cancel(id)) {
            payments.delete(id);
        }
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{id}/refund")
    @Needs(Payments.REFUND)
    ResponseEntity<byte[]> refund(@PathVariable long id, Fields fields, Once once) {
        var paid = ledger.get(id);
        var amount = input.refund(fields);
        var reason = input.reason(fields);
        fields.check();
        if (online.givesBack(paid)) {
            var begun = once.run(
                    fields, () -> online.beginRefund(id, amount, reason).id());
            online.send(begun);
            return card(HttpStatus.CREATED, begun);
        }
        return card(
                HttpStatus.CREATED,
                once.run(fields, () -> payments.refund(id, amount, reason).id()));
    }

    private ResponseEntity<byte[]> edit(long id, Fields fields, boolean whole) {
        payments.edit(id, before -> input.read(fields, before, whole));
        return card(HttpStatus.OK, id);
    }

    private ResponseEntity<byte[]> card(HttpStatus status, long id) {
        return card(rows, status, id);
    }

    static ResponseEntity<byte[]> card(PaymentRepository rows, HttpStatus status, long id) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(rows.json(id));
    }

    private PaymentFilter filter(Listing listing) {
        return new PaymentFilter(
                reference(listing, "contract", rows::contractExists),
                reference(listing, "customer", rows::customerExists),
                choices(listing, "kind", PaymentInput.KINDS),
                choices(listing, "status", PaymentInput.STATUSES),
                choices(listing, "method", PaymentInput.METHODS),
                money(listing, "amount__gte"),
                money(listing, "amount__lte"),
                start(listing.date("date_after")),
                end(listing.date("date_before")),
                listing.search());
    }

    /** One by its name, several by {@code name__in}; both together leave what is in both. */
    private static <T> List<T> choices(Listing listing, String name, Map<String, T> all) {
        var one = listing.choice(name, all);
        var several = listing.choices(name + "__in", all);
        if (one == null) {
            return several == null ? List.of() : several;
        }
        if (several != null && !several.contains(one)) {
            listing.reject(name, "filter.choice", String.valueOf(one));
        }
        return List.of(one);
    }

    private @Nullable Instant start(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(settings.zone()).toInstant();
    }

    private @Nullable Instant end(@Nullable LocalDate day) {
        return day == null ? null : start(day.plusDays(1));
    }

    private static @Nullable Long reference(Listing listing, String name, LongPredicate exists) {
        var text = listing.text(name);
        if (text == null) {
            return null;
        }
        if (!text.matches("[0-9]{1,18}") || !exists.test(Long.parseLong(text))) {
            listing.reject(name, "filter.no_such");
            return null;
        }
        return Long.valueOf(text);
    }

    private static @Nullable Money money(Listing listing, String name) {
        var text = listing.text(name);
        try {
            return text == null ? null : Money.parse(text);
        } catch (Malformed malformed) {
            listing.reject(name, malformed.text().code(), malformed.text().args());
            return null;
        }
    }
}
