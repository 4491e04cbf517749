package io.telecomcrm.sims;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.Keys;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What changed about a card, as the audit keeps it: PIN and PUK as masks with a keyed hash behind. */
@Component
class SimChanges {

    private static final String HIDDEN = "••••";

    private final Keys keys;

    SimChanges(Keys keys) {
        this.keys = keys;
    }

    /** Either may be absent: before a card's creation, after its deletion. */
    Map<String, Change> between(@Nullable SimDetails before, @Nullable SimDetails after) {
        var card = before == null ? after : before;
        var salt = card == null ? "" : card.iccid().value();
        return Change.between(fields(before, salt), fields(after, salt));
    }

    /** @param salt so that cards with equal codes don't tell so */
    private Map<String, @Nullable Object> fields(@Nullable SimDetails details, String salt) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        if (details == null) {
            return fields;
        }
        fields.put("iccid", details.iccid().value());
        fields.put("imsi", details.imsi() == null ? null : details.imsi().value());
        fields.put("msisdn", details.msisdn() == null ? null : details.msisdn().value());
        fields.put("batch", details.batch());
        for (var i = 0; i < SimSecrets.FIELDS.size(); i++) {
            var name = SimSecrets.FIELDS.get(i);
            var code = details.secrets().values().get(i);
            fields.put(name, code == null ? null : HIDDEN + " #" + keys.fingerprint(salt + name + code));
        }
        return fields;
    }
}
