package io.telecomcrm.sims;

import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Msisdn;
import io.telecomcrm.web.Fields;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what a form or a program says about a card, and names everything that is wrong with it. */
final class SimInput {

    static final int LONGEST_BATCH = 100;

    private final Fields fields;
    private final @Nullable SimDetails before;
    private final boolean whole;

    private SimInput(Fields fields, @Nullable SimDetails before, boolean whole) {
        this.fields = fields;
        this.before = before;
        this.whole = whole;
    }

    /** The details of a new card. */
    static SimDetails read(Fields fields) {
        return new SimInput(fields, null, true).details();
    }

    /**
     * The details as they become.
     *
     * @param whole whether the ICCID must be sent again; what else is absent stays as it was
     */
    static SimDetails read(Fields fields, SimDetails before, boolean whole) {
        return new SimInput(fields, before, whole).details();
    }

    private SimDetails details() {
        var iccid = iccid();
        var imsi = value("imsi", Imsi::parse, SimDetails::imsi);
        var msisdn = value("msisdn", Msisdn::parse, SimDetails::msisdn);
        var batch = fields.has("batch") ? fields.line("batch", LONGEST_BATCH) : old(SimDetails::batch);
        var secrets = new SimSecrets(
                value("pin1", SimSecrets::pin, details -> details.secrets().pin1()),
                value("puk1", SimSecrets::puk, details -> details.secrets().puk1()),
                value("pin2", SimSecrets::pin, details -> details.secrets().pin2()),
                value("puk2", SimSecrets::puk, details -> details.secrets().puk2()));
        fields.check();
        if (iccid == null) {
            throw new IllegalStateException("An ICCID that is missing was let through");
        }
        return new SimDetails(iccid, imsi, msisdn, batch, secrets);
    }

    /** A card that came with a wrong check digit may keep it. */
    private @Nullable Iccid iccid() {
        if (before != null && !whole && !fields.has("iccid")) {
            return before.iccid();
        }
        return fields.requiredValue(
                "iccid", typed -> before != null && same(typed, before.iccid()) ? before.iccid() : Iccid.parse(typed));
    }

    private static boolean same(String typed, Iccid iccid) {
        try {
            return Iccid.lenient(typed).equals(iccid);
        } catch (Malformed malformed) {
            return false;
        }
    }

    private <T> @Nullable T value(String field, Function<String, T> parse, Function<SimDetails, @Nullable T> known) {
        return fields.has(field) ? fields.value(field, parse) : old(known);
    }

    private <T> @Nullable T old(Function<SimDetails, @Nullable T> known) {
        return before == null ? null : known.apply(before);
    }
}
