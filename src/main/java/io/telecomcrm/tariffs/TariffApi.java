package io.telecomcrm.tariffs;

import static io.telecomcrmdb.Tables.TARIFF;

import io.telecomcrm.database.Count;
import io.telecomcrm.database.Orders;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.IfMatch;
import io.telecomcrm.web.ListAnswer;
import io.telecomcrm.web.Listing;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Once;
import java.util.Map;
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
@RequestMapping("/api/tariffs")
class TariffApi {

    private static final Orders ORDERS = new Orders(
            TARIFF.ID,
            Map.of(
                    "name", TARIFF.NAME_KEY,
                    "fee", TARIFF.FEE,
                    "created_at", TARIFF.CREATED_AT,
                    "updated_at", TARIFF.UPDATED_AT));

    private final Tariffs tariffs;
    private final TariffRepository rows;
    private final TariffShelf shelf;

    TariffApi(Tariffs tariffs, TariffRepository rows, TariffShelf shelf) {
        this.tariffs = tariffs;
        this.rows = rows;
        this.shelf = shelf;
    }

    @GetMapping
    @Needs(Tariffs.VIEW)
    @ResponseBody
    Map<String, @Nullable Object> list(Listing listing) {
        var filter = new TariffFilter(
                listing.flag("is_active"),
                listing.choice("period", TariffInput.PERIODS),
                listing.money("fee__gte"),
                listing.money("fee__lte"),
                listing.terms());
        var orders = ORDERS.of(listing.ordering(ORDERS.codes()));
        listing.check();
        var count = Count.exactly(rows.count(filter));
        var found = rows.list(filter, orders, listing.size() + 1, listing.offset(() -> count));
        return ListAnswer.of(listing, count, found, TariffJson::of);
    }

    /** What is sold; the list that tills ask for again and again. */
    @GetMapping("/active")
    @Needs(Tariffs.VIEW)
    ResponseEntity<byte[]> active(Listing listing) {
        var part = shelf.part(listing);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(ListAnswer.json(listing, part.count(), part.rows()));
    }

    @PostMapping
    @Needs(Tariffs.EDIT)
    ResponseEntity<Map<String, Object>> create(Fields fields, Once once) {
        var details = TariffInput.read(fields, null, true);
        return answer(
                HttpStatus.CREATED,
                once.run(fields, () -> tariffs.create(details).id()));
    }

    @GetMapping("/{id}")
    @Needs(Tariffs.VIEW)
    ResponseEntity<Map<String, Object>> detail(@PathVariable long id) {
        return answer(HttpStatus.OK, id);
    }

    @PutMapping("/{id}")
    @Needs(Tariffs.EDIT)
    ResponseEntity<Map<String, Object>> replace(
            @PathVariable long id,
            Fields fields,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        return update(id, fields, ifMatch, true);
    }

    @PatchMapping("/{id}")
    @Needs(Tariffs.EDIT)
    ResponseEntity<Map<String, Object>> change(
            @PathVariable long id,
            Fields fields,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        return update(id, fields, ifMatch, false);
    }

    @DeleteMapping("/{id}")
    @Needs(Tariffs.EDIT)
    ResponseEntity<Void> delete(
            @PathVariable long id, @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        tariffs.delete(id, IfMatch.version(ifMatch));
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{id}/archive")
    @Needs(Tariffs.EDIT)
    ResponseEntity<Map<String, Object>> archive(
            @PathVariable long id,
            Fields fields,
            Once once,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        var version = IfMatch.version(ifMatch, fields);
        return answer(
                HttpStatus.OK,
                once.run(fields, () -> tariffs.archive(id, version).id()));
    }

    @PostMapping("/{id}/restore")
    @Needs(Tariffs.EDIT)
    ResponseEntity<Map<String, Object>> restore(
            @PathVariable long id,
            Fields fields,
            Once once,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        var version = IfMatch.version(ifMatch, fields);
        return answer(
                HttpStatus.OK,
                once.run(fields, () -> tariffs.restore(id, version).id()));
    }

    private ResponseEntity<Map<String, Object>> update(
            long id, Fields fields, @Nullable String ifMatch, boolean whole) {
        var version = IfMatch.version(ifMatch, fields);
        tariffs.update(id, version, before -> TariffInput.read(fields, before, whole));
        return answer(HttpStatus.OK, id);
    }

    private ResponseEntity<Map<String, Object>> answer(HttpStatus status, long id) {
        var line = rows.line(id);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .eTag(IfMatch.tag(line.tariff().version()))
                .body(TariffJson.of(line));
    }
}
