package io.telecomcrm.audit;

import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.web.Difference;
import io.telecomcrm.web.Language;
import io.telecomcrm.web.Page;
import io.telecomcrm.web.Texts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The log in plain words. Names come from the texts {@code action.<action>}, {@code object.<type>}, {@code
 * field.<type>.<name>} and {@code value.<type>.<name>.<value>} , or from what the feature's own pages say, {@code
 * customers.phone}; what has no text shows as it is stored.
 */
@Component
public class AuditWords {

    /** Things that have a card, and who may open it. */
    private static final Map<String, Card> CARDS = Map.of(
            "charge_run", new Card("/charge-runs/", "charging.view"),
            "contract", new Card("/contracts/", "contracts.view"),
            "customer", new Card("/customers/", "customers.view"),
            "gateway_review", new Card("/gateway/review/", "gateway.review"),
            "notification", new Card("/notifications/", "customers.view"),
            "sim", new Card("/sims/", "sims.view"),
            "tariff", new Card("/tariffs/", "tariffs.view"),
            "ticket", new Card("/tickets/", "tickets.view"),
            "user", new Card("/users/", "users.edit"));

    /** Behind a masked value, to tell that two are equal; nothing for people. */
    private static final Pattern FINGERPRINT = Pattern.compile(" #[0-9a-f]{32}$");

    private static final Pattern RUSSIAN_PHONE = Pattern.compile("^\\+7([0-9]{3})([0-9]{3})([0-9]{2})([0-9]{2})$");

    /** Stands where words were that nobody may keep any more. */
    private static final String FORGOTTEN = "—";

    private static final Set<String> MONEY = Set.of("amount", "balance", "credit_limit", "fee", "price");

    private final Texts texts;
    private final JsonMapper json;

    AuditWords(Texts texts, JsonMapper json) {
        this.texts = texts;
        this.json = json;
    }

    public String action(Page page, String action) {
        return word(page, action, "action." + action);
    }

    public String type(Page page, String type) {
        return word(page, type, "object." + type);
    }

    /** Who did it: a user, a job, or somebody who had not signed in. */
    public String who(Page page, AuditEntry entry) {
        if (entry.username().isEmpty()) {
            return page.t("audit.stranger");
        }
        return entry.actorId() == null
                ? page.t("audit.job", word(page, entry.username(), "job." + entry.username()))
                : entry.username();
    }

    /** What it was done to; empty where it was done to nothing. */
    public String object(Page page, AuditEntry entry) {
        if (entry.objectType().isEmpty()) {
            return "";
        }
        return object(page, entry.objectType(), entry.objectId());
    }

    public String object(Page page, String type, @Nullable Long id) {
        return id == null ? type(page, type) : page.t("audit.object", type(page, type), id.toString());
    }

    /** The card of the thing, null where it has none or the visitor may not open it. */
    public @Nullable String card(Page page, AuditEntry entry) {
        var card = CARDS.get(entry.objectType());
        return card == null || entry.objectId() == null || !page.may(card.permission())
                ? null
                : card.path() + entry.objectId();
    }

    public List<Difference> differences(Page page, AuditEntry entry) {
        return differences(page, entry, Set.of());
    }

    /** @param forgotten fields of which only that they were there may be told any more */
    public List<Difference> differences(Page page, AuditEntry entry, Set<String> forgotten) {
        var differences = new ArrayList<Difference>();
        for (var field : json.readTree(entry.changes()).properties()) {
            var name = field.getKey();
            var before = value(page, entry.objectType(), name, field.getValue().get(0));
            var after = value(page, entry.objectType(), name, field.getValue().get(1));
            if (forgotten.contains(name)) {
                before = before == null ? null : FORGOTTEN;
                after = after == null ? null : FORGOTTEN;
            }
            differences.add(
                    after != null && after.equals(before)
                            ? new Difference(field(page, entry.objectType(), name), null, page.t("audit.hidden", after))
                            : new Difference(field(page, entry.objectType(), name), before, after));
        }
        return differences;
    }

    /** Every action that has a name, by that name, to choose from. */
    public Map<String, String> actions(Page page) {
        return choices(page, "action.", "audit.any-action");
    }

    /** Every kind of thing that has a name, by that name, to choose from. */
    public Map<String, String> types(Page page) {
        return choices(page, "object.", "audit.any-type");
    }

    /** The name of the picture beside an entry. */
    public String icon(AuditEntry entry) {
        var what = entry.action().substring(entry.action().lastIndexOf('.') + 1);
        return switch (what) {
            case "created" -> "plus";
            case "deleted" -> "trash-2";
            case "merged", "merged_away" -> "git-merge";
            case "revealed" -> "eye";
            case "updated", "changed" -> "pencil";
            default -> "activity";
        };
    }

    private Map<String, String> choices(Page page, String prefix, String any) {
        var choices = new LinkedHashMap<String, String>();
        choices.put("", page.t(any));
        texts.keys(Language.of(page.language())).stream()
                .filter(key -> key.startsWith(prefix))
                .sorted(Comparator.comparing(key -> page.t(key)))
                .forEach(key -> choices.put(key.substring(prefix.length()), page.t(key)));
        return choices;
    }

    private String field(Page page, String type, String name) {
        return word(page, name, "field." + type + "." + name, type + "s." + name, name);
    }

    private @Nullable String value(Page page, String type, String field, JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        if (value.isBoolean()) {
            return page.t(value.booleanValue() ? "audit.yes" : "audit.no");
        }
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(one -> String.valueOf(value(page, type, field, one)))
                    .collect(Collectors.joining(", "));
        }
        if (!value.isString()) {
            return value.toString();
        }
        var text = FINGERPRINT.matcher(value.stringValue()).replaceFirst("");
        return word(
                page,
                MONEY.contains(field) ? money(text) : readable(page, text),
                "value." + type + "." + field + "." + text,
                type + "s." + field + "-" + text,
                field + "." + text);
    }

    private static String money(String text) {
        try {
            return Money.parse(text).display();
        } catch (Malformed e) {
            return text;
        }
    }

    /** Days, moments and phones the way people write them. */
    private static String readable(Page page, String text) {
        try {
            if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
                return page.date(LocalDate.parse(text));
            }
            if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z")) {
                return page.second(Instant.parse(text));
            }
            return RUSSIAN_PHONE.matcher(text).replaceFirst("+7 $1 $2-$3-$4");
        } catch (DateTimeParseException e) {
            return text;
        }
    }

    private String word(Page page, String otherwise, String... keys) {
        var known = texts.keys(Language.of(page.language()));
        return Stream.of(keys)
                .filter(known::contains)
                .findFirst()
                .map(key -> page.t(key))
                .orElse(otherwise);
    }

    private record Card(String path, String permission) {}
}
