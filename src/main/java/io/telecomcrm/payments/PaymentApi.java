package io.telecomcrm.payments;

import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.web.CrmSettings;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.ListAnswer;
import io.telecomcrm.web.Listing;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Once;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
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
    private final PaymentDesk desk;

    PaymentApi(
            Payments payments,
            Ledger ledger,
            PaymentRepository rows,
            PaymentInput input,
            CrmSettings settings,
            OnlinePayments online,
            PaymentDesk desk) {
        this.online = online;
        this.desk = desk;
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
            var made = make(fields, once, () -> online.begin(details, null));
            online.send(made.id());
            return card(status(made), made.id());
        }
        var answer = new AtomicReference<byte[]>();
        var made = make(fields, once, () -> desk.take(details, answer::set));
        return answer.get() == null ? card(status(made), made.id()) : card(status(made), answer.get());
    }

    private static HttpStatus status(Once.Made made) {
        return made.isNew() ? HttpStatus.CREATED : HttpStatus.OK;
    }

    private Once.Made make(Fields fields, Once once, Supplier<Payments.Taken> work) {
        try {
            return once.make(fields, () -> {
                var taken = work.get();
                return new Once.Made(taken.payment().id(), taken.isNew());
            });
        } catch (NotFound notFound) {
            input.checkContract(fields);
            fields.check();
            throw notFound;
        }
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
        return card(status, rows.json(id));
    }

    private static ResponseEntity<byte[]> card(HttpStatus status, byte[] json) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(json);
    }

    private PaymentFilter filter(Listing listing) {
        return new PaymentFilter(
                listing.reference("contract", rows::contractExists),
                listing.reference("customer", rows::customerExists),
                listing.among("kind", PaymentInput.KINDS),
                listing.among("status", PaymentInput.STATUSES),
                listing.among("method", PaymentInput.METHODS),
                listing.money("amount__gte"),
                listing.money("amount__lte"),
                false,
                start(listing.date("date_after")),
                end(listing.date("date_before")),
                listing.reference("created_by", rows::userExists),
                listing.search());
    }

    private @Nullable Instant start(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(settings.zone()).toInstant();
    }

    private @Nullable Instant end(@Nullable LocalDate day) {
        return day == null ? null : start(day.plusDays(1));
    }
}
