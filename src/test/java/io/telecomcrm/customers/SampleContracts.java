package io.telecomcrm.customers;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.TARIFF;
import static java.util.Objects.requireNonNull;

import io.telecomcrm.contracts.ContractNumber;
import io.telecomcrm.contracts.ContractStatus;
import io.telecomcrm.contracts.TerminationReason;
import io.telecomcrm.kernel.Luhn;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.tariffs.TariffPeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.springframework.transaction.support.TransactionTemplate;

/** Rows of contracts in any state, for what customers make of them. */
final class SampleContracts {

    private static final AtomicInteger LAST = new AtomicInteger();
    private static final Instant WHEN = Instant.parse("2026-01-15T09:00:00Z");

    private SampleContracts() {}

    static long add(DSLContext db, TransactionTemplate transactions, long customer, String status) {
        return requireNonNull(transactions.execute(_ -> insert(db, customer, status)));
    }

    static void set(DSLContext db, long contract, String status) {
        db.update(CONTRACT)
                .set(CONTRACT.STATUS, ContractStatus.of(status))
                .where(CONTRACT.ID.eq(contract))
                .execute();
    }

    static void remove(DSLContext db, TransactionTemplate transactions, long contract) {
        transactions.executeWithoutResult(
                _ -> db.deleteFrom(CONTRACT).where(CONTRACT.ID.eq(contract)).execute());
    }

    private static long insert(DSLContext db, long customer, String status) {
        var row = db.newRecord(CONTRACT);
        var digits = "19" + "%07d".formatted(LAST.incrementAndGet());
        row.setNumber(new ContractNumber(digits + Luhn.checkDigit(digits)));
        row.setCustomerId(customer);
        row.setTariffId(tariff(db));
        row.setStatus(ContractStatus.of(status));
        row.setSignedOn(LocalDate.of(2026, 1, 15));
        if (!status.equals("draft")) {
            row.setActivatedAt(WHEN);
            row.setAnchorOn(LocalDate.of(2026, 1, 15));
        }
        if (status.equals("terminated")) {
            row.setTerminatedAt(WHEN);
            row.setTerminationReason(TerminationReason.OTHER);
        }
        row.setCreatedAt(WHEN);
        row.setUpdatedAt(WHEN);
        row.setVersion(1L);
        row.setBalance(Money.ZERO);
        row.setCreditLimit(Money.ZERO);
        row.insert();
        return row.getId();
    }

    private static long tariff(DSLContext db) {
        var known = db.select(TARIFF.ID)
                .from(TARIFF)
                .where(TARIFF.NAME_KEY.eq("ДЛЯ ПРИМЕРОВ"))
                .fetchOne(TARIFF.ID);
        if (known != null) {
            return known;
        }
        var row = db.newRecord(TARIFF);
        row.setName("Для примеров");
        row.setNameKey("ДЛЯ ПРИМЕРОВ");
        row.setFee(Money.ZERO);
        row.setPeriod(TariffPeriod.MONTHLY);
        row.setOptions("{\"minutes\":0,\"sms\":0,\"traffic_mb\":0,\"unlimited\":[],\"services\":[]}");
        row.setRefundUnusedDays(true);
        row.setIsActive(true);
        row.setCreatedAt(WHEN);
        row.setUpdatedAt(WHEN);
        row.setVersion(1L);
        row.insert();
        return row.getId();
    }
}
