package io.telecomcrm.payments;

import io.telecomcrm.contracts.BillingForecast;
import io.telecomcrm.contracts.Contract;
import io.telecomcrm.contracts.ContractCard;
import io.telecomcrm.contracts.ContractStatus;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form by which money is taken.
 *
 * @param payer for whose contract; null while none is chosen
 * @param key by which a second click finds what the first one did
 * @param doubted the amount that was asked about once more; null where nobody doubts it
 * @param twin what was taken a moment ago and looks the same, if that is the doubt
 * @param isOnline whether a provider can be paid through
 * @param part whether only what is below the search is shown
 */
public record DeskForm(
        @Nullable ContractCard payer,
        BillingForecast.@Nullable Charge nextCharge,
        Money toUnblock,
        String key,
        Map<String, String> values,
        Map<String, List<Text>> errors,
        @Nullable Money doubted,
        @Nullable Payment twin,
        @Nullable Payment known,
        boolean isOnline,
        boolean part) {

    /** An amount that may be meant. */
    public record Preset(String text, Money amount) {}

    public String value(String name) {
        return values.getOrDefault(name, "");
    }

    public @Nullable String error(Page page, String field) {
        return page.error(errors, field);
    }

    /** All errors by the ids of their fields. */
    public Map<String, String> messages(Page page) {
        var messages = new LinkedHashMap<String, String>();
        errors.forEach((field, texts) ->
                messages.put(field.equals("contract") ? "contract_text" : field, page.t(texts.getFirst())));
        return messages;
    }

    /** Whether nothing is charged any more. */
    public boolean isEnded() {
        return payer != null && payer.contract().status() == ContractStatus.TERMINATED;
    }

    /** Whether what is doubted is more than a contract that ended owes. */
    public boolean isTooMuch() {
        return payer != null && doubted != null && isTooMuch(payer.contract(), doubted);
    }

    static boolean isTooMuch(Contract contract, Money amount) {
        return contract.status() == ContractStatus.TERMINATED
                && contract.balance().plus(amount).compareTo(Money.ZERO) > 0;
    }

    /** What people come for: to pay what they owe, to be served again, to pay the next fee. */
    public List<Preset> presets(Page page) {
        var presets = new ArrayList<Preset>();
        if (payer == null) {
            return presets;
        }
        var balance = payer.contract().balance();
        if (balance.isNegative()) {
            presets.add(new Preset(page.t("payments.preset-debt"), balance.negated()));
        }
        if (!toUnblock.isZero() && !toUnblock.equals(balance.negated())) {
            presets.add(new Preset(page.t("payments.preset-unblock"), toUnblock));
        }
        var fee = payer.tariff().fee();
        if (!fee.isZero() && !isEnded()) {
            presets.add(new Preset(page.t("payments.preset-fee"), fee));
        }
        return presets;
    }

    public Map<String, String> methods(Page page) {
        var methods = new LinkedHashMap<String, String>();
        PaymentMethod.AT_THE_DESK.forEach(
                method -> methods.put(method.code(), page.t("payments.method-" + method.code())));
        if (isOnline) {
            methods.put(PaymentMethod.ONLINE.code(), page.t("payments.method-online"));
        }
        return methods;
    }
}
