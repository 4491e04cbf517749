package io.telecomcrm.payments;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lines of the ledger as the API writes them. */
final class PaymentJson {

    private PaymentJson() {}

    static Map<String, @Nullable Object> card(PaymentCard card) {
        var payment = card.payment();
        var period = payment.period();
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", payment.id());
        json.put("kind", payment.kind().code());
        json.put("amount", payment.amount().wire());
        json.put("status", payment.status().code());
        json.put("method", payment.method().code());
        json.put("paid_at", card.paidAt());
        json.put("provider", payment.provider());
        json.put("transaction_id", payment.transactionId());
        json.put("description", payment.description());
        json.put("reason", payment.reason());
        json.put("reverses", payment.reverses());
        json.put("contract", contract(card.contract()));
        json.put("customer", customer(card.customer()));
        json.put("period", period == null ? null : period(period));
        json.put("run", payment.runId());
        json.put("refundable", card.refundable().wire());
        json.put("created_by", payment.createdById() == null ? null : user(payment.createdById(), payment.createdBy()));
        json.put("created_at", payment.createdAt());
        json.put("confirmation_url", card.confirmationUrl());
        return json;
    }

    private static Map<String, Object> contract(PaymentCard.Line contract) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", contract.id());
        json.put("number", contract.number().value());
        json.put("status", contract.status().code());
        return json;
    }

    private static Map<String, Object> customer(PaymentCard.Party customer) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", customer.id());
        json.put("full_name", customer.fullName());
        json.put("phone", customer.phone().value());
        return json;
    }

    private static Map<String, Object> period(Payment.Period period) {
        var json = new LinkedHashMap<String, Object>();
        json.put("start", period.start());
        json.put("end", period.end());
        return json;
    }

    private static Map<String, Object> user(long id, String name) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", id);
        json.put("username", name);
        return json;
    }
}
