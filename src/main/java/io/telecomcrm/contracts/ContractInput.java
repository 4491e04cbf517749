package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Coded;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.web.Fields;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What callers send about contracts, in JSON and in forms. Each method notes what is wrong; what it returns is good once
 * {@link Fields#check} has let it pass.
 */
@Component
class ContractInput {

    static final Map<String, ContractStatus> STATUSES = codes(ContractStatus.values());
    static final Map<String, BlockReason> BLOCKS = codes(BlockReason.values());
    static final Map<String, TerminationReason> TERMINATIONS = codes(TerminationReason.values());
    static final Map<String, ReplacementReason> REPLACEMENTS = codes(ReplacementReason.values());
    static final Map<String, TariffChangeTime> TIMES = codes(TariffChangeTime.values());

    /** More is a slipped finger. */
    private static final Money HIGHEST_CREDIT = Money.ofRubles(1_000_000);

    private static final long NONE = 0;

    private final ContractRepository rows;
    private final Contracts contracts;

    ContractInput(ContractRepository rows, Contracts contracts) {
        this.rows = rows;
        this.contracts = contracts;
    }

    /** A new draft; it is signed today unless said otherwise. */
    ContractDetails read(Fields fields) {
        var nothing = new ContractDetails(NONE, null, NONE, contracts.today());
        return read(fields, nothing, true);
    }

    /**
     * Other details of a contract; what was not sent stays as it is.
     *
     * @param whole whether the required fields must be there
     */
    ContractDetails read(Fields fields, ContractDetails before, boolean whole) {
        var customer = whole || fields.hasReference("customer") ? customer(fields) : before.customerId();
        var tariff = whole || fields.hasReference("tariff") ? tariff(fields) : before.tariffId();
        var sim = fields.reference("sim", rows::simExists);
        var signedOn = fields.has("signed_on") ? signedOn(fields) : null;
        fields.check();
        return new ContractDetails(
                customer,
                fields.hasReference("sim") ? sim : before.simId(),
                tariff,
                signedOn == null ? before.signedOn() : signedOn);
    }

    private static @Nullable LocalDate signedOn(Fields fields) {
        return fields.required("signed_on", 40).isEmpty() ? null : fields.date("signed_on");
    }

    long customer(Fields fields) {
        return id(fields.requiredReference("customer", rows::customerExists));
    }

    long tariff(Fields fields) {
        return id(fields.requiredReference("tariff", rows::tariffExists));
    }

    long sim(Fields fields) {
        return id(fields.requiredReference("sim", rows::simExists));
    }

    long contract(Fields fields) {
        return id(fields.requiredReference("contract", rows::exists));
    }

    BlockReason block(Fields fields) {
        return choice(fields, "reason", BLOCKS, BlockReason.VOLUNTARY);
    }

    @Nullable
    LocalDate until(Fields fields) {
        return fields.date("until");
    }

    @Nullable
    String note(Fields fields) {
        return fields.text("note", Contracts.LONGEST_NOTE);
    }

    TerminationReason termination(Fields fields) {
        return choice(fields, "reason", TERMINATIONS, TerminationReason.OTHER);
    }

    ReplacementReason replacement(Fields fields) {
        return choice(fields, "reason", REPLACEMENTS, ReplacementReason.UPGRADE);
    }

    /** How far below zero a balance may go. */
    static Money creditLimit(Fields fields) {
        var limit = fields.requiredMoney("credit_limit", Money.ZERO, HIGHEST_CREDIT);
        return limit == null ? Money.ZERO : limit;
    }

    /** When a change of tariff takes effect; with the next period unless said otherwise. */
    TariffChangeTime when(Fields fields) {
        return fields.has("when")
                ? choice(fields, "when", TIMES, TariffChangeTime.NEXT_PERIOD)
                : TariffChangeTime.NEXT_PERIOD;
    }

    /** @param otherwise stands in for a wrong choice, which {@link Fields#check} won't let pass */
    private static <T> T choice(Fields fields, String name, Map<String, T> choices, T otherwise) {
        if (fields.required(name, 200).isEmpty()) {
            return otherwise;
        }
        var choice = fields.choice(name, choices);
        return choice == null ? otherwise : choice;
    }

    private static long id(@Nullable Long id) {
        return id == null ? NONE : id;
    }

    private static <E extends Coded> Map<String, E> codes(E[] choices) {
        var codes = new LinkedHashMap<String, E>();
        for (var choice : choices) {
            codes.put(choice.code(), choice);
        }
        return codes;
    }
}
