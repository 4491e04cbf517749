package io.telecomcrm.tariffs;

import io.telecomcrm.kernel.Money;
import io.telecomcrm.web.Page;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tariff in the words of its subscribers. */
public final class TariffWords {

    private TariffWords() {}

    /** {@code 490 ₽ в месяц}. */
    public static String fee(Page page, Money fee, TariffPeriod period) {
        return page.t("tariffs.fee-" + period.code(), amount(fee));
    }

    /** An amount, without kopecks where there are none. */
    public static String amount(Money money) {
        return money.display().replace(",00\u00a0", "\u00a0");
    }

    /** What is included, the most wanted first: {@code 30 ГБ}, {@code 500 минут}; nothing where all is paid apart. */
    public static List<String> included(Page page, TariffOptions options) {
        var included = new ArrayList<String>();
        add(
                included,
                options.has(Unlimited.TRAFFIC) ? page.t("tariffs.all-traffic") : traffic(page, options.trafficMb()));
        add(
                included,
                options.has(Unlimited.MINUTES)
                        ? page.t("tariffs.all-minutes")
                        : options.minutes() == 0
                                ? null
                                : page.t("tariffs.of-minutes", options.minutes(), page.number(options.minutes())));
        add(
                included,
                options.has(Unlimited.SMS)
                        ? page.t("tariffs.all-sms")
                        : options.sms() == 0 ? null : page.t("tariffs.of-sms", page.number(options.sms())));
        return included;
    }

    /** What else is not counted, besides calls, messages and traffic as a whole. */
    public static List<String> free(Page page, TariffOptions options) {
        return options.unlimited().stream()
                .filter(thing -> thing != Unlimited.MINUTES && thing != Unlimited.SMS && thing != Unlimited.TRAFFIC)
                .map(thing -> page.t("tariffs.unlimited-" + thing.code()))
                .toList();
    }

    /** All of it in one line. */
    public static String line(Page page, TariffOptions options) {
        var included = included(page, options);
        return included.isEmpty() ? page.t("tariffs.nothing-included") : String.join(", ", included);
    }

    /** {@code 30 ГБ}, {@code 1,5 ГБ}, {@code 300 МБ}; null for none. */
    static @Nullable String traffic(Page page, int megabytes) {
        if (megabytes == 0) {
            return null;
        }
        if (megabytes % TariffOptions.MB_IN_GB == 0) {
            return page.t("tariffs.of-gigabytes", page.number(megabytes / TariffOptions.MB_IN_GB));
        }
        var gigabytes = BigDecimal.valueOf(megabytes)
                .divide(BigDecimal.valueOf(TariffOptions.MB_IN_GB), 2, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return megabytes < TariffOptions.MB_IN_GB
                ? page.t("tariffs.of-megabytes", page.number(megabytes))
                : page.t(
                        "tariffs.of-gigabytes",
                        gigabytes.toPlainString().replace('.', page.language().equals("ru") ? ',' : '.'));
    }

    private static void add(List<String> words, @Nullable String word) {
        if (word != null) {
            words.add(word);
        }
    }
}
