package io.telecomcrm.charging;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs as the API writes them. */
final class ChargeRunJson {

    private ChargeRunJson() {}

    static Map<String, @Nullable Object> of(ChargeRun run) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", run.id());
        json.put("kind", run.kind().code());
        json.put("status", run.status().code());
        json.put("day", run.day());
        json.put("started_at", run.startedAt());
        json.put("finished_at", run.finishedAt());
        json.put("progress_at", run.progressAt());
        json.put("due", run.due());
        json.put("seen", run.tally().seen());
        json.put("charged", run.tally().charged());
        json.put("blocked", run.tally().blocked());
        json.put("errors", run.tally().errors());
        json.put("amount", run.tally().amount().wire());
        json.put("started_by", user(run.startedBy()));
        return json;
    }

    static Map<String, @Nullable Object> of(ParkedContract parked) {
        var contract = new LinkedHashMap<String, Object>();
        contract.put("id", parked.contractId());
        contract.put("number", parked.number().value());
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("contract", contract);
        json.put("reason", parked.reason());
        json.put("detail", parked.detail());
        json.put("parked_at", parked.at());
        return json;
    }

    private static @Nullable Map<String, Object> user(ChargeRun.Starter starter) {
        if (starter.userId() == null) {
            return null;
        }
        var json = new LinkedHashMap<String, Object>();
        json.put("id", starter.userId());
        json.put("username", starter.username());
        return json;
    }
}
