package io.telecomcrm.tariffs;

import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Conflict;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Page;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form of a tariff as it is shown: what stands in it, what is wrong with it.
 *
 * @param line null for a new tariff
 * @param values what stands in the form; what is unlimited and the services each as one text
 * @param before what stood in it when it was opened
 */
public record TariffForm(
        @Nullable TariffLine line,
        long version,
        Map<String, String> values,
        Map<String, String> before,
        Map<String, List<Text>> errors,
        @Nullable Conflict conflict,
        TariffDetails preview) {

    /** A service as it stands in the form. */
    public record ServiceRow(String code, String name, String price) {

        boolean isBlank() {
            return name.isBlank() && price.isBlank();
        }

        /** The services of one text, the fields of each behind one another. */
        static List<ServiceRow> read(String text) {
            return text.isEmpty()
                    ? List.of()
                    : text.lines()
                            .map(line -> line.split("\t", -1))
                            .filter(parts -> parts.length == 3)
                            .map(parts -> new ServiceRow(parts[0], parts[1], parts[2]))
                            .toList();
        }

        static String write(List<ServiceRow> rows) {
            return rows.stream()
                    .map(row -> clean(row.code) + "\t" + clean(row.name) + "\t" + clean(row.price))
                    .collect(Collectors.joining("\n"));
        }

        private static String clean(String text) {
            return text.replaceAll("[\t\r\n]", " ").strip();
        }
    }

    static final List<String> FIELDS = List.of(
            "name",
            "description",
            "fee",
            "period",
            "refund_unused_days",
            "minutes",
            "sms",
            "traffic",
            "unlimited",
            "services");

    private static final int SPARE_ROWS = 2;
    private static final Pattern TRAFFIC = Pattern.compile("([0-9]{1,9}(?:[.,][0-9]{1,3})?)\\s*(ГБ|GB|МБ|MB)?");

    static Map<String, String> blank() {
        var values = of(new TariffDetails(
                "", null, io.telecomcrm.kernel.Money.ZERO, TariffPeriod.MONTHLY, TariffOptions.NONE, true));
        values.put("fee", "");
        return values;
    }

    static Map<String, String> of(TariffDetails details) {
        var options = details.options();
        var values = new LinkedHashMap<String, String>();
        values.put("name", details.name());
        values.put("description", Objects.requireNonNullElse(details.description(), ""));
        values.put("fee", details.fee().displayBare().replace(",00", ""));
        values.put("period", details.period().code());
        values.put("refund_unused_days", Boolean.toString(details.refundUnusedDays()));
        values.put("minutes", number(options.minutes()));
        values.put("sms", number(options.sms()));
        values.put("traffic", traffic(options.trafficMb()));
        values.put(
                "unlimited", options.unlimited().stream().map(Unlimited::code).collect(Collectors.joining(",")));
        values.put(
                "services",
                ServiceRow.write(options.services().stream()
                        .map(service -> new ServiceRow(
                                service.code(),
                                service.name(),
                                service.price().displayBare().replace(",00", "")))
                        .toList()));
        return values;
    }

    /** What the form sent, boxes and rows gathered. */
    static Map<String, String> sent(Fields fields) {
        var values = new LinkedHashMap<String, String>();
        for (var field : FIELDS) {
            values.put(field, fields.raw(field).strip());
        }
        values.put("traffic", spelledAlike(fields.raw("traffic")));
        values.put(
                "refund_unused_days",
                Boolean.toString(fields.raw("refund_unused_days").equals("true")));
        values.put(
                "unlimited",
                Arrays.stream(Unlimited.values())
                        .map(Unlimited::code)
                        .filter(code -> fields.raw("unlimited_" + code).equals("true"))
                        .collect(Collectors.joining(",")));
        var rows = new ArrayList<ServiceRow>();
        for (var i = 0; fields.has("service_name_" + i) && i < TariffInput.MOST_SERVICES + SPARE_ROWS; i++) {
            rows.add(new ServiceRow(
                    fields.raw("service_code_" + i),
                    fields.raw("service_name_" + i),
                    fields.raw("service_price_" + i)));
        }
        rows.removeIf(ServiceRow::isBlank);
        values.put("services", ServiceRow.write(rows));
        return values;
    }

    static Map<String, String> sentBefore(Fields fields) {
        var values = new LinkedHashMap<String, String>();
        for (var field : FIELDS) {
            values.put(field, fields.raw("was_" + field).replace("\r\n", "\n"));
        }
        return values;
    }

    /** After a conflict, whose value was chosen for each field; what was typed since then counts more. */
    static Map<String, String> chosen(Fields fields) {
        var values = sent(fields);
        for (var field : FIELDS) {
            var mine = fields.raw("mine_" + field).replace("\r\n", "\n");
            var theirs = fields.raw("was_" + field).replace("\r\n", "\n");
            var value = values.getOrDefault(field, "");
            if (fields.has("mine_" + field) && (value.equals(mine) || value.equals(theirs))) {
                values.put(field, fields.raw("choose_" + field).equals("theirs") ? theirs : mine);
            }
        }
        return values;
    }

    /** The fields as programs send them. */
    static Fields wire(Map<String, String> values) {
        var nodes = JsonNodeFactory.instance;
        var wire = nodes.objectNode();
        for (var field : List.of("name", "description", "fee", "period", "refund_unused_days")) {
            wire.put(field, values.getOrDefault(field, ""));
        }
        var options = wire.putObject("options");
        putNumber(options, "minutes", values.getOrDefault("minutes", ""));
        putNumber(options, "sms", values.getOrDefault("sms", ""));
        options.put("traffic_mb", megabytes(values.getOrDefault("traffic", "")));
        var unlimited = options.putArray("unlimited");
        Arrays.stream(values.getOrDefault("unlimited", "").split(","))
                .filter(code -> !code.isEmpty())
                .forEach(unlimited::add);
        var services = options.putArray("services");
        for (var row : ServiceRow.read(values.getOrDefault("services", ""))) {
            services.addObject().put("code", row.code).put("name", row.name).put("price", row.price);
        }
        return Fields.of(wire);
    }

    private static void putNumber(ObjectNode options, String name, String typed) {
        options.put(name, typed.replaceAll("[\\s\u00a0]", ""));
    }

    /** As whole megabytes; what can't be read stays as it is, for the error to be told. */
    private static String megabytes(String typed) {
        var found = TRAFFIC.matcher(typed);
        if (!found.matches()) {
            return typed;
        }
        var amount = new BigDecimal(found.group(1).replace(',', '.'));
        var isMegabytes = found.group(2) != null && found.group(2).matches("МБ|MB");
        return (isMegabytes ? amount : amount.multiply(BigDecimal.valueOf(TariffOptions.MB_IN_GB)))
                .setScale(0, RoundingMode.HALF_UP)
                .toPlainString();
    }

    private static String spelledAlike(String typed) {
        var found = TRAFFIC.matcher(typed.strip().replace("\u00a0", " ").toUpperCase(java.util.Locale.ROOT));
        return found.matches()
                ? found.group(1).replace('.', ',')
                        + (found.group(2) != null && found.group(2).matches("МБ|MB") ? " MB" : " GB")
                : typed.strip();
    }

    private static String traffic(int megabytes) {
        if (megabytes == 0) {
            return "";
        }
        return megabytes % TariffOptions.MB_IN_GB == 0 ? megabytes / TariffOptions.MB_IN_GB + " GB" : megabytes + " MB";
    }

    private static String number(int number) {
        return number == 0 ? "" : Integer.toString(number);
    }

    /** Errors under the names of the form's controls. */
    static Map<String, List<Text>> errors(Invalid invalid) {
        var errors = new LinkedHashMap<String, List<Text>>();
        invalid.fields().forEach((field, texts) -> errors.putIfAbsent(control(field), texts));
        errors.replaceAll((field, texts) -> switch (field) {
            case "name", "fee" -> isMissing(texts) ? List.of(new Text("tariffs.enter-" + field)) : texts;
            case "traffic" -> isNumber(texts) ? List.of(new Text("tariffs.enter-traffic")) : texts;
            default -> texts;
        });
        return errors;
    }

    private static String control(String field) {
        var service = Pattern.compile("options\\.services\\.([0-9]+)\\.(name|price|code)")
                .matcher(field);
        if (service.matches()) {
            return "service_" + (service.group(2).equals("code") ? "name" : service.group(2)) + "_" + service.group(1);
        }
        return switch (field) {
            case Invalid.WHOLE -> "";
            case "options.traffic_mb" -> "traffic";
            case "options.services" -> "service_name_0";
            default -> field.replace("options.", "");
        };
    }

    private static boolean isMissing(List<Text> texts) {
        return List.of("field.required", "field.blank", "field.null")
                .contains(texts.getFirst().code());
    }

    private static boolean isNumber(List<Text> texts) {
        return texts.getFirst().code().equals("field.whole");
    }

    TariffForm refused(Map<String, List<Text>> wrong) {
        return new TariffForm(line, version, values, before, wrong, null, preview);
    }

    /** The same form over what somebody else has saved; what they alone changed is taken over. */
    TariffForm over(TariffLine saved, @Nullable String by, Instant at) {
        var theirs = of(saved.tariff().details());
        var other = Conflict.of(by, at, FIELDS, before, values, theirs, new ConflictWords());
        var merged = other.over(values, theirs);
        return new TariffForm(
                saved,
                saved.tariff().version(),
                merged,
                theirs,
                Map.of(),
                other,
                TariffInput.sketch(wire(merged), null, false));
    }

    public boolean isNew() {
        return line == null;
    }

    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    /** A value as it stands in its control. */
    public static String typed(Page page, String field, String value) {
        return field.equals("traffic") && page.language().equals("ru")
                ? value.replace("GB", "ГБ").replace("MB", "МБ")
                : value;
    }

    public boolean isUnlimited(String code) {
        return Arrays.asList(value("unlimited").split(",")).contains(code);
    }

    /** The services there are and empty rows for more. */
    public List<ServiceRow> services() {
        var rows = new ArrayList<>(ServiceRow.read(value("services")));
        for (var i = 0; i < SPARE_ROWS && rows.size() < TariffInput.MOST_SERVICES; i++) {
            rows.add(new ServiceRow("", "", ""));
        }
        return rows;
    }

    /** Every error, for the list above the form. */
    public Map<String, String> messages(Page page) {
        var messages = new LinkedHashMap<String, String>();
        errors.keySet().forEach(field -> messages.put(field, Objects.requireNonNull(page.error(errors, field))));
        return messages;
    }

    public Map<String, String> periods(Page page) {
        var periods = new LinkedHashMap<String, String>();
        for (var period : TariffPeriod.values()) {
            periods.put(period.code(), page.t("tariffs.period-" + period.code()));
        }
        return periods;
    }

    public List<String> unlimited() {
        return Arrays.stream(Unlimited.values()).map(Unlimited::code).toList();
    }

    private record ConflictWords() implements Conflict.Words {

        @Override
        public String name(Page page, String field) {
            return page.t("tariffs." + field);
        }

        @Override
        public String read(Page page, String field, String value) {
            return switch (field) {
                case "period" -> page.t("tariffs.period-" + value);
                case "refund_unused_days" -> page.t("tariffs.refund-" + value);
                case "unlimited" ->
                    Arrays.stream(value.split(","))
                            .map(code -> page.t("tariffs.unlimited-" + code))
                            .collect(Collectors.joining(", "));
                case "services" ->
                    ServiceRow.read(value).stream()
                            .map(row -> row.name() + " " + row.price())
                            .collect(Collectors.joining("; "));
                default -> typed(page, field, value);
            };
        }

        @Override
        public String typed(Page page, String field, String value) {
            return TariffForm.typed(page, field, value);
        }

        @Override
        public boolean hasOneControl(String field) {
            return !field.equals("unlimited") && !field.equals("services");
        }
    }
}
