package io.telecomcrm.contracts;

import io.telecomcrm.customers.Customer;
import io.telecomcrm.customers.CustomerKind;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.tariffs.Tariff;
import io.telecomcrm.tariffs.TariffOptions;
import io.telecomcrm.tariffs.TariffPeriod;
import io.telecomcrm.tariffs.Unlimited;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The contract as it is signed: in Russian, whoever prints it, with everything about the customer in clear.
 */
public record ContractPaper(ContractCard card, Customer customer, Tariff tariff, OperatorSettings operator) {

    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu 'г.'", RUSSIAN);

    public String day(@Nullable LocalDate day) {
        return day == null ? "____________" : DAY.format(day).replace(' ', '\u00a0');
    }

    public boolean isCompany() {
        return customer.details().kind() == CustomerKind.COMPANY;
    }

    public String number() {
        return card.contract().number().value();
    }

    public String msisdn() {
        var sim = card.sim();
        return sim == null || sim.msisdn() == null
                ? OperatorSettings.or(null)
                : sim.msisdn().display();
    }

    public String iccid() {
        var sim = card.sim();
        return sim == null ? OperatorSettings.or(null) : sim.iccid().display();
    }

    /** Паспорт РФ 4510 123456, выдан … */
    public String document() {
        var details = customer.details();
        var document = details.document();
        if (document == null) {
            return OperatorSettings.or(null);
        }
        return (details.documentType() == io.telecomcrm.customers.DocumentType.FOREIGN ? "документ " : "паспорт ")
                + document.display() + ", выдан " + day(details.passportIssuedOn()) + " "
                + OperatorSettings.or(details.passportIssuedBy());
    }

    public String fee() {
        return amount(tariff.fee()) + per();
    }

    /** What the fee pays for, line by line. */
    public List<String> included() {
        var options = tariff.options();
        var lines = new ArrayList<String>();
        add(lines, options, Unlimited.MINUTES, "Исходящие вызовы", number(options.minutes()) + "\u00a0мин.");
        add(lines, options, Unlimited.SMS, "Сообщения SMS", number(options.sms()) + "\u00a0шт.");
        add(lines, options, Unlimited.TRAFFIC, "Передача данных", traffic(options.trafficMb()));
        return lines;
    }

    private static void add(List<String> lines, TariffOptions options, Unlimited thing, String name, String amount) {
        if (options.has(thing)) {
            lines.add(name + ": без ограничений");
        } else if (!amount.startsWith("0\u00a0")) {
            lines.add(name + ": " + amount);
        }
    }

    private static String traffic(int megabytes) {
        return megabytes % TariffOptions.MB_IN_GB == 0 && megabytes > 0
                ? number(megabytes / TariffOptions.MB_IN_GB) + "\u00a0ГБ"
                : number(megabytes) + "\u00a0МБ";
    }

    private static String number(int count) {
        return String.format(RUSSIAN, "%,d", count);
    }

    public String price(Money money) {
        return amount(money) + per();
    }

    private String per() {
        return tariff.period() == TariffPeriod.MONTHLY ? " в месяц" : " в день";
    }

    private static String amount(Money money) {
        return money.displayBare() + "\u00a0руб.";
    }
}
