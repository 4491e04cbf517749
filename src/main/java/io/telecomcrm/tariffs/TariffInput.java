package io.telecomcrm.tariffs;

import io.telecomcrm.kernel.Money;
import io.telecomcrm.web.Fields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what was sent about a tariff, with all errors at once. */
final class TariffInput {

    static final Map<String, TariffPeriod> PERIODS =
            Arrays.stream(TariffPeriod.values()).collect(Collectors.toMap(TariffPeriod::code, it -> it));

    static final int LONGEST_NAME = 150;
    static final int LONGEST_DESCRIPTION = 2000;
    static final int MOST_SERVICES = 20;

    private static final Money DEAREST = Money.ofRubles(1_000_000);
    private static final long MOST = 1_000_000;
    private static final long MOST_MB = 100_000_000;
    private static final int LONGEST_CODE = 40;
    private static final int LONGEST_SERVICE = 100;
    private static final Map<String, Unlimited> UNLIMITED =
            new TreeMap<>(Arrays.stream(Unlimited.values()).collect(Collectors.toMap(Unlimited::code, it -> it)));

    private TariffInput() {}

    /**
     * The details as they were sent, the others as they are.
     *
     * @param before null for a new tariff
     * @param whole whether what is required must be there
     */
    static TariffDetails read(Fields fields, @Nullable TariffDetails before, boolean whole) {
        var details = sketch(fields, before, whole);
        fields.check();
        return details;
    }

    /** The details as far as they make sense, for showing them while they are typed; what is wrong is only noted. */
    static TariffDetails sketch(Fields fields, @Nullable TariffDetails before, boolean whole) {
        var name = fields.has("name") || whole ? fields.requiredLine("name", LONGEST_NAME) : "";
        var description = fields.has("description")
                ? fields.text("description", LONGEST_DESCRIPTION)
                : before == null ? null : before.description();
        var fee = fee(fields, before, whole);
        var period = fields.has("period") ? period(fields) : before == null ? TariffPeriod.MONTHLY : before.period();
        var refund = fields.flag("refund_unused_days", before == null || before.refundUnusedDays());
        var options = fields.has("options") ? options(fields) : before == null ? TariffOptions.NONE : before.options();
        return new TariffDetails(
                name.isEmpty() && before != null ? before.name() : name, description, fee, period, options, refund);
    }

    private static Money fee(Fields fields, @Nullable TariffDetails before, boolean whole) {
        if (fields.has("fee") || whole) {
            var fee = fields.requiredMoney("fee", Money.ZERO, DEAREST);
            return fee == null ? Money.ZERO : fee;
        }
        return before == null ? Money.ZERO : before.fee();
    }

    private static TariffPeriod period(Fields fields) {
        fields.required("period", 20);
        var period = fields.rejected("period") ? null : fields.choice("period", PERIODS);
        return period == null ? TariffPeriod.MONTHLY : period;
    }

    private static TariffOptions options(Fields fields) {
        var sent = fields.part("options");
        if (sent == null) {
            return TariffOptions.NONE;
        }
        var unlimited = unlimited(sent);
        var options = new TariffOptions(
                counted(sent, "minutes", MOST, unlimited.contains(Unlimited.MINUTES)),
                counted(sent, "sms", MOST, unlimited.contains(Unlimited.SMS)),
                counted(sent, "traffic_mb", MOST_MB, unlimited.contains(Unlimited.TRAFFIC)),
                unlimited,
                services(sent));
        fields.rejectAll("options", sent);
        return options;
    }

    /** What isn't counted can't have a number too. */
    private static int counted(Fields options, String name, long most, boolean unlimited) {
        var number = options.whole(name, 0, most);
        if (number != null && number > 0 && unlimited) {
            options.reject(name, "tariff.unlimited_and_counted");
        }
        return number == null ? 0 : number.intValue();
    }

    private static List<Unlimited> unlimited(Fields options) {
        var codes = options.texts("unlimited", LONGEST_CODE);
        var unlimited = new ArrayList<Unlimited>();
        for (var code : codes == null ? List.<String>of() : codes) {
            var known = UNLIMITED.get(code.strip());
            if (known == null) {
                options.reject("unlimited", "field.choice", code);
            } else {
                unlimited.add(known);
            }
        }
        return unlimited;
    }

    private static List<TariffService> services(Fields options) {
        var sent = options.parts("services", MOST_SERVICES);
        var services = new ArrayList<TariffService>();
        var codes = new HashSet<String>();
        if (sent == null) {
            return services;
        }
        for (var i = 0; i < sent.size(); i++) {
            var service = service(sent.get(i), i, codes);
            services.add(service);
            options.rejectAll("services." + i, sent.get(i));
        }
        return services;
    }

    private static TariffService service(Fields sent, int place, Set<String> codes) {
        var name = sent.requiredLine("name", LONGEST_SERVICE);
        var price = sent.requiredMoney("price", Money.ZERO, DEAREST);
        var code = sent.text("code", LONGEST_CODE);
        if (code == null) {
            code = "service_" + (place + 1);
        } else if (!code.matches("[a-z0-9_]+")) {
            sent.reject("code", "tariff.service_code");
        }
        if (!codes.add(code)) {
            sent.reject("code", "tariff.service_twice", code);
        }
        return new TariffService(code, name, price == null ? Money.ZERO : price);
    }
}
