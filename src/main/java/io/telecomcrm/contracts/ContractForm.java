package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Conflict;
import io.telecomcrm.web.Page;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The form of a draft as it is shown.
 *
 * @param before what stood in it as it was opened
 * @param conflict what somebody else saved meanwhile, null when nobody did
 * @param tariffs to choose from, the draft's own first
 */
public record ContractForm(
        ContractCard card,
        Map<String, String> values,
        Map<String, String> before,
        long version,
        Map<String, List<Text>> errors,
        @Nullable Conflict conflict,
        Map<String, String> tariffs,
        LocalDate today) {

    private static final List<String> PICKED = List.of("customer_id", "sim_id");

    private static final List<String> COMPARED = List.of("customer_id", "sim_id", "tariff_id", "signed_on");

    static final List<String> FIELDS =
            List.of("customer_id", "customer_id_text", "sim_id", "sim_id_text", "tariff_id", "signed_on");

    static Map<String, String> of(ContractCard card) {
        var values = new LinkedHashMap<String, String>();
        var sim = card.sim();
        values.put("customer_id", Long.toString(card.customer().id()));
        values.put("customer_id_text", card.customer().fullName());
        values.put("sim_id", sim == null ? "" : Long.toString(sim.id()));
        values.put("sim_id_text", sim == null ? "" : sim.iccid().display());
        values.put("tariff_id", Long.toString(card.tariff().id()));
        values.put("signed_on", card.contract().terms().signedOn().toString());
        return values;
    }

    ContractForm refused(Map<String, List<Text>> wrong) {
        return new ContractForm(card, values, before, version, wrong, null, tariffs, today);
    }

    /** The same form over what somebody else has saved; what they alone changed is taken over. */
    ContractForm over(ContractCard saved, @Nullable String by, Map<String, String> allTariffs) {
        var theirs = of(saved);
        var names = Conflict.picked(PICKED, List.of(before, values, theirs));
        allTariffs.forEach((id, name) -> names.put("tariff_id" + id, name));
        var other = Conflict.of(by, saved.updatedAt(), COMPARED, before, values, theirs, new ConflictWords(names));
        return new ContractForm(
                saved, other.over(values, theirs), theirs, saved.contract().version(), Map.of(), other, tariffs, today);
    }

    public String path() {
        return "/contracts/" + card.contract().id();
    }

    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    public @Nullable String error(Page page, String field) {
        return page.error(errors, field);
    }

    public Map<String, String> messages(Page page) {
        var messages = new LinkedHashMap<String, String>();
        errors.keySet()
                .forEach(field -> messages.put(
                        field.equals("customer_id") || field.equals("sim_id") ? field + "_text" : field,
                        Objects.requireNonNull(page.error(errors, field))));
        return messages;
    }

    /** @param names of what can be picked, by field and id */
    record ConflictWords(Map<String, String> names) implements Conflict.Words {

        @Override
        public String name(Page page, String field) {
            return page.t("contracts." + field);
        }

        @Override
        public String read(Page page, String field, String value) {
            return field.equals("signed_on") ? page.typedDate(value) : names.getOrDefault(field + value, value);
        }
    }
}
