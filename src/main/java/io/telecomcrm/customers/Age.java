package io.telecomcrm.customers;

import io.telecomcrm.kernel.Malformed;
import java.time.LocalDate;

/** Whether a birth date can be that of a living person old enough to sign. */
public final class Age {

    private static final LocalDate EARLIEST_BIRTH = LocalDate.of(1900, 1, 1);

    private Age() {}

    /** The least age is an argument because the law that sets it may change. */
    public static void check(LocalDate birthDate, LocalDate today, int leastYears) {
        if (birthDate.isAfter(today)) {
            throw new Malformed("birth_date.future");
        }
        if (birthDate.isBefore(EARLIEST_BIRTH)) {
            throw new Malformed("birth_date.too_early", EARLIEST_BIRTH.getYear());
        }
        if (birthDate.plusYears(leastYears).isAfter(today)) {
            throw new Malformed("birth_date.too_young", leastYears);
        }
    }
}
