package io.telecomcrm.customers;

import io.telecomcrm.kernel.Email;
import io.telecomcrm.kernel.Phone;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Customers who don't exist but might: the same for the same seed and day, each made on its own, so that a million
 * needs no more memory than one. Phones, documents and ИНН differ from one to the next.
 */
final class DemoCustomers {

    private static final int NUMBERS_OF_A_CODE = 10_000_000;
    private static final int NUMBERS_OF_A_SERIES = 999_800;
    private static final int FIRST_NUMBER = 101;
    private static final long STRIDE = 387_420_491L;
    private static final int SOLE_PROPRIETORS_PERCENT = 3;
    private static final int COMPANIES_PERCENT = 5;
    private static final Duration HISTORY = Duration.ofDays(3 * 365);

    private final long seed;
    private final long count;
    private final Instant now;
    private final LocalDate today;

    DemoCustomers(long seed, long count, Instant now) {
        this.seed = seed;
        this.count = count;
        this.now = now;
        this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    /** When the customer of this number, counted from 0, was entered: later ones later, the last an hour ago. */
    Instant createdAt(long index) {
        var ago = HISTORY.toSeconds() * (count - index) / count;
        return now.minusSeconds(3600 + ago).minusMillis(index * 37 % 1000);
    }

    CustomerDetails get(long index) {
        var random = new SplittableRandom(seed * 1_000_003 + index * 0x9E3779B97F4A7C15L);
        var percent = random.nextInt(100);
        if (percent < COMPANIES_PERCENT) {
            return company(index, random);
        }
        return person(index, random, percent < COMPANIES_PERCENT + SOLE_PROPRIETORS_PERCENT);
    }

    private CustomerDetails person(long index, SplittableRandom random, boolean proprietor) {
        var female = random.nextBoolean();
        var lastName = DemoNames.lastName(random, female);
        var firstName = DemoNames.firstName(random, female);
        var middleName = random.nextInt(50) == 0 ? null : DemoNames.middleName(random, female);
        var birthDate = today.minusYears(18 + ages(random)).minusDays(random.nextInt(365) + 1L);
        var issuedOn = issuedOn(birthDate, random);
        var place = DemoNames.place(random);
        var inn = proprietor || random.nextInt(3) > 0 ? personInn(place.region(), index) : null;
        var email = random.nextInt(5) < 3 ? email(lastName, firstName, index) : null;
        var fullName = lastName + " " + firstName + (middleName == null ? "" : " " + middleName);
        return new CustomerDetails(
                proprietor ? CustomerKind.COMPANY : CustomerKind.PERSON,
                new PersonName(lastName),
                new PersonName(firstName),
                middleName == null ? null : new PersonName(middleName),
                birthDate,
                DocumentType.PASSPORT_RF,
                null,
                DemoNames.regionOfSeries(index % NUMBERS_OF_A_SERIES, index / NUMBERS_OF_A_SERIES)
                        + "%02d".formatted(blankYear(issuedOn, random) % 100),
                "%06d".formatted(FIRST_NUMBER + index * STRIDE % NUMBERS_OF_A_SERIES),
                "ГУ МВД России, " + place.city(),
                issuedOn,
                inn == null ? null : new Inn(inn),
                null,
                proprietor ? new Ogrn(ogrnip(place.region(), index)) : null,
                proprietor ? "ИП " + fullName : null,
                null,
                null,
                new Country("RU"),
                address(place, random),
                phone(index),
                email,
                "ru",
                random.nextInt(4) == 0 ? DemoNames.codeWord(random) : null,
                LocalDate.ofInstant(createdAt(index), ZoneOffset.UTC),
                null);
    }

    private CustomerDetails company(long index, SplittableRandom random) {
        var place = DemoNames.place(random);
        var female = random.nextBoolean();
        var contact = DemoNames.lastName(random, female) + " " + DemoNames.firstName(random, female);
        var inn = companyInn(place.region(), index);
        return new CustomerDetails(
                CustomerKind.COMPANY,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new Inn(inn),
                new Kpp(inn.substring(0, 4) + "01001"),
                new Ogrn(ogrn(place.region(), index)),
                DemoNames.companyName(random),
                contact,
                null,
                null,
                address(place, random),
                phone(index),
                new Email("office" + index + "@" + DemoNames.mailHost(random)),
                "ru",
                null,
                LocalDate.ofInstant(createdAt(index), ZoneOffset.UTC),
                null);
    }

    /** Years above 18: most are between thirty and fifty, few above eighty. */
    private static int ages(SplittableRandom random) {
        return (random.nextInt(36) + random.nextInt(36)) * 9 / 10;
    }

    /** Soon after the birthday on which a passport is changed; those of the nineties were all changed by 2003. */
    private LocalDate issuedOn(LocalDate birthDate, SplittableRandom random) {
        var days = 5 + random.nextInt(60);
        for (var age : new int[] {45, 20, 14}) {
            var issued = birthDate.plusYears(age).plusDays(days);
            if (!issued.isAfter(today)) {
                return issued.getYear() >= 1998
                        ? issued
                        : LocalDate.of(1998, 3, 1).plusDays(random.nextInt(1900));
            }
        }
        throw new IllegalStateException("An adult without a passport");
    }

    private static int blankYear(LocalDate issuedOn, SplittableRandom random) {
        return Math.max(1997, issuedOn.getYear() - random.nextInt(2));
    }

    private Phone phone(long index) {
        var all = (long) DemoNames.mobileCodes() * NUMBERS_OF_A_CODE;
        var number = Math.floorMod(index * STRIDE + seed * 7919, all);
        return new Phone("+7" + DemoNames.mobileCode((int) (number / NUMBERS_OF_A_CODE))
                + "%07d".formatted(number % NUMBERS_OF_A_CODE));
    }

    private static Email email(String lastName, String firstName, long index) {
        var name = DemoNames.latin(lastName) + "." + DemoNames.latin(firstName).charAt(0) + index;
        return new Email(name.toLowerCase(Locale.ROOT) + "@" + DemoNames.MAIL[(int) (index % DemoNames.MAIL.length)]);
    }

    private static String address(DemoNames.Place place, SplittableRandom random) {
        return "г. " + place.city() + ", ул. " + DemoNames.street(random) + ", д. " + (1 + random.nextInt(140))
                + ", кв. " + (1 + random.nextInt(200));
    }

    private static String companyInn(int region, long index) {
        var digits = "%02d%07d".formatted(region, index * STRIDE % 10_000_000);
        return digits + check(digits, 2, 4, 10, 3, 5, 9, 4, 6, 8);
    }

    private static String personInn(int region, long index) {
        var digits = "%02d%08d".formatted(region, index * STRIDE % 100_000_000);
        digits += check(digits, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8);
        return digits + check(digits, 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8);
    }

    private static String ogrn(int region, long index) {
        var digits = "1%02d%02d%07d".formatted(2 + index % 20, region, index * STRIDE % 10_000_000);
        return digits + Long.parseLong(digits) % 11 % 10;
    }

    private static String ogrnip(int region, long index) {
        var digits = "3%02d%02d%09d".formatted(4 + index % 20, region, index * STRIDE % 1_000_000_000);
        return digits + Long.parseLong(digits) % 13 % 10;
    }

    private static int check(String digits, int... weights) {
        var sum = 0;
        for (var i = 0; i < weights.length; i++) {
            sum += weights[i] * (digits.charAt(i) - '0');
        }
        return sum % 11 % 10;
    }
}
