package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Msisdn;
import io.telecomcrm.tariffs.Tariff;
import io.telecomcrm.tariffs.TariffPeriod;
import io.telecomcrm.web.Fields;
import org.jspecify.annotations.Nullable;

/**
 * What a page said would happen, sent along with its form: what would happen otherwise by now is refused, for neither a
 * fee nor a number may change between the look and the click.
 *
 * @param number of the card; null where none was shown
 * @param price of the tariff; null where none was shown
 */
public record Shown(@Nullable String number, @Nullable String price) {

    /** To whoever asks by the API nothing is shown. */
    static final Shown NOTHING = new Shown(null, null);

    /** @param price the name of the field that holds it: where several tariffs are shown, each has its own */
    static Shown of(Fields sent, String price) {
        return new Shown(
                sent.has("seen_number") ? sent.raw("seen_number") : null, sent.has(price) ? sent.raw(price) : null);
    }

    public static String number(@Nullable Msisdn msisdn) {
        return msisdn == null ? "" : msisdn.value();
    }

    public static String price(Tariff tariff) {
        return price(tariff.fee(), tariff.period());
    }

    public static String price(Money fee, TariffPeriod period) {
        return fee.wire() + " " + period.code();
    }

    void check(Contract contract, Msisdn msisdn) {
        if (number != null && !number.equals(number(msisdn))) {
            throw contract.refusal("number_changed", msisdn.display());
        }
    }

    void check(Contract contract, Tariff tariff) {
        if (price != null && !price.equals(price(tariff))) {
            throw contract.refusal("price_changed", tariff.name(), tariff.fee().display());
        }
    }
}
