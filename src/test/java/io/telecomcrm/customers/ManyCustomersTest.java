package io.telecomcrm.customers;

import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.kernel.Actor;
import java.util.HashSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** Lists of more customers than anybody counts, in a database of their own. */
@IntegrationTest
@DirtiesContext
@TestPropertySource(properties = "crm.test.own-database=many_customers")
class ManyCustomersTest {

    private static final int MANY = 10_050;
    private static final String PATH = "/api/customers/";

    /** Two questions that all customers answer, one of a filter, one of a search. */
    private static final String SINCE_LONG = "created_after=2000-01-01";

    private static final String ANY_PHONE = "search=7";

    @Autowired
    Http http;

    @Autowired
    Customers customers;

    @BeforeEach
    void load() throws Exception {
        if (customers.counts().values().stream().allMatch(count -> count == 0)) {
            Actor.job("tests").run(() -> customers.demo(MANY, 1, _ -> {}));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SINCE_LONG, ANY_PHONE})
    void countingStopsButThePagesGoOn(String question) {
        var first = list(question + "&page_size=1000").json();
        assertThat(first.propertyNames()).containsExactly("count", "next", "previous", "results", "count_exact");
        assertThat(first.get("count").asInt()).isEqualTo(10_000);
        assertThat(first.get("count_exact").asBoolean()).isFalse();
        assertThat(first.get("next").asString()).contains("page=2&");

        var seen = new HashSet<Long>();
        for (var page = 1; page <= 11; page++) {
            var answer = list(question + "&page_size=1000&page=" + page).json();
            answer.get("results").forEach(row -> seen.add(row.get("id").asLong()));
            assertThat(answer.get("next").isNull()).isEqualTo(page == 11);
            assertThat(answer.get("count_exact").asBoolean()).isFalse();
        }
        assertThat(seen).hasSize(MANY);
    }

    @ParameterizedTest
    @ValueSource(strings = {SINCE_LONG, ANY_PHONE})
    void thereIsNoLastPageOfWhatIsNotCounted(String question) {
        for (var page : new String[] {"last", "102"}) {
            var answer = list(question + "&page=" + page);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.json().get("detail").asString()).isEqualTo("Invalid page.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "status=new", "has_contracts=false", "status__in=new,active"})
    void keptCountsAreExactHoweverMany(String question) {
        var last = list(question + "&page=last").json();

        assertThat(last.get("count").asInt()).isEqualTo(MANY);
        assertThat(last.has("count_exact")).isFalse();
        assertThat(last.get("results")).hasSize(50);
        assertThat(last.get("next").isNull()).isTrue();
    }

    @Test
    void thePageSaysThatThereAreMore() {
        var browser = http.browser("operator");

        assertThat(browser.get("/customers?created_from=2000-01-01").body())
                .contains("больше 10\u00a0000", "rel=\"next\"");
        assertThat(browser.get("/customers").body()).contains("10\u00a0050").doesNotContain("больше");
    }

    private Http.Answer list(String query) {
        return http.api("GET", PATH + "?" + query, http.token("operator"), null);
    }
}
