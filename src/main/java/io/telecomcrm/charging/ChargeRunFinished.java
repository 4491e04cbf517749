package io.telecomcrm.charging;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.DomainEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/** A run has ended. The one entry of the audit for all it did; the ledger tells of each charge. */
public record ChargeRunFinished(ChargeRun run) implements DomainEvent {

    @Override
    public String action() {
        return "charge_run." + run.status().code();
    }

    @Override
    public String objectType() {
        return "charge_run";
    }

    @Override
    public Long objectId() {
        return run.id();
    }

    @Override
    public Map<String, Change> changes() {
        var changes = new LinkedHashMap<String, Change>();
        changes.put("kind", new Change(null, run.kind().code()));
        changes.put("day", new Change(null, run.day()));
        changes.put("started_by", new Change(null, run.startedBy().username()));
        changes.put("seen", new Change(null, run.tally().seen()));
        changes.put("charged", new Change(null, run.tally().charged()));
        changes.put("blocked", new Change(null, run.tally().blocked()));
        changes.put("errors", new Change(null, run.tally().errors()));
        changes.put("amount", new Change(null, run.tally().amount().wire()));
        return changes;
    }
}
