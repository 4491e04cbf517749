package io.telecomcrm.customers;

import static io.telecomcrm.customers.SampleCustomers.birthDate;
import static io.telecomcrm.customers.SampleCustomers.companyInn;
import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.database.Slice;
import io.telecomcrm.kernel.Actor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@IntegrationTest
class CustomerSearchTest {

    private static final String PATH = "/api/v1/customers/";
    private static final String PHONE = "+79161112233";
    private static final String INN = companyInn();
    private static long person;
    private static long company;

    @Autowired
    Http http;

    @Autowired
    CustomerRepository customers;

    @Autowired
    Customers door;

    @Autowired
    TransactionTemplate transactions;

    @BeforeEach
    void aPersonAndACompany() {
        if (person != 0) {
            return;
        }
        person = create(Map.of(
                "last_name", "Королёв-Щедрин",
                "first_name", "Фёдор",
                "middle_name", "Эльдарович",
                "birth_date", birthDate(),
                "phone", PHONE,
                "email", "Kor_Fed@Example.ru",
                "passport_series", "4509",
                "passport_number", "765432",
                "address", "г. Кологрив, ул. Лесная, 5"));
        company = create(Map.of(
                "kind", "company",
                "company_name", "ООО «Лютик и Ёж»",
                "inn", INN,
                "phone", "+79162223344",
                "email", "info@lutik.example.ru"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Королев",
                "королёв",
                "КОРОЛ",
                "оролё",
                "Щедрин",
                "королев-щедрин",
                "фёдор корол",
                "Корол Фед",
                "rjhjk`d",
                "rjhjk`d atljh",
                "8 (916) 111-22-33",
                "+7 916 111-22-33",
                "89161112233",
                "9161112233",
                "1112233",
                "8916",
                "8916111",
                "11-22-33",
                "111-22-33 Королёв",
                "4509 765432",
                "4509765432",
                "45 09 765432",
                "kor_fed@example.ru",
                "KOR_FED",
                "лщк_аув",
                "Ко Фё Эл",
                "к ф э щ",
                "\"Королёв-Щедрин Фёдор\"",
            })
    void findsThePersonHoweverTheyAreAskedFor(String search) {
        assertThat(found("operator", "search=" + Http.encode(search))).contains(person);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Королев Иван",
                "4509 765433",
                "оролёвы",
                "ор фё",
                "89161112234",
                "100%",
                "Корол%Щедр",
                "к\\ф",
                "'; drop table customer",
            })
    void doesNotFindThePersonByWhatTheyAreNot(String search) {
        assertThat(found("operator", "search=" + Http.encode(search))).doesNotContain(person);
    }

    /** Short ones are found by trigrams, longer ones by groups of digits. */
    @Test
    void findsNumbersByAnyOfTheirParts() {
        var id = create(Map.of(
                "last_name", "Числов",
                "first_name", "Пётр",
                "birth_date", birthDate(),
                "phone", "+79030415926",
                "email", "chislov0271828@example.ru",
                "passport_series", "0314",
                "passport_number", "000577",
                "address", "630099, г. Новосибирск, ул. Числа, 12345"));
        for (var number : List.of("79030415926", "0314000577", "0271828")) {
            for (var from = 0; from < number.length() - 2; from++) {
                for (var to = from + 3; to <= number.length(); to++) {
                    var part = number.substring(from, to);
                    assertThat(found("operator", "search=" + part)).as(part).contains(id);
                }
            }
        }
        for (var other : List.of("90304159267", "79030405926", "031400577", "31400058", "27182890304")) {
            assertThat(found("operator", "search=" + other)).as(other).doesNotContain(id);
        }
        assertThat(found("operator", "address=" + Http.encode("630099, г. Нов")))
                .contains(id);
        assertThat(found("operator", "address=2345")).contains(id);
        assertThat(found("operator", "address=12346")).doesNotContain(id);
    }

    /** Names are found by words that are kept beside the customers, and have to follow them. */
    @Test
    void findsNobodyByANameThatIsNoLongerTheirs() {
        var id = create(Map.of(
                "last_name", "Заплатин-Заплаткин",
                "first_name", "Плат",
                "birth_date", birthDate(),
                "phone", "+79163334455"));
        assertThat(found("operator", "search=" + Http.encode("плат"))).containsOnlyOnce(id);
        assertThat(found("operator", "search=" + Http.encode("заплатки"))).containsExactly(id);

        http.api("PATCH", PATH + id + "/", http.token("supervisor"), Map.of("last_name", "Ситцев"));
        assertThat(found("operator", "search=" + Http.encode("заплат"))).isEmpty();
        assertThat(found("operator", "search=" + Http.encode("плат"))).contains(id);
        assertThat(found("operator", "search=" + Http.encode("ситце"))).containsExactly(id);

        http.api("DELETE", PATH + id + "/", http.token("admin"), null);
        assertThat(found("operator", "search=" + Http.encode("ситце"))).isEmpty();
    }

    /** Whoever comes second finds the words of the name being written by the first. */
    @Test
    void findsAllWhoGotTheSameNewNameAtTheSameMoment() throws Exception {
        for (var name : List.of("Одновременнов", "Единомоментов", "Разомвошлов")) {
            var entered = new ArrayList<Callable<Long>>();
            for (var i = 0; i < 6; i++) {
                var person = Map.of("last_name", name, "first_name", "Он", "phone", SampleCustomers.phone());
                entered.add(() -> create(person));
            }
            try (var desks = Executors.newFixedThreadPool(entered.size())) {
                for (var one : desks.invokeAll(entered)) {
                    assertThat(found("operator", "search=" + Http.encode(name))).contains(one.get());
                }
            }
        }
    }

    @Test
    void findsACompany() {
        for (var search : List.of("лютик еж", "«Лютик", INN, "лю", "info@lutik", "916 222-33-44", "лютик и ёж")) {
            assertThat(found("operator", "search=" + Http.encode(search)))
                    .as(search)
                    .contains(company);
        }
    }

    @Test
    void findsAPartOfADocumentOnlyForThoseWhoMaySeeIt() {
        assertThat(found("operator", "search=765432")).contains(person);
        assertThat(found("employee", "search=765432")).doesNotContain(person);
        assertThat(found("employee", "search=4509+765432")).contains(person);
        assertThat(found("employee", "passport_series=4509&passport_number=765432"))
                .contains(person);
        assertThat(found("operator", "passport_number=765432")).doesNotContain(person);
        // a sign that stands for any other would find it out one by one
        assertThat(found("employee", "search=45097654__")).doesNotContain(person);
        assertThat(found("employee", "passport_series=4509&passport_number=76543_"))
                .doesNotContain(person);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "birth_date=1950-01-01",
                "birth_date__gte=1950-01-01",
                "birth_date__lte=1950-01-01",
                "address=Тверь",
                "ordering=birth_date",
                "ordering=-birth_date",
                "ordering=full_name,-birth_date"
            })
    void refusesToFilterAndOrderByPersonalDataWithoutTheRight(String query) {
        assertThat(list("employee", query.replace("Тверь", "%D0%A2")).status()).isEqualTo(403);
        assertThat(list("operator", query.replace("Тверь", "%D0%A2")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "kind=person,true",
        "kind=company,false",
        "status=new,true",
        "status=active,false",
        "'status__in=new,active',true",
        "'status__in=former,active',false",
        "has_contracts=false,true",
        "has_contracts=true,false",
        "has_contracts=maybe,true",
        "created_after=2020-01-01,true",
        "created_before=2020-01-01,false",
        "created_after=2999-01-01,false",
        "updated_after=2020-01-01&updated_before=2999-01-01,true",
        "phone=89161112233,true",
        "phone=89161112234,false",
        "email=KOR_FED@example.ru,true",
        "inn=7707083893,false",
        "address=%D0%BA%D0%BE%D0%BB%D0%BE%D0%B3%D1%80%D0%B8%D0%B2,true",
        "kind=,true",
        "unknown=1,true",
    })
    void filters(String query, boolean shown) {
        var ids = found("operator", query + "&search=1112233");
        assertThat(ids.contains(person)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "kind=zzz,kind",
        "status=zzz,status",
        "'status__in=new,zzz',status__in",
        "created_after=yesterday,created_after",
        "phone=123,phone",
        "inn=1,inn",
    })
    void refusesAWrongFilter(String query, String field) {
        var answer = list("operator", query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().propertyNames()).containsExactly(field);
    }

    @Test
    void pagesLikeTheRestOfTheApi() {
        var first = list("operator", "page_size=1&x=%D1%8F&search=Example.ru").json();
        assertThat(first.propertyNames()).containsExactly("count", "next", "previous", "results");
        assertThat(first.get("count").asLong()).isGreaterThanOrEqualTo(2);
        assertThat(first.get("previous").isNull()).isTrue();
        assertThat(first.get("next").asString())
                .isEqualTo(http.address(PATH + "?page=2&page_size=1&search=Example.ru&x=%D1%8F"));
        var second = list("operator", "page=2&page_size=1&search=Example.ru").json();
        assertThat(second.get("previous").asString()).isEqualTo(http.address(PATH + "?page_size=1&search=Example.ru"));
        assertThat(id(first, 0)).isGreaterThan(id(second, 0));
        var last = list("operator", "page=last&page_size=1&search=Example.ru").json();
        assertThat(last.get("next").isNull()).isTrue();
        for (var page : List.of("0", "-1", "abc", "1.0", "99999999", "999999999999999999999", "%D9%A1")) {
            assertThat(list("operator", "page=" + page).status()).as(page).isEqualTo(404);
        }
        assertThat(list("operator", "page=&page_size=-5").status()).isEqualTo(200);
        assertThat(list("operator", "search=zzzzzz").json().get("count").asLong())
                .isZero();
        assertThat(list("operator", "search=zzzzzz&page=2").status()).isEqualTo(404);
        assertThat(list("operator", "search=a%00b").body()).isEqualTo("[\"Null characters are not allowed.\"]");
    }

    @Test
    void ordersByWhatIsAllowedAndIgnoresTheRest() {
        var names = new ArrayList<String>();
        list("operator", "ordering=full_name&page_size=1000")
                .json()
                .get("results")
                .forEach(customer -> names.add(io.telecomcrm.kernel.SearchKey.of(
                        customer.get("full_name").asString())));
        assertThat(names).isSorted();
        assertThat(list("operator", "ordering=-birth_date,status,note").status())
                .isEqualTo(200);
        var newest = list("operator", "ordering=nonsense").json();
        assertThat(id(newest, 0)).isGreaterThan(id(newest, 1));
        var oldest = list("operator", "ordering=id").json();
        assertThat(id(oldest, 0)).isLessThan(id(oldest, 1));
    }

    @Test
    void countsWhatIsThere() {
        var before = list("operator", "").json().get("count").asLong();
        var byStatus = list("operator", "status=new").json().get("count").asLong();
        var customer = create(Map.of("last_name", "Счётный", "first_name", "Он", "phone", SampleCustomers.phone()));
        assertThat(list("operator", "").json().get("count").asLong()).isEqualTo(before + 1);
        assertThat(list("operator", "status=new").json().get("count").asLong()).isEqualTo(byStatus + 1);
        http.api("DELETE", PATH + customer + "/", http.token("supervisor"), null);
        assertThat(list("operator", "").json().get("count").asLong()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-id", "id", "name", "-name", "-created", "created", "status", "-status"})
    void walksThroughTheListAndBack(String order) throws Exception {
        Actor.job("test").run(() -> {
            while (customers.count(filterByName()).rows() < 60) {
                create(Map.of(
                        "last_name",
                        "Пролистанный",
                        "first_name",
                        "Он".repeat(1 + (int) (customers.count(filterByName()).rows() % 3)),
                        "phone",
                        SampleCustomers.phone()));
            }
            var pages = new ArrayList<Slice<CustomerLine>>();
            String place = null;
            do {
                pages.add(customers.slice(filterByName(), order, place, 25));
                place = pages.getLast().next();
            } while (place != null);
            assertThat(pages.getFirst().previous()).isNull();
            assertThat(pages.stream().flatMap(page -> page.lines().stream()))
                    .hasSize((int) pages.getFirst().count().rows())
                    .doesNotHaveDuplicates();
            for (var index = pages.size() - 1; index > 0; index--) {
                var back =
                        customers.slice(filterByName(), order, pages.get(index).previous(), 25);
                assertThat(back.lines()).isEqualTo(pages.get(index - 1).lines());
                assertThat(back.previous() == null).isEqualTo(index == 1);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "", "YTpiOmM", "!!!", "YToxOg"})
    void showsTheFirstPageForALinkThatMakesNoSense(String place) throws Exception {
        Actor.job("test")
                .run(() -> assertThat(customers
                                .slice(CustomerFilter.ALL, "-created", place, 25)
                                .lines())
                        .isNotEmpty());
    }

    private static CustomerFilter filterByName() {
        return new CustomerFilter(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, "Пролистанный");
    }

    private long create(Map<String, ?> fields) {
        var sent = new HashMap<String, Object>(fields);
        sent.put("confirm_duplicate", true);
        var answer = http.api("POST", PATH, http.token("supervisor"), sent);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().get("id").asLong();
    }

    private Http.Answer list(String role, String query) {
        return http.api("GET", PATH + "?" + query, http.token(role), null);
    }

    private List<Long> found(String role, String query) {
        var answer = list(role, query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        var ids = new ArrayList<Long>();
        answer.json()
                .get("results")
                .forEach(customer -> ids.add(customer.get("id").asLong()));
        return ids;
    }

    private static long id(JsonNode list, int index) {
        return list.get("results").get(index).get("id").asLong();
    }
}
