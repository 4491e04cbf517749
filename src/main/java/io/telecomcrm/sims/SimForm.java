package io.telecomcrm.sims;

import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Text;
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
 * @param stale whether somebody else has changed the card meanwhile
 * @param secrets whether the visitor may change PIN and PUK, which a form never shows
 */
public record SimForm(
        @Nullable Sim sim,
        long version,
        Map<String, String> values,
        Map<String, List<Text>> errors,
        boolean stale,
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

    static Map<String, String> sent(Fields fields) {
        var values = new LinkedHashMap<String, String>();
        FIELDS.stream().filter(fields::has).forEach(name -> values.put(name, fields.raw(name)));
        return values;
    }

    /** The fields as programs send them: a code that is left empty stays as it was. */
    static Fields wire(Map<String, String> values) {
        var wire = new LinkedHashMap<String, String[]>();
        values.forEach((name, value) -> {
            if (!SimSecrets.FIELDS.contains(name) || !value.isBlank()) {
                wire.put(name, new String[] {value});
            }
        });
        return Fields.of(wire);
    }

    SimForm refused(Invalid invalid) {
        var wrong = new LinkedHashMap<String, List<Text>>();
        invalid.fields().forEach((field, texts) -> wrong.put(field.equals(Invalid.WHOLE) ? "" : field, texts));
        if (values.getOrDefault("iccid", "").isBlank()) {
            wrong.put("iccid", List.of(new Text("sims.enter-iccid")));
        }
        return new SimForm(sim, version, values, wrong, false, secrets);
    }

    SimForm refused(Text text) {
        return new SimForm(sim, version, values, Map.of("", List.of(text)), false, secrets);
    }

    /** The same over what somebody else has saved. */
    SimForm over(Sim saved) {
        return new SimForm(saved, saved.version(), values, Map.of(), true, secrets);
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
}
