package io.telecomcrm.payments;

import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.ListAnswer;
import io.telecomcrm.web.Listing;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Once;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** Promised payments of a contract, for programs. */
@Controller
@RequestMapping("/api/contracts/{id}/promised-payments")
@ResponseBody
class PromiseApi {

    private final Contracts contracts;
    private final Ledger ledger;
    private final PromiseRepository rows;
    private final PromiseSettings settings;

    PromiseApi(Contracts contracts, Ledger ledger, PromiseRepository rows, PromiseSettings settings) {
        this.contracts = contracts;
        this.ledger = ledger;
        this.rows = rows;
        this.settings = settings;
    }

    @GetMapping
    @Needs(Payments.VIEW)
    Map<String, @Nullable Object> list(@PathVariable long id, Listing listing) {
        ledger.account(id);
        var count = rows.count(id);
        var found = rows.of(id, listing.size() + 1, listing.offset(() -> count));
        return ListAnswer.of(listing, count, found, PromiseApi::json);
    }

    @PostMapping
    @Needs(Contracts.PROMISE)
    ResponseEntity<?> give(@PathVariable long id, Fields fields, Once once) {
        ledger.account(id);
        var amount = fields.requiredMoney("amount", new Money(1), settings.largestAmount());
        fields.check();
        var given = once.run(fields, () -> {
            contracts.promise(id, null, amount == null ? Money.ZERO : amount);
            return rows.of(id, 1, 0).getFirst().id();
        });
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(json(rows.get(given).orElseThrow(() -> new NotFound("promised_payment", given))));
    }

    private static Map<String, @Nullable Object> json(PromisedPayment promise) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", promise.id());
        json.put("amount", promise.amount().wire());
        json.put("given_at", promise.givenAt());
        json.put("until", promise.until());
        json.put("ended_at", promise.endedAt());
        json.put("created_by", by(promise));
        return json;
    }

    private static @Nullable Map<String, @Nullable Object> by(PromisedPayment promise) {
        if (promise.givenById() == null) {
            return null;
        }
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", promise.givenById());
        json.put("username", promise.givenBy());
        return json;
    }
}
