package io.telecomcrm.sims;

import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Conflict;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The form of a card as it is shown: what stands in it and what is wrong with it.
 *
 * @param sim the card as it is stored, null for a new one
 * @param version the one that was seen when the form was opened
 * @param before what stood in it as it was opened; empty for a new card
 * @param conflict what somebody else changed meanwhile, null when nobody did
 * @param secrets whether the visitor may change PIN and PUK, which a form never shows
 */
public record SimForm(
        @Nullable Sim sim,
        long version,
        Map<String, String> values,
        Map<String, String> before,
        Map<String, List<Text>> errors,
        @Nullable Conflict conflict,
        boolean secrets) {

    private static final List<String> KNOWN = List.of("iccid", "msisdn", "imsi", "batch");

    /** The controls in the order of the form, in which a scanner walks through them. */
    static final List<String> FIELDS =
            Stream.concat(KNOWN.stream(), SimSecrets.FIELDS.stream()).toList();

    /** What is known of a card as the form writes it. */
    static Map<String, String> of(Sim sim) {
        var values = new LinkedHashMap<String, String>();
        values.put("iccid", sim.iccid().display());
        values.put("msisdn", sim.msisdn() == null ? "" : sim.msisdn().display());
        values.put("imsi", sim.imsi() == null ? "" : sim.imsi().value());
        values.put("batch", sim.batch() == null ? "" : sim.batch());
        return values;
    }

    /** What was sent, after the choices of a conflict's table. */
    static Map<String, String> chosen(Fields fields) {
        return Conflict.chosen(fields, prefix -> fields.raw(FIELDS, prefix));
    }

    /** The fields as programs send them: a code that is left empty stays as it was. */
    static Fields wire(Map<String, String> values) {
        var wire = new LinkedHashMap<>(values);
        SimSecrets.FIELDS.forEach(name -> wire.computeIfPresent(name, (_, code) -> code.isBlank() ? null : code));
        return Fields.typed(wire);
    }

    SimForm refused(Invalid invalid) {
        var wrong = new LinkedHashMap<String, List<Text>>();
        invalid.fields().forEach((field, texts) -> wrong.put(field.equals(Invalid.WHOLE) ? "" : field, texts));
        if (values.getOrDefault("iccid", "").isBlank()) {
            wrong.put("iccid", List.of(new Text("sims.enter-iccid")));
        }
        return new SimForm(sim, version, values, before, wrong, null, secrets);
    }

    SimForm refused(Text text) {
        return new SimForm(sim, version, values, before, Map.of("", List.of(text)), null, secrets);
    }

    /** The same form over what somebody else has saved; what they alone changed is taken over. */
    SimForm over(Sim saved, @Nullable String by) {
        var theirs = of(saved);
        var other = Conflict.of(by, saved.updatedAt(), KNOWN, before, values, theirs, new ConflictWords());
        return new SimForm(saved, saved.version(), other.over(values, theirs), theirs, Map.of(), other, secrets);
    }

    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    /** Whether it is no longer settled here which card it is, and which number it has. */
    public boolean isFixed() {
        return sim != null && sim.status() != SimStatus.FREE;
    }

    public @Nullable String error(Page page, String field) {
        return page.error(errors, field);
    }

    /** Every error in the order of the form, for the list above it. */
    public Map<String, String> messages(Page page) {
        var messages = new LinkedHashMap<String, String>();
        Stream.concat(FIELDS.stream().filter(errors::containsKey), errors.keySet().stream())
                .forEach(field -> messages.putIfAbsent(field, Objects.requireNonNull(error(page, field))));
        return messages;
    }

    private record ConflictWords() implements Conflict.Words {

        @Override
        public String name(Page page, String field) {
            return page.t("sims." + field);
        }

        @Override
        public String read(Page page, String field, String value) {
            return value;
        }
    }
}
