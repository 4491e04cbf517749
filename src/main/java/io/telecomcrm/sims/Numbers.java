package io.telecomcrm.sims;

import static io.telecomcrmdb.Tables.PHONE_NUMBER;
import static io.telecomcrmdb.Tables.SIM;

import io.telecomcrm.database.Dialect;
import io.telecomcrm.kernel.Msisdn;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.web.CrmSettings;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Repository;

/** Who may use which telephone number: one card at a time, and nobody while the number rests. */
@Repository
@EnableConfigurationProperties(SimSettings.class)
class Numbers {

    private final DSLContext db;
    private final Dialect dialect;
    private final SimSettings settings;
    private final CrmSettings crm;
    private final Clock clock;

    Numbers(DSLContext db, SimSettings settings, CrmSettings crm, Clock clock) {
        this.db = db;
        this.dialect = Dialect.of(db);
        this.settings = settings;
        this.crm = crm;
        this.clock = clock;
    }

    /** Why the number can't be had now; empty when it can. A number never heard of is free. */
    Optional<Refusal> obstacle(Msisdn number) {
        var rests = db.select(PHONE_NUMBER.QUARANTINED_UNTIL)
                .from(PHONE_NUMBER)
                .where(PHONE_NUMBER.MSISDN.eq(number), PHONE_NUMBER.QUARANTINED_UNTIL.gt(today()))
                .fetchOptional(PHONE_NUMBER.QUARANTINED_UNTIL);
        if (rests.isPresent()) {
            return Optional.of(new Refusal("number_in_quarantine", number.display(), rests.get()));
        }
        return db.fetchExists(SIM, SIM.MSISDN.eq(number), SIM.STATUS.ne(SimStatus.CLOSED))
                ? Optional.of(new Refusal("number_taken", number.display()))
                : Optional.empty();
    }

    /** Takes the number until the transaction ends, so that nobody else can; refuses when it can't be had. */
    void claim(Msisdn number) {
        db.insertInto(PHONE_NUMBER, PHONE_NUMBER.MSISDN, PHONE_NUMBER.CREATED_AT)
                .values(number, clock.instant())
                .onConflictDoNothing()
                .execute();
        lock(List.of(number));
        obstacle(number).ifPresent(obstacle -> {
            throw obstacle;
        });
        db.update(PHONE_NUMBER)
                .setNull(PHONE_NUMBER.QUARANTINED_UNTIL)
                .where(PHONE_NUMBER.MSISDN.eq(number), PHONE_NUMBER.QUARANTINED_UNTIL.isNotNull())
                .execute();
    }

    /** Nobody gets the numbers for a while. */
    void rest(Collection<Msisdn> numbers) {
        lock(numbers);
        db.update(PHONE_NUMBER)
                .set(PHONE_NUMBER.QUARANTINED_UNTIL, today().plusDays(settings.quarantineDays()))
                .where(PHONE_NUMBER.MSISDN.in(numbers))
                .execute();
    }

    private void lock(Collection<Msisdn> numbers) {
        dialect.lock(db.select(PHONE_NUMBER.MSISDN)
                        .from(PHONE_NUMBER)
                        .where(PHONE_NUMBER.MSISDN.in(numbers))
                        .orderBy(PHONE_NUMBER.MSISDN))
                .fetch();
    }

    int quarantineDays() {
        return settings.quarantineDays();
    }

    ZoneId zone() {
        return crm.zone();
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), crm.zone());
    }
}
