package io.telecomcrm.customers;

import static io.telecomcrm.customers.SampleCustomers.company;
import static io.telecomcrm.customers.SampleCustomers.passport;
import static io.telecomcrm.customers.SampleCustomers.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.kernel.Actor;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

/** What a customer's contracts make of them. */
@IntegrationTest
class CustomerStatusTest {

    @Autowired
    Http http;

    @Autowired
    Customers customers;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transactions;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "draft|new",
                "active|active",
                "suspended|blocked",
                "terminated|former",
                "draft terminated|former",
                "suspended terminated|blocked",
                "suspended active terminated draft|active",
            })
    void followsFromTheContracts(String contracts, String status) {
        var id = customer();
        var before = customers.counts();
        for (var contract : contracts.split(" ")) {
            SampleContracts.add(db, transactions, id, contract);
        }

        follow(id);

        assertThat(status(id)).isEqualTo(status);
        follow(id);
        assertThat(status(id)).isEqualTo(status);
        var after = customers.counts();
        var one = CustomerStatus.of(status);
        if (one == CustomerStatus.NEW) {
            assertThat(after).isEqualTo(before);
        } else {
            assertThat(after)
                    .containsEntry(one, before.getOrDefault(one, 0L) + 1)
                    .containsEntry(CustomerStatus.NEW, before.getOrDefault(CustomerStatus.NEW, 0L) - 1);
        }
    }

    @Test
    void comesBackWhenTheContractsGo() {
        var id = customer();
        var contract = SampleContracts.add(db, transactions, id, "active");
        follow(id);
        SampleContracts.remove(db, transactions, contract);
        follow(id);

        assertThat(status(id)).isEqualTo("new");
    }

    @Test
    void leavesTheVersionAloneForTheDetailsAreTheSame() {
        var id = customer();
        SampleContracts.add(db, transactions, id, "active");
        follow(id);

        assertThat(get(id).version()).isEqualTo(1);
    }

    /** Each change alone leaves the other contract in service; only both together block the customer. */
    @Test
    void isRightWhenTwoContractsChangeAtOnce() throws Exception {
        for (var round = 0; round < 10; round++) {
            var id = customer();
            var contracts = List.of(
                    SampleContracts.add(db, transactions, id, "active"),
                    SampleContracts.add(db, transactions, id, "active"));
            follow(id);
            var start = new CyclicBarrier(2);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var changes = contracts.stream()
                        .map(contract -> (Callable<Void>) () -> {
                            start.await();
                            transactions.executeWithoutResult(_ -> {
                                SampleContracts.set(db, contract, "suspended");
                                customers.followContracts(List.of(id));
                            });
                            return null;
                        })
                        .toList();
                for (var change : threads.invokeAll(changes)) {
                    change.get();
                }
            }
            assertThat(status(id)).isEqualTo("blocked");
        }
    }

    @Test
    void isOnlySetInTheTransactionOfTheContract() {
        assertThatThrownBy(() -> customers.followContracts(List.of(1L)))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void namesWhatIsMissingForAContract() {
        var person = customer();
        assertThat(missing(person))
                .containsExactly("birth_date", "passport_number", "passport_issued_by", "passport_issued_on");
        change(
                person,
                Map.of(
                        "birth_date", "1990-05-17",
                        "passport_series", "4510",
                        "passport_number", passport(),
                        "passport_issued_on", "2010-06-01"));
        assertThat(missing(person)).containsExactly("passport_issued_by");
        change(person, Map.of("passport_issued_by", "ОВД Твери"));
        assertThat(missing(person)).isEmpty();

        var firm = http.api("POST", "/api/customers/", http.token("operator"), company());
        assertThat(missing(firm.json().get("id").asLong())).isEmpty();
    }

    /** The law lets them sign from fourteen on, if a representative agrees. */
    @Test
    void wantsTheRepresentativeOfAMinor() {
        var eighteen = LocalDate.now(ZoneId.of("Europe/Moscow")).minusYears(18);
        for (var birthDate : List.of(eighteen.plusDays(2), eighteen.minusDays(1))) {
            var person = customer();
            change(
                    person,
                    Map.of(
                            "birth_date", birthDate.toString(),
                            "passport_series", "4524",
                            "passport_number", passport(),
                            "passport_issued_by", "ОВД Твери",
                            "passport_issued_on", birthDate.plusYears(14).toString()));
            if (birthDate.isBefore(eighteen)) {
                assertThat(missing(person)).isEmpty();
            } else {
                assertThat(missing(person)).containsExactly("representative");
                change(person, Map.of("representative", "Иванова Ольга, мать"));
                assertThat(missing(person)).isEmpty();
            }
        }
    }

    private List<String> missing(long id) {
        return customers.missing(get(id));
    }

    private long customer() {
        var added = http.api("POST", "/api/customers/", http.token("operator"), person());
        return added.json().get("id").asLong();
    }

    private void change(long id, Map<String, Object> fields) {
        var changed = http.api("PATCH", "/api/customers/" + id + "/", http.token("operator"), fields);
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    }

    private void follow(long id) {
        transactions.executeWithoutResult(_ -> customers.followContracts(List.of(id)));
    }

    private String status(long id) {
        return get(id).status().code();
    }

    private Customer get(long id) {
        try {
            return Actor.job("test").call(() -> customers.get(id));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
