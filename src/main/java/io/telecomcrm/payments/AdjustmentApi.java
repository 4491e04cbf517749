package io.telecomcrm.payments;

import io.telecomcrm.kernel.Money;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Listing;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Once;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** Corrections of a contract's balance, for programs. */
@Controller
@RequestMapping("/api/contracts/{id}/adjustments")
@ResponseBody
class AdjustmentApi {

    private final Payments payments;
    private final Ledger ledger;
    private final PaymentRepository rows;
    private final PaymentInput input;

    AdjustmentApi(Payments payments, Ledger ledger, PaymentRepository rows, PaymentInput input) {
        this.payments = payments;
        this.ledger = ledger;
        this.rows = rows;
        this.input = input;
    }

    @GetMapping
    @Needs(Payments.VIEW)
    ResponseEntity<byte[]> list(@PathVariable long id, Listing listing) {
        ledger.account(id);
        return PaymentApi.list(rows, listing, PaymentFilter.ofContract(id, List.of(PaymentKind.ADJUSTMENT)));
    }

    /** Who may adjust depends on the amount, so the door asks for that right. */
    @PostMapping
    @Needs(Payments.TAKE)
    ResponseEntity<byte[]> adjust(@PathVariable long id, Fields fields, Once once) {
        ledger.account(id);
        var mistaken = fields.reference("reverses", line -> ledger.isOf(line, id));
        var amount = mistaken != null ? Money.ZERO : input.adjustment(fields);
        var reason = input.reason(fields);
        fields.check();
        var done = once.run(
                fields,
                () -> (mistaken == null ? payments.adjust(id, amount, reason) : payments.reverse(mistaken, reason))
                        .id());
        return PaymentApi.card(rows, HttpStatus.CREATED, done);
    }
}
