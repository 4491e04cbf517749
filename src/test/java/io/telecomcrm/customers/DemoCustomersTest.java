package io.telecomcrm.customers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DemoCustomersTest {

    private static final Instant NOW = Instant.parse("2026-03-10T09:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 10);
    private static final int COUNT = 5_000;

    private final DemoCustomers demo = new DemoCustomers(7, COUNT, NOW);

    @Test
    void makesTheSameCustomersOfTheSameSeed() {
        assertThat(new DemoCustomers(7, COUNT, NOW).get(42)).isEqualTo(demo.get(42));
        assertThat(new DemoCustomers(8, COUNT, NOW).get(42)).isNotEqualTo(demo.get(42));
    }

    @Test
    void makesNoTwoAlike() {
        var phones = new HashSet<String>();
        var documents = new HashSet<String>();
        var companies = new HashSet<String>();
        for (var index = 0; index < COUNT; index++) {
            var likeness = demo.get(index).likeness();
            assertThat(phones.add(Objects.requireNonNull(likeness.phone()))).isTrue();
            assertThat(likeness.documentKey() == null || documents.add(likeness.documentKey()))
                    .isTrue();
            assertThat(likeness.companyKey() == null || companies.add(likeness.companyKey()))
                    .isTrue();
        }
        assertThat(companies.size()).isBetween(COUNT * 6 / 100, COUNT * 10 / 100);
    }

    @Test
    void repeatsNoPassportWhenTheNumbersOfASeriesRunOut() {
        var all = new DemoCustomers(7, 3_000_000, NOW);
        for (var index = 0L; index < 2_000; index++) {
            assertThat(all.get(index).likeness().documentKey() == null
                            || !Objects.equals(
                                    all.get(index).likeness().documentKey(),
                                    all.get(index + 999_800).likeness().documentKey()))
                    .isTrue();
        }
    }

    @Test
    void makesPeopleWhoMightExist() {
        for (var index = 0; index < COUNT; index++) {
            var details = demo.get(index);
            var birthDate = details.birthDate();
            var document = details.document();
            var issuedOn = details.passportIssuedOn();
            if (birthDate == null || document == null || issuedOn == null) {
                assertThat(details.kind()).isEqualTo(CustomerKind.COMPANY);
                continue;
            }
            Age.check(birthDate, TODAY, 18);
            document.checkIssued(issuedOn, birthDate, TODAY);
            ((Document.Passport) document).checkBlank(TODAY);
            assertThat(sexes(details)).as(details.fullName()).isEqualTo(1);
        }
    }

    @Test
    void entersThemOneAfterTheOther() {
        assertThat(demo.createdAt(0)).isBefore(demo.createdAt(COUNT / 2));
        assertThat(demo.createdAt(COUNT - 1)).isBefore(NOW).isAfter(NOW.minusSeconds(90_000));
    }

    /** One when the last name agrees with the middle name, or agrees with any. */
    private static int sexes(CustomerDetails details) {
        var last = Objects.requireNonNull(details.lastName()).value();
        var middle = details.middleName();
        if (middle == null) {
            return 1;
        }
        var female = middle.value().endsWith("на");
        if (last.endsWith("ова") || last.endsWith("ева") || last.endsWith("ина") || last.endsWith("ая")) {
            return female ? 1 : 2;
        }
        var invariable = last.endsWith("ко") || last.endsWith("ых") || last.endsWith("их");
        return invariable || !female || last.endsWith("ёва") ? 1 : 2;
    }
}
