package io.telecomcrm.contracts;

import static io.telecomcrmdb.Tables.CONTRACT_WIZARD;

import io.telecomcrm.database.Dialect;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Keys;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.web.CrmSettings;
import io.telecomcrmdb.tables.records.ContractWizardRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jooq.DSLContext;
import org.jooq.SelectForUpdateStep;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Contracts in the making, each seen only by the one who makes it. They outlive the browser, but not a week. */
@Service
class ContractWizards {

    private static final Duration KEPT = Duration.ofDays(7);
    private static final int ID_BYTES = 16;

    private final DSLContext db;
    private final Dialect dialect;
    private final Contracts contracts;
    private final CrmSettings settings;
    private final Clock clock;

    ContractWizards(DSLContext db, Contracts contracts, CrmSettings settings, Clock clock) {
        this.db = db;
        this.dialect = Dialect.of(db);
        this.contracts = contracts;
        this.settings = settings;
        this.clock = clock;
    }

    /** Begins a contract, with a customer or a card that is chosen already. */
    @Transactional
    public ContractWizard begin(@Nullable Long customerId, @Nullable Long simId) {
        Actor.current().demand(Contracts.EDIT);
        var wizard = new ContractWizard(
                Keys.random(ID_BYTES),
                customerId,
                simId,
                null,
                LocalDate.ofInstant(clock.instant(), settings.zone()),
                null);
        var row = row(wizard);
        row.setId(wizard.id());
        row.setUserId(user());
        row.setCreatedAt(clock.instant());
        db.insertInto(CONTRACT_WIZARD).set(row).execute();
        return wizard;
    }

    ContractWizard get(String id) {
        Actor.current().demand(Contracts.EDIT);
        return mine(id).fetchOptional(ContractWizards::wizard).orElseThrow(() -> new NotFound("contract_wizard", id));
    }

    /** The last one that its maker has not finished. */
    Optional<ContractWizard> unfinished() {
        return db.selectFrom(CONTRACT_WIZARD)
                .where(CONTRACT_WIZARD.USER_ID.eq(user()), CONTRACT_WIZARD.CONTRACT_ID.isNull())
                .orderBy(CONTRACT_WIZARD.UPDATED_AT.desc())
                .limit(1)
                .fetchOptional(ContractWizards::wizard);
    }

    @Transactional
    public ContractWizard choose(String id, UnaryOperator<ContractWizard> choice) {
        Actor.current().demand(Contracts.EDIT);
        var wizard = lock(id);
        return wizard.contractId() != null ? wizard : write(choice.apply(wizard));
    }

    /**
     * Draws the contract up, and activates it if asked. Clicked twice it answers with the same contract.
     *
     * @param seen the choices that were looked at; where others were made meanwhile, nothing is signed
     * @param payment what is paid before service begins; null for nothing, and then the fee makes a debt at once
     */
    @Transactional
    public Contract finish(String id, String seen, boolean activate, @Nullable FirstPayment payment, Shown shown) {
        Actor.current().demand(Contracts.EDIT);
        var wizard = lock(id);
        if (wizard.contractId() != null) {
            return contracts.get(wizard.contractId());
        }
        if (wizard.customerId() == null || wizard.tariffId() == null) {
            throw new Refusal("contract_wizard_unfinished");
        }
        if (!seen.isEmpty() && !seen.equals(wizard.choices())) {
            throw new Refusal("contract_wizard_changed");
        }
        var signedOn = wizard.signedOn() == null ? contracts.today() : wizard.signedOn();
        var contract =
                contracts.create(new ContractDetails(wizard.customerId(), wizard.simId(), wizard.tariffId(), signedOn));
        write(wizard.became(contract.id()));
        if (activate && payment != null) {
            contracts.takeFirst(contract.id(), payment);
        }
        return activate ? contracts.activate(contract.id(), null, shown) : contract;
    }

    @Transactional
    public void drop(String id) {
        db.deleteFrom(CONTRACT_WIZARD)
                .where(
                        CONTRACT_WIZARD.ID.eq(id),
                        CONTRACT_WIZARD.USER_ID.eq(user()),
                        CONTRACT_WIZARD.CONTRACT_ID.isNull())
                .execute();
    }

    @Transactional
    public void removeOld() {
        db.deleteFrom(CONTRACT_WIZARD)
                .where(CONTRACT_WIZARD.UPDATED_AT.lt(clock.instant().minus(KEPT)))
                .execute();
    }

    private ContractWizard lock(String id) {
        return dialect.lock(mine(id))
                .fetchOptional(ContractWizards::wizard)
                .orElseThrow(() -> new NotFound("contract_wizard", id));
    }

    private SelectForUpdateStep<ContractWizardRecord> mine(String id) {
        return db.selectFrom(CONTRACT_WIZARD).where(CONTRACT_WIZARD.ID.eq(id), CONTRACT_WIZARD.USER_ID.eq(user()));
    }

    private ContractWizard write(ContractWizard wizard) {
        db.update(CONTRACT_WIZARD)
                .set(row(wizard))
                .where(CONTRACT_WIZARD.ID.eq(wizard.id()))
                .execute();
        return wizard;
    }

    private ContractWizardRecord row(ContractWizard wizard) {
        var row = new ContractWizardRecord();
        row.setCustomerId(wizard.customerId());
        row.setSimId(wizard.simId());
        row.setTariffId(wizard.tariffId());
        row.setSignedOn(wizard.signedOn());
        row.setContractId(wizard.contractId());
        row.setUpdatedAt(clock.instant());
        return row;
    }

    private static long user() {
        return Objects.requireNonNull(Actor.current().userId());
    }

    private static ContractWizard wizard(ContractWizardRecord row) {
        return new ContractWizard(
                row.getId(),
                row.getCustomerId(),
                row.getSimId(),
                row.getTariffId(),
                row.getSignedOn(),
                row.getContractId());
    }
}
