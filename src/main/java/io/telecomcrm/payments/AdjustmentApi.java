package io.telecomcrm.payments;

import static java.util.Objects.requireNonNull;

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
        var reverses = mistaken != null || fields.rejected("reverses") || fields.rejected("reverses_id");
        var amount = reverses && fields.raw("amount").isBlank() ? null : input.adjustment(fields);
        if (mistaken != null && amount != null && !fields.rejected("amount")) {
            checkOpposite(fields, amount, ledger.get(mistaken).amount());
        }
        var reason = input.reason(fields);
        fields.check();
        var done = once.run(
                fields,
                () -> (mistaken == null
                                ? payments.adjust(id, requireNonNull(amount), reason)
                                : payments.reverse(mistaken, reason))
                        .id());
        return PaymentApi.card(rows, HttpStatus.CREATED, done);
    }

    /** What is undone is undone whole: an amount beside it may only say the same. */
    private static void checkOpposite(Fields fields, Money amount, Money mistaken) {
        if (!amount.equals(mistaken.negated())) {
            fields.reject(
                    "amount", "payment.amount_not_opposite", mistaken.negated().display());
        }
    }
}
