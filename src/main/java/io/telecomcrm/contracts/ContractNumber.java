package io.telecomcrm.contracts;

import com.fasterxml.jackson.annotation.JsonValue;
import io.telecomcrm.kernel.Digits;
import io.telecomcrm.kernel.Luhn;
import io.telecomcrm.kernel.Malformed;

/**
 * The number of a contract, which is also the account number that a payer types: ten digits, the first 1 to 8 so that it
 * never reads as a mobile number, the last a Luhn check digit.
 */
public record ContractNumber(@JsonValue String value) {

    private static final int LENGTH = 10;
    private static final long FIRST = 100_000_000L;
    private static final long COUNT = 800_000_000L;

    public ContractNumber {
        if (value.length() != LENGTH
                || value.charAt(0) < '1'
                || value.charAt(0) > '8'
                || !Digits.only(value, 1)
                || !Luhn.holds(value)) {
            throw malformed();
        }
    }

    public static ContractNumber parse(String typed) {
        return new ContractNumber(Digits.of(typed).orElseThrow(ContractNumber::malformed));
    }

    /** One of the eight hundred million numbers there are; equal draws give equal numbers. */
    public static ContractNumber of(long draw) {
        var digits = Long.toString(FIRST + Math.floorMod(draw, COUNT));
        return new ContractNumber(digits + Luhn.checkDigit(digits));
    }

    private static Malformed malformed() {
        return new Malformed("contract_number.invalid");
    }

    @Override
    public String toString() {
        return value;
    }
}
