package io.telecomcrm.sims;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.TARIFF;

import io.telecomcrm.contracts.ContractNumber;
import io.telecomcrm.contracts.ContractStatus;
import io.telecomcrm.customers.CustomerKind;
import io.telecomcrm.customers.CustomerStatus;
import io.telecomcrm.customers.PersonName;
import io.telecomcrm.kernel.Luhn;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Phone;
import io.telecomcrm.tariffs.TariffPeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;

/** Cards no two of which share an ICCID or a number, and drafts to bind them to. */
final class SampleSims {

    private static final AtomicInteger LAST = new AtomicInteger();

    private SampleSims() {}

    static Map<String, Object> sim() {
        return new HashMap<>(Map.of("iccid", iccid(), "msisdn", msisdn()));
    }

    static String iccid() {
        var digits = "89701777%010d".formatted(LAST.incrementAndGet());
        return digits + Luhn.checkDigit(digits);
    }

    static String msisdn() {
        return "+7977%07d".formatted(LAST.incrementAndGet());
    }

    static String imsi() {
        return "25077%010d".formatted(LAST.incrementAndGet());
    }

    /** A draft of nobody in particular. */
    static long contract(DSLContext db) {
        return db.transactionResult(_ -> {
            var now = Instant.parse("2026-01-01T00:00:00Z");
            var mark = LAST.incrementAndGet();
            var customer = db.insertInto(CUSTOMER)
                    .set(CUSTOMER.KIND, CustomerKind.PERSON)
                    .set(CUSTOMER.LAST_NAME, new PersonName("Линейный"))
                    .set(CUSTOMER.FIRST_NAME, new PersonName("Пётр"))
                    .set(CUSTOMER.FULL_NAME, "Линейный Пётр")
                    .set(CUSTOMER.NAME_KEY, "ЛИНЕЙНЫЙ ПЕТР")
                    .set(CUSTOMER.SEARCH_TEXT, " ЛИНЕЙНЫЙ ПЕТР")
                    .set(CUSTOMER.PHONE, new Phone("+7902%07d".formatted(mark)))
                    .set(CUSTOMER.LANGUAGE, "ru")
                    .set(CUSTOMER.STATUS, CustomerStatus.NEW)
                    .set(CUSTOMER.DOCUMENT_COPY, 0)
                    .set(CUSTOMER.COMPANY_COPY, 0)
                    .set(CUSTOMER.CREATED_AT, now)
                    .set(CUSTOMER.UPDATED_AT, now)
                    .set(CUSTOMER.VERSION, 1L)
                    .returningResult(CUSTOMER.ID)
                    .fetchSingle()
                    .value1();
            var tariff = db.insertInto(TARIFF)
                    .set(TARIFF.NAME, "Тариф " + mark)
                    .set(TARIFF.NAME_KEY, "ТАРИФ SIM " + mark)
                    .set(TARIFF.FEE, new Money(50_000))
                    .set(TARIFF.PERIOD, TariffPeriod.MONTHLY)
                    .set(TARIFF.OPTIONS, "{\"minutes\":0,\"sms\":0,\"traffic_mb\":0,\"unlimited\":[],\"services\":[]}")
                    .set(TARIFF.REFUND_UNUSED_DAYS, true)
                    .set(TARIFF.IS_ACTIVE, true)
                    .set(TARIFF.CREATED_AT, now)
                    .set(TARIFF.UPDATED_AT, now)
                    .set(TARIFF.VERSION, 1L)
                    .returningResult(TARIFF.ID)
                    .fetchSingle()
                    .value1();
            var number = "77%07d".formatted(mark);
            return db.insertInto(CONTRACT)
                    .set(CONTRACT.NUMBER, new ContractNumber(number + Luhn.checkDigit(number)))
                    .set(CONTRACT.CUSTOMER_ID, customer)
                    .set(CONTRACT.TARIFF_ID, tariff)
                    .set(CONTRACT.STATUS, ContractStatus.DRAFT)
                    .set(CONTRACT.SIGNED_ON, LocalDate.of(2026, 1, 1))
                    .set(CONTRACT.CREATED_AT, now)
                    .set(CONTRACT.UPDATED_AT, now)
                    .set(CONTRACT.VERSION, 1L)
                    .returningResult(CONTRACT.ID)
                    .fetchSingle()
                    .value1();
        });
    }
}
