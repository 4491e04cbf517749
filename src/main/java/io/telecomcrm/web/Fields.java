package io.telecomcrm.web;

import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Spaces;
import io.telecomcrm.kernel.Text;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a caller sent, a JSON object or a form, read field by field. Each reader notes what is wrong and goes on, so
 * that {@link #check} can name all errors at once; after it every value read is good. Unknown fields are ignored.
 */
public final class Fields {

    private static final int LONGEST_NUMBER = 40;
    private static final Set<String> TRUE = Set.of("t", "true", "y", "yes", "on", "1");
    private static final Pattern FINER_THAN_KOPECKS = Pattern.compile("-?[0-9]{1,15}[.,][0-9]+");
    private static final Set<String> FALSE = Set.of("f", "false", "n", "no", "off", "0");

    private final Map<String, JsonNode> values;
    private final Map<String, List<Text>> errors = new LinkedHashMap<>();

    private Fields(Map<String, JsonNode> values) {
        this.values = values;
    }

    /** The fields of a JSON body. */
    public static Fields of(JsonNode body) {
        if (!body.isObject()) {
            throw new Invalid(Invalid.WHOLE, "field.not_an_object", typeOf(body));
        }
        var values = new LinkedHashMap<String, JsonNode>();
        body.properties().forEach(field -> values.put(field.getKey(), field.getValue()));
        return new Fields(values);
    }

    /** The fields of a form; of a repeated one the last value counts. */
    public static Fields of(Map<String, String[]> form) {
        var values = new LinkedHashMap<String, JsonNode>();
        form.forEach((name, all) -> values.put(name, JsonNodeFactory.instance.stringNode(all[all.length - 1])));
        return new Fields(values);
    }

    /** As if somebody had typed the values, by name. */
    public static Fields typed(Map<String, String> values) {
        var typed = new LinkedHashMap<String, JsonNode>();
        values.forEach((name, value) -> typed.put(name, JsonNodeFactory.instance.stringNode(value)));
        return new Fields(typed);
    }

    /** Whether the caller sent the field at all, be it null. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Whether the caller sent an empty text, which isn't the same as none. */
    public boolean isBlank(String name) {
        var node = values.get(name);
        return node != null
                && node.isString()
                && Spaces.trim(node.stringValue()).isEmpty();
    }

    /** The text as it was sent, for showing a form again; empty when absent. */
    public String raw(String name) {
        var node = values.get(name);
        return node == null || node.isNull() ? "" : node.isString() ? node.stringValue() : node.toString();
    }

    /** Those of the controls that were sent with something in front of their names, for showing a form again. */
    public Map<String, String> raw(Collection<String> names, String prefix) {
        var sent = new LinkedHashMap<String, String>();
        names.stream()
                .filter(name -> has(prefix + name))
                .forEach(name -> sent.put(name, raw(prefix + name).replace("\r\n", "\n")));
        return sent;
    }

    /** A text, trimmed, a line break being one character, as forms count it; null when absent, null or blank. */
    public @Nullable String text(String name, int longest) {
        var node = values.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isString() && !node.isNumber()) {
            return rejected(name, "field.not_a_string");
        }
        var text =
                Spaces.trim(node.isNumber() ? plain(node) : node.stringValue()).replace("\r\n", "\n");
        if (text.isEmpty()) {
            return null;
        }
        if (text.indexOf('\0') >= 0) {
            return rejected(name, "field.null_character");
        }
        var surrogate = loneSurrogate(text);
        if (surrogate >= 0) {
            return rejected(name, "field.surrogate", "U+%04X".formatted(surrogate));
        }
        if (text.codePointCount(0, text.length()) > longest) {
            return rejected(name, "field.too_long", longest);
        }
        return text;
    }

    /** A number as people write it, unless that is longer than any field. */
    public static String plain(JsonNode number) {
        var value = number.decimalValue();
        return Math.abs(value.scale()) > LONGEST_NUMBER ? value.toString() : value.toPlainString();
    }

    /** A text that must be there; an empty one when it is not, and the error is noted. */
    public String required(String name, int longest) {
        var node = values.get(name);
        var text = text(name, longest);
        if (text == null && !errors.containsKey(name)) {
            reject(name, node == null ? "field.required" : node.isNull() ? "field.null" : "field.blank");
        }
        return text == null ? "" : text;
    }

    /** A name of one line, as {@link Spaces#line} writes it; null when absent, null or blank. */
    public @Nullable String line(String name, int longest) {
        var text = text(name, longest);
        return text == null ? null : parsed(name, text, Spaces::line);
    }

    /** Like {@link #line}, but it must be there. */
    public String requiredLine(String name, int longest) {
        return required(name, longest).isEmpty() ? "" : Objects.requireNonNullElse(line(name, longest), "");
    }

    /** A text exactly as typed, blanks included: for passwords. */
    public String secret(String name) {
        var node = values.get(name);
        if (node == null
                || node.isNull()
                || node.isString() && node.stringValue().isEmpty()) {
            reject(name, node == null ? "field.required" : node.isNull() ? "field.null" : "field.blank");
            return "";
        }
        if (!node.isString() && !node.isNumber()) {
            reject(name, "field.not_a_string");
            return "";
        }
        return node.asString();
    }

    /** A text in a format of its own, such as a phone; null when absent or blank. */
    public <T> @Nullable T value(String name, Function<String, T> parse) {
        var text = text(name, 1000);
        return text == null ? null : parsed(name, text, parse);
    }

    /** Like {@link #value}, but it must be there. */
    public <T> @Nullable T requiredValue(String name, Function<String, T> parse) {
        if (required(name, 1000).isEmpty()) {
            return null;
        }
        return errors.containsKey(name) ? null : value(name, parse);
    }

    /** A date as {@code 2026-12-31}; null when absent or blank. */
    public @Nullable LocalDate date(String name) {
        var text = text(name, 40);
        if (text == null) {
            return null;
        }
        try {
            if (text.length() == 10 && text.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9')) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeParseException e) {
            return rejected(name, "field.date");
        }
        return rejected(name, "field.date");
    }

    /** A choice by its code; null when absent or blank. */
    public <T> @Nullable T choice(String name, Map<String, T> choices) {
        var text = text(name, 200);
        if (text == null) {
            return null;
        }
        var choice = choices.get(text);
        return choice != null ? choice : rejected(name, "field.choice", text);
    }

    /** Yes or no in any usual spelling; null when absent. */
    public @Nullable Boolean flag(String name) {
        var node = values.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        var text = node.isValueNode() ? Spaces.trim(node.asString()).toLowerCase(Locale.ROOT) : "";
        if (TRUE.contains(text)) {
            return true;
        }
        return FALSE.contains(text) ? Boolean.FALSE : rejected(name, "field.flag");
    }

    /** Yes or no; when absent what it is otherwise, which null does not mean. */
    public boolean flag(String name, boolean otherwise) {
        var flag = flag(name);
        if (flag == null && has(name) && !rejected(name)) {
            reject(name, "field.null");
        }
        return flag == null ? otherwise : flag;
    }

    /** A whole number; null when absent. */
    public @Nullable Long whole(String name) {
        var node = values.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        var text = node.isNumber() ? plain(node) : node.isString() ? Spaces.trim(node.stringValue()) : "";
        if (text.isEmpty() && node.isString()) {
            return null;
        }
        if (text.length() > LONGEST_NUMBER || !text.matches("-?[0-9]+(\\.0*)?")) {
            return rejected(name, "field.whole");
        }
        var number = new BigDecimal(text);
        return number.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? rejected(name, "field.whole")
                : Long.valueOf(number.longValue());
    }

    /** An object whose values are texts, such as choices by the names of fields; empty when absent. */
    public Map<String, String> object(String name) {
        var node = values.get(name);
        var texts = new LinkedHashMap<String, String>();
        if (node == null || node.isNull()) {
            return texts;
        }
        if (!node.isObject()) {
            reject(name, "field.not_an_object", typeOf(node));
            return texts;
        }
        for (var field : node.properties()) {
            if (!field.getValue().isString()) {
                reject(name, "field.not_a_string");
                return texts;
            }
            texts.put(field.getKey(), field.getValue().stringValue());
        }
        return texts;
    }

    /**
     * The id of another thing, {@code "customer": 1} or {@code "customer_id": 1}; null when absent or null.
     *
     * @param exists whether there is such a thing
     */
    public @Nullable Long reference(String name, LongPredicate exists) {
        var sent = values.containsKey(name) ? name : name + "_id";
        var node = values.get(sent);
        if (node == null
                || node.isNull()
                || node.isString() && Spaces.trim(node.stringValue()).isEmpty()) {
            return null;
        }
        var text = node.isIntegralNumber() || node.isString() ? Spaces.trim(node.asString()) : "";
        if (!text.matches("-?[0-9]{1,40}")) {
            return rejected(sent, "field.not_a_reference", typeOf(node));
        }
        var id = new BigDecimal(text);
        if (id.signum() < 0 || id.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0 || !exists.test(id.longValue())) {
            return rejected(sent, "field.no_such", text);
        }
        return id.longValue();
    }

    /** Like {@link #reference}, but it must be there. */
    public @Nullable Long requiredReference(String name, LongPredicate exists) {
        var id = reference(name, exists);
        if (id == null && !errors.containsKey(name) && !errors.containsKey(name + "_id")) {
            var node = values.getOrDefault(name, values.get(name + "_id"));
            reject(name, node == null ? "field.required" : "field.null");
        }
        return id;
    }

    /** Whether the caller sent a reference at all, under either of its names. */
    public boolean hasReference(String name) {
        return has(name) || has(name + "_id");
    }

    /** Equal for equal contents, in whatever order and spacing. */
    String fingerprint() {
        var text = new StringBuilder();
        new TreeMap<>(values)
                .forEach((name, node) ->
                        text.append(name).append('=').append(node).append('\n'));
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The texts of a list; null when absent. */
    public @Nullable List<String> texts(String name, int longest) {
        var node = values.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isArray()) {
            return rejected(name, "field.not_a_list", typeOf(node));
        }
        var texts = new ArrayList<String>();
        for (var item : node) {
            if (!item.isString() || item.stringValue().length() > longest) {
                return rejected(name, "field.not_a_string");
            }
            texts.add(item.stringValue());
        }
        return texts;
    }

    /** An amount of money, not negative and not above {@code most}; null when absent or blank. */
    public @Nullable Money money(String name, Money most) {
        return money(name, Money.ZERO, most);
    }

    /** An amount of money between the two; null when absent or blank. */
    public @Nullable Money money(String name, Money least, Money most) {
        var node = values.get(name);
        if (node != null && !node.isNull() && !node.isString() && !node.isNumber()) {
            return rejected(name, "field.decimal");
        }
        var text = text(name, 40);
        if (text == null) {
            return null;
        }
        Money money;
        try {
            money = Money.parse(text);
        } catch (Malformed malformed) {
            return rejected(
                    name, FINER_THAN_KOPECKS.matcher(text).matches() ? "field.decimal_places" : "field.decimal");
        }
        if (money.compareTo(least) < 0) {
            return rejected(name, "field.too_small", rubles(least));
        }
        return money.compareTo(most) > 0 ? rejected(name, "field.too_great", rubles(most)) : money;
    }

    /** Like {@link #money(String, Money, Money)}, but it must be there. */
    public @Nullable Money requiredMoney(String name, Money least, Money most) {
        var money = money(name, least, most);
        if (money == null && !errors.containsKey(name)) {
            required(name, 40);
        }
        return money;
    }

    /** A whole number between the two; null when absent. */
    public @Nullable Long whole(String name, long least, long most) {
        var number = whole(name);
        if (number == null) {
            return null;
        }
        if (number < least) {
            return rejected(name, "field.too_small", least);
        }
        return number > most ? rejected(name, "field.too_great", most) : number;
    }

    /** The fields of an object inside this one; null when absent. What is wrong with them is told by {@link #rejectAll}. */
    public @Nullable Fields part(String name) {
        var node = values.get(name);
        if (node == null) {
            return null;
        }
        if (node.isNull()) {
            return rejected(name, "field.null");
        }
        return node.isObject() ? of(node) : rejected(name, "field.not_an_object", typeOf(node));
    }

    /** The objects of a list; null when absent. */
    public @Nullable List<Fields> parts(String name, int most) {
        var node = values.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isArray()) {
            return rejected(name, "field.not_a_list", typeOf(node));
        }
        if (node.size() > most) {
            return rejected(name, "field.too_many", most);
        }
        var objects = new ArrayList<Fields>();
        for (var item : node) {
            if (!item.isObject()) {
                return rejected(name, "field.not_an_object", typeOf(item));
            }
            objects.add(of(item));
        }
        return objects;
    }

    /** Notes what is wrong with a part, under its name and a dot; the answer nests it again. */
    public void rejectAll(String name, Fields part) {
        part.errors.forEach((field, texts) -> texts.forEach(text -> reject(name + "." + field, text)));
    }

    public void reject(String name, String code, Object... args) {
        reject(name, new Text(code, args));
    }

    public void reject(String name, Text text) {
        errors.computeIfAbsent(name, _ -> new ArrayList<>()).add(text);
    }

    public boolean rejected(String name) {
        return errors.containsKey(name);
    }

    public Map<String, List<Text>> errors() {
        return errors;
    }

    /** Throws {@link Invalid} with every error noted so far. */
    public void check() {
        if (!errors.isEmpty()) {
            throw new Invalid(errors);
        }
    }

    private <T> @Nullable T parsed(String name, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (Malformed malformed) {
            reject(name, malformed.text());
            return null;
        }
    }

    private <T> @Nullable T rejected(String name, String code, Object... args) {
        reject(name, code, args);
        return null;
    }

    private static BigDecimal rubles(Money money) {
        return BigDecimal.valueOf(money.kopecks(), 2);
    }

    private static int loneSurrogate(String text) {
        return text.codePoints()
                .filter(c -> c >= 0xD800 && c <= 0xDFFF)
                .findFirst()
                .orElse(-1);
    }

    private static String typeOf(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "list";
            case OBJECT -> "dict";
            case STRING -> "str";
            case BOOLEAN -> "bool";
            case NUMBER -> node.isIntegralNumber() ? "int" : "float";
            case NULL, MISSING, BINARY, POJO -> "NoneType";
        };
    }
}
