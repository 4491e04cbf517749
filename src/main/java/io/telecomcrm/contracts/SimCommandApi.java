package io.telecomcrm.contracts;

import io.telecomcrm.sims.Sims;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.IfMatch;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Once;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** The commands of SIM cards, for programs; they are here because the contract decides. */
@Controller
@RequestMapping("/api/sims/{id}")
@ResponseBody
class SimCommandApi {

    private final Contracts contracts;
    private final ContractRepository rows;
    private final Sims sims;
    private final ContractInput input;
    private final ContractJson json;

    SimCommandApi(Contracts contracts, ContractRepository rows, Sims sims, ContractInput input, ContractJson json) {
        this.contracts = contracts;
        this.rows = rows;
        this.sims = sims;
        this.input = input;
        this.json = json;
    }

    @PostMapping("/bind")
    @Needs(Contracts.EDIT)
    ResponseEntity<Map<String, @Nullable Object>> bind(
            @PathVariable long id,
            Fields fields,
            Once once,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        var version = version(id, fields, ifMatch);
        var contract = input.contract(fields);
        fields.check();
        return done(id, fields, once, () -> contracts.bindSim(contract, id, version));
    }

    @PostMapping("/unbind")
    @Needs(Contracts.EDIT)
    ResponseEntity<Map<String, @Nullable Object>> unbind(
            @PathVariable long id,
            Fields fields,
            Once once,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        var version = version(id, fields, ifMatch);
        fields.check();
        return done(id, fields, once, () -> contracts.unbindSim(id, version));
    }

    @PostMapping("/block")
    @Needs(Contracts.LOST_SIM)
    ResponseEntity<Map<String, @Nullable Object>> block(
            @PathVariable long id,
            Fields fields,
            Once once,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        var version = version(id, fields, ifMatch);
        var reason = reason(fields);
        return done(id, fields, once, () -> contracts.blockSim(id, version, reason));
    }

    @PostMapping("/unblock")
    @Needs(Contracts.LOST_SIM)
    ResponseEntity<Map<String, @Nullable Object>> unblock(
            @PathVariable long id,
            Fields fields,
            Once once,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        var version = version(id, fields, ifMatch);
        var reason = reason(fields);
        return done(id, fields, once, () -> contracts.unblockSim(id, version, reason));
    }

    @PostMapping("/close")
    @Needs(Sims.CLOSE)
    ResponseEntity<Map<String, @Nullable Object>> close(
            @PathVariable long id,
            Fields fields,
            Once once,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        var version = version(id, fields, ifMatch);
        var reason = reason(fields);
        return done(id, fields, once, () -> contracts.closeSim(id, version, reason));
    }

    private @Nullable Long version(long id, Fields fields, @Nullable String ifMatch) {
        sims.get(id);
        return IfMatch.version(ifMatch, fields);
    }

    private static @Nullable String reason(Fields fields) {
        var reason = fields.text("reason", Contracts.LONGEST_NOTE);
        fields.check();
        return reason;
    }

    private ResponseEntity<Map<String, @Nullable Object>> done(long id, Fields fields, Once once, Runnable work) {
        once.run(fields, () -> {
            work.run();
            return id;
        });
        var sim = sims.get(id);
        var contract =
                sim.contractId() == null ? null : rows.find(sim.contractId()).orElse(null);
        return ResponseEntity.ok().eTag(IfMatch.tag(sim.version())).body(json.sim(sim, contract));
    }
}
