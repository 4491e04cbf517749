package io.telecomcrm.payments;

import io.telecomcrm.kernel.Coded;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.web.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What callers send about money, in JSON and in forms. Each method notes what is wrong; what it returns is good once
 * {@link Fields#check} has let it pass; that a new payment's contract is there, see {@link #checkContract}.
 */
@Component
class PaymentInput {

    static final Map<String, PaymentKind> KINDS = codes(PaymentKind.values());
    static final Map<String, PaymentStatus> STATUSES = codes(PaymentStatus.values());
    static final Map<String, PaymentMethod> METHODS = codes(PaymentMethod.values());

    private static final Money LEAST = new Money(1);

    /** Those that may be asked for: whether there is a gateway for online payments, the door knows. */
    private static final Map<String, PaymentMethod> OFFERED =
            codes(PaymentMethod.CASH, PaymentMethod.CARD, PaymentMethod.BANK_TRANSFER, PaymentMethod.ONLINE);

    private final PaymentRepository rows;
    private final PaymentSettings settings;
    private final OnlinePayments online;

    PaymentInput(PaymentRepository rows, PaymentSettings settings, OnlinePayments online) {
        this.online = online;
        this.rows = rows;
        this.settings = settings;
    }

    /** A payment taken now. Whether there is such a contract is asked only beside other errors: the door finds it out. */
    PaymentDetails read(Fields fields) {
        var contract = fields.requiredReference("contract", _ -> true);
        var amount = amount(fields);
        var method = method(fields);
        var transaction = fields.text("transaction_id", Payments.LONGEST_TRANSACTION);
        var description = fields.text("description", Payments.LONGEST_TEXT);
        if (method == PaymentMethod.ONLINE && !online.isOffered()) {
            fields.reject("method", "payment.no_gateway");
        }
        if (method == PaymentMethod.ONLINE && transaction != null) {
            fields.reject("transaction_id", "payment.transaction_of_provider");
        }
        if (contract != null && !fields.errors().isEmpty()) {
            checkContract(fields);
        }
        return new PaymentDetails(contract == null ? 0 : contract, amount, method, transaction, description);
    }

    /** Notes it where there is no such contract. */
    void checkContract(Fields fields) {
        fields.reference("contract", rows::contractExists);
    }

    /**
     * Other particulars of a pending payment; what was not sent stays as it is.
     *
     * @param whole whether the required fields must be there
     */
    PaymentDetails read(Fields fields, PaymentDetails before, boolean whole) {
        var contract = whole || fields.hasReference("contract")
                ? fields.requiredReference("contract", rows::contractExists)
                : Long.valueOf(before.contractId());
        var amount = whole || fields.has("amount") ? amount(fields) : before.amount();
        var method = whole || fields.has("method") ? method(fields) : before.method();
        if (method == PaymentMethod.ONLINE && before.method() != PaymentMethod.ONLINE) {
            fields.reject("method", "payment.online_is_begun_anew");
        }
        var transaction = fields.text("transaction_id", Payments.LONGEST_TRANSACTION);
        var description = fields.text("description", Payments.LONGEST_TEXT);
        fields.check();
        return new PaymentDetails(
                contract == null ? 0 : contract,
                amount,
                method,
                fields.has("transaction_id") ? transaction : before.transactionId(),
                fields.has("description") ? description : before.description());
    }

    /** What goes back; null for all that is left. */
    @Nullable
    Money refund(Fields fields) {
        var amount = fields.money("amount", LEAST, new Money(Long.MAX_VALUE));
        if (amount == null && !fields.rejected("amount") && fields.isBlank("amount")) {
            fields.reject("amount", "field.blank");
        }
        return amount;
    }

    /** What the balance gains or loses. */
    Money adjustment(Fields fields) {
        var most = settings.largestAmount();
        var amount = fields.requiredMoney("amount", most.negated(), most);
        if (amount != null && amount.isZero()) {
            fields.reject("amount", "payment.amount_zero");
        }
        return amount == null ? LEAST : amount;
    }

    String reason(Fields fields) {
        return fields.required("reason", Payments.LONGEST_TEXT);
    }

    private Money amount(Fields fields) {
        var amount = fields.requiredMoney("amount", LEAST, settings.largestAmount());
        return amount == null ? LEAST : amount;
    }

    private static PaymentMethod method(Fields fields) {
        if (fields.required("method", 200).isEmpty() || fields.rejected("method")) {
            return PaymentMethod.CASH;
        }
        var method = fields.choice("method", OFFERED);
        return method == null ? PaymentMethod.CASH : method;
    }

    @SafeVarargs
    private static <E extends Coded> Map<String, E> codes(E... choices) {
        var codes = new LinkedHashMap<String, E>();
        for (var choice : choices) {
            codes.put(choice.code(), choice);
        }
        return codes;
    }
}
