package io.telecomcrm.contracts;

import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.PHONE_NUMBER;
import static io.telecomcrmdb.Tables.SIM;
import static io.telecomcrmdb.Tables.TARIFF;
import static java.util.Objects.requireNonNull;

import io.telecomcrm.customers.Country;
import io.telecomcrm.customers.CustomerKind;
import io.telecomcrm.customers.CustomerStatus;
import io.telecomcrm.customers.DocumentType;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Luhn;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Msisdn;
import io.telecomcrm.kernel.Phone;
import io.telecomcrm.sims.Iccid;
import io.telecomcrm.sims.SimStatus;
import io.telecomcrm.tariffs.TariffPeriod;
import io.telecomcrmdb.tables.records.CustomerRecord;
import io.telecomcrmdb.tables.records.PhoneNumberRecord;
import io.telecomcrmdb.tables.records.SimRecord;
import io.telecomcrmdb.tables.records.TariffRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.springframework.transaction.support.TransactionTemplate;

/** What a contract ties together: customers who lack nothing, cards in stock, tariffs for sale; and contracts of them. */
public final class SampleContracts {

    private static final AtomicInteger LAST = new AtomicInteger();
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    private final DSLContext db;
    private final TransactionTemplate transactions;
    private final Contracts contracts;

    public SampleContracts(DSLContext db, TransactionTemplate transactions, Contracts contracts) {
        this.db = db;
        this.transactions = transactions;
        this.contracts = contracts;
    }

    static String passport() {
        return "%06d".formatted(200_000 + LAST.incrementAndGet());
    }

    public static String msisdn() {
        return "+7966%07d".formatted(LAST.incrementAndGet());
    }

    public long customer() {
        return customer("4619", passport());
    }

    /** Somebody of whom everything is known, entered perhaps once more under the same document. */
    long customer(String series, String number) {
        var mark = LAST.incrementAndGet();
        var row = person(mark);
        row.setDocumentType(DocumentType.PASSPORT_RF);
        row.setPassportSeries(series);
        row.setPassportNumber(number);
        row.setDocumentKey("RU:" + series + number);
        row.setDocumentCopy(mark);
        return insert(row);
    }

    long foreigner(String number) {
        var mark = LAST.incrementAndGet();
        var row = person(mark);
        row.setDocumentType(DocumentType.FOREIGN);
        row.setDocumentCountry(new Country("KZ"));
        row.setCitizenship(new Country("KZ"));
        row.setPassportNumber(number);
        row.setDocumentKey("F:KZ:" + number);
        row.setDocumentCopy(mark);
        return insert(row);
    }

    /** Somebody of whom only the name and the phone are known. */
    long stranger() {
        var row = person(LAST.incrementAndGet());
        row.setBirthDate(null);
        row.setPassportIssuedBy(null);
        row.setPassportIssuedOn(null);
        row.setDocumentCopy(0);
        return insert(row);
    }

    public long sim() {
        return sim(new Msisdn(msisdn()));
    }

    long simWithoutNumber() {
        return sim(null);
    }

    private long sim(@org.jspecify.annotations.Nullable Msisdn number) {
        return requireNonNull(transactions.execute(_ -> {
            if (number != null) {
                var known = new PhoneNumberRecord();
                known.setMsisdn(number);
                known.setCreatedAt(LONG_AGO);
                db.insertInto(PHONE_NUMBER).set(known).execute();
            }
            var digits = "89701666%010d".formatted(LAST.incrementAndGet());
            var row = new SimRecord();
            row.setIccid(new Iccid(digits + Luhn.checkDigit(digits)));
            row.setMsisdn(number);
            row.setStatus(SimStatus.FREE);
            row.setSearchText(" " + digits);
            row.setCreatedAt(LONG_AGO);
            row.setUpdatedAt(LONG_AGO);
            row.setVersion(1L);
            return db.insertInto(SIM)
                    .set(row)
                    .returningResult(SIM.ID)
                    .fetchSingle()
                    .value1();
        }));
    }

    public long tariff() {
        return tariff(TariffPeriod.MONTHLY, true);
    }

    long tariff(TariffPeriod period, boolean active) {
        return tariff(period, active, Money.ZERO);
    }

    public long tariff(TariffPeriod period, boolean active, Money fee) {
        return requireNonNull(transactions.execute(_ -> {
            var mark = LAST.incrementAndGet();
            var row = new TariffRecord();
            row.setName("Тариф для договоров " + mark);
            row.setNameKey("ТАРИФ ДЛЯ ДОГОВОРОВ " + mark);
            row.setFee(fee);
            row.setPeriod(period);
            row.setOptions("{\"minutes\":0,\"sms\":0,\"traffic_mb\":0,\"unlimited\":[],\"services\":[]}");
            row.setRefundUnusedDays(true);
            row.setIsActive(active);
            row.setCreatedAt(LONG_AGO);
            row.setUpdatedAt(LONG_AGO);
            row.setVersion(1L);
            return db.insertInto(TARIFF)
                    .set(row)
                    .returningResult(TARIFF.ID)
                    .fetchSingle()
                    .value1();
        }));
    }

    public long draft() {
        return draft(customer());
    }

    public long draftWithoutSim() {
        return as(() -> contracts.create(new ContractDetails(customer(), null, tariff(), LocalDate.of(2026, 11, 1))))
                .id();
    }

    public long draft(long customer) {
        return as(() -> contracts.create(new ContractDetails(customer, sim(), tariff(), LocalDate.of(2026, 11, 1))))
                .id();
    }

    public long active() {
        return active(customer());
    }

    public long active(long customer) {
        var draft = draft(customer);
        return as(() -> contracts.activate(draft, null)).id();
    }

    public long suspended(BlockReason reason) {
        var active = active();
        return as(() -> contracts.block(active, null, reason, null, null)).id();
    }

    public long terminated() {
        var active = active();
        return as(() -> contracts.terminate(active, null, TerminationReason.CUSTOMER, null))
                .id();
    }

    /** Does something in the name of the product itself. */
    static <T> T as(Callable<T> work) {
        try {
            return Actor.job("tests").call(work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static CustomerRecord person(int mark) {
        var row = new CustomerRecord();
        row.setKind(CustomerKind.PERSON);
        row.setLastName(new io.telecomcrm.customers.PersonName("Договоров" + letters(mark)));
        row.setFirstName(new io.telecomcrm.customers.PersonName("Пётр"));
        row.setFullName("Договоров" + letters(mark) + " Пётр");
        row.setNameKey("ДОГОВОРОВ" + letters(mark).toUpperCase(java.util.Locale.ROOT) + " ПЕТР");
        row.setSearchText(" " + row.getNameKey());
        row.setBirthDate(LocalDate.of(1985, 5, 5));
        row.setPassportIssuedBy("ОВД");
        row.setPassportIssuedOn(LocalDate.of(2019, 6, 1));
        row.setPhone(new Phone("+7903%07d".formatted(mark)));
        row.setLanguage("ru");
        row.setStatus(CustomerStatus.NEW);
        row.setCompanyCopy(0);
        row.setCreatedAt(LONG_AGO);
        row.setUpdatedAt(LONG_AGO);
        row.setVersion(1L);
        return row;
    }

    private static String letters(int mark) {
        var letters = new StringBuilder();
        for (var rest = mark; rest > 0; rest /= 30) {
            letters.append((char) ('а' + rest % 30));
        }
        return letters.toString();
    }

    private long insert(CustomerRecord row) {
        return requireNonNull(transactions.execute(_ -> db.insertInto(CUSTOMER)
                .set(row)
                .returningResult(CUSTOMER.ID)
                .fetchSingle()
                .value1()));
    }
}
