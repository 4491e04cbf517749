package io.telecomcrm.customers;

import static io.telecomcrm.customers.SampleCustomers.birthDate;
import static io.telecomcrm.customers.SampleCustomers.company;
import static io.telecomcrm.customers.SampleCustomers.passport;
import static io.telecomcrm.customers.SampleCustomers.person;
import static io.telecomcrm.customers.SampleCustomers.phone;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Forbidden;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@IntegrationTest
class CustomerApiTest {

    private static final String PATH = "/api/v1/customers/";

    @Autowired
    Http http;

    @Autowired
    Customers customers;

    @Autowired
    DSLContext db;

    @Test
    void entersAPersonAndShowsThem() {
        var sent = person();
        sent.put("middle_name", "  Олегович ");
        sent.put("email", "Oleg@Example.ru");
        sent.put("note", "первая\nвторая");
        sent.put("unknown", 1);
        var answer = create("operator", sent);

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        var customer = answer.json();
        assertThat(customer.propertyNames()).containsExactlyElementsOf(SampleCustomers.FIELDS);
        assertThat(customer.get("full_name").asString()).isEqualTo("Иванов Пётр Олегович");
        assertThat(customer.get("kind").asString()).isEqualTo("person");
        assertThat(customer.get("status").asString()).isEqualTo("new");
        assertThat(customer.get("language").asString()).isEqualTo("ru");
        assertThat(customer.get("phone").asString()).isEqualTo(sent.get("phone"));
        assertThat(customer.get("email").asString()).isEqualTo("Oleg@Example.ru");
        assertThat(customer.get("note").asString()).isEqualTo("первая\nвторая");
        assertThat(customer.get("inn").isNull()).isTrue();
        assertThat(customer.get("created_at").asString())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{6})?Z");
        assertThat(get("operator", customer).json()).isEqualTo(customer);
    }

    @Test
    void entersACompany() {
        var answer = create("operator", company());

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.json().get("full_name").asString()).isEqualTo("ООО «Ромашка»");
    }

    @Test
    void namesAllErrorsAtOnce() {
        var answer = create(
                "operator",
                Map.of(
                        "first_name", "",
                        "phone", "123",
                        "email", "x",
                        "birth_date", "31.12.1990",
                        "kind", "person",
                        "language", "de",
                        "passport_number", "000100",
                        "passport_series", "4510"));

        assertThat(answer.status()).isEqualTo(400);
        var errors = answer.json();
        assertThat(errors.propertyNames())
                .containsExactlyInAnyOrder(
                        "last_name", "first_name", "phone", "email", "birth_date", "language", "passport_number");
        assertThat(errors.get("last_name").get(0).asString()).isEqualTo("This field is required.");
        assertThat(errors.get("first_name").get(0).asString()).isEqualTo("This field may not be blank.");
        assertThat(errors.get("language").get(0).asString()).isEqualTo("\"de\" is not a valid choice.");
        assertThat(errors.get("birth_date").get(0).asString())
                .isEqualTo("Date has wrong format. Use one of these formats instead: YYYY-MM-DD.");
    }

    @Test
    void wantsOfACompanyItsNameInnAndPhone() {
        var errors = create("operator", Map.of("kind", "company")).json();

        assertThat(errors.propertyNames()).containsExactlyInAnyOrder("company_name", "inn", "phone");
        assertThat(create("operator", Map.of("kind", "company", "company_name", "ООО\n«Ромашка»"))
                        .json()
                        .at("/company_name/0")
                        .asString())
                .isEqualTo("Ensure this field is one line.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inn|7707083893|inn",
                "kpp|773601001|kpp",
                "ogrn|1027700132195|ogrn",
                "birth_date|2999-01-01|birth_date",
                "birth_date|2020-01-01|birth_date",
                "passport_issued_on|2999-01-01|passport_issued_on",
                "passport_series|4599|",
                "passport_series|4560|passport_series",
                "document_type|foreign|document_country",
                "citizenship|XX|citizenship",
                "last_name|Ив4нов|last_name",
                "phone|٨٩١٦١٢٣٤٥٦٧|phone",
            })
    void refusesWhatDoesNotFitAPerson(String field, String value, String wrong) {
        var sent = person();
        sent.put("birth_date", birthDate());
        sent.put("passport_series", "4510");
        sent.put("passport_number", passport());
        sent.put(field, value);
        var answer = create("operator", sent);

        if (wrong == null) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        } else {
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(answer.json().propertyNames()).containsExactly(wrong);
        }
    }

    @Test
    void refusesAPassportIssuedToAChild() {
        var sent = person();
        sent.putAll(Map.of(
                "birth_date", "1990-05-17",
                "last_name", "Ранний",
                "passport_series", "4510",
                "passport_number", passport(),
                "passport_issued_on", "2004-05-16"));
        assertThat(create("operator", sent).json().propertyNames()).containsExactly("passport_issued_on");

        sent.put("passport_issued_on", "2004-05-17");
        assertThat(create("operator", sent).status()).isEqualTo(201);
    }

    @Test
    void takesAForeignDocumentAndADocumentInOneField() {
        var foreign = person();
        foreign.putAll(
                Map.of("document_type", "foreign", "document_country", "kz", "passport_number", "n " + passport()));
        var first = create("operator", foreign).json();
        assertThat(first.get("document_country").asString()).isEqualTo("KZ");
        assertThat(first.get("passport_series").isNull()).isTrue();
        assertThat(first.get("passport_number").asString()).startsWith("N");

        var russian = person();
        russian.put("passport_number", "45 10 " + passport());
        var second = create("operator", russian).json();
        assertThat(second.get("document_type").asString()).isEqualTo("passport_rf");
        assertThat(second.get("passport_series").asString()).isEqualTo("4510");
    }

    @Test
    void keepsAbsentFieldsOnPutAndAsksForTheRequired() {
        var sent = person();
        sent.put("email", "keep@example.ru");
        var customer = create("operator", sent).json();
        sent.remove("email");
        sent.put("first_name", "Павел");
        var changed = http.api("PUT", path(customer), http.token("operator"), sent);

        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.json().get("email").asString()).isEqualTo("keep@example.ru");
        assertThat(changed.json().get("full_name").asString()).isEqualTo("Иванов Павел");
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        sent.remove("phone");
        var refused = http.api("PUT", path(customer), http.token("operator"), sent);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().propertyNames()).containsExactly("phone");
    }

    @Test
    void patchesNothingWithNothingAndEmptiesWithBlanks() {
        var sent = person();
        sent.put("email", "gone@example.ru");
        var customer = create("operator", sent).json();

        assertThat(patch("operator", customer, Map.of()).json()).isEqualTo(customer);
        var emptied = patch("operator", customer, Map.of("email", " ")).json();
        assertThat(emptied.get("email").isNull()).isTrue();
        var nulled = new HashMap<String, Object>();
        nulled.put("phone", null);
        var refused = patch("operator", customer, nulled);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("phone").get(0).asString()).isEqualTo("This field may not be null.");
        assertThat(patch("operator", customer, Map.of("last_name", 5)).status()).isEqualTo(400);
        assertThat(patch("operator", customer, Map.of("note", 5))
                        .json()
                        .get("note")
                        .asString())
                .isEqualTo("5");
    }

    @Test
    void turnsAPersonIntoACompanyOnlyWithWhatACompanyNeeds() {
        var customer = create("operator", person()).json();

        var refused = patch("operator", customer, Map.of("kind", "company"));
        assertThat(refused.json().propertyNames()).containsExactlyInAnyOrder("company_name", "inn");
        var sent = company();
        sent.remove("phone");
        assertThat(patch("operator", customer, sent).json().get("full_name").asString())
                .isEqualTo("ООО «Ромашка»");
    }

    @Test
    void refusesAStaleVersion() {
        var customer = create("operator", person()).json();
        patch("operator", customer, Map.of("note", "первый"));

        assertThat(patch("operator", customer, Map.of("note", "второй", "version", 1))
                        .status())
                .isEqualTo(412);
        assertThat(http.api("PATCH", path(customer), http.token("operator"), Map.of(), "If-Match", "\"1\"")
                        .status())
                .isEqualTo(412);
        assertThat(http.api("PATCH", path(customer), http.token("operator"), Map.of(), "If-Match", "garbage")
                        .status())
                .isEqualTo(412);
        assertThat(http.api("PATCH", path(customer), http.token("operator"), Map.of("note", "3"), "If-Match", "\"2\"")
                        .status())
                .isEqualTo(200);
        // of several versions one is enough
        for (var seen : Map.of("\"1\", W/\"3\"", 200, "\"2\",\"1\", \"x\"", 412).entrySet()) {
            assertThat(http.api("PATCH", path(customer), http.token("operator"), Map.of(), "If-Match", seen.getKey())
                            .status())
                    .as(seen.getKey())
                    .isEqualTo(seen.getValue());
        }
        assertThat(http.api("DELETE", path(customer), http.token("supervisor"), null, "If-Match", "\"2\"")
                        .status())
                .isEqualTo(412);
        assertThat(get("operator", customer).json().get("note").asString()).isEqualTo("3");
    }

    @Test
    void letsOneOfTwoSimultaneousChangesWin() throws Exception {
        var customer = create("operator", person()).json();
        var token = http.token("operator");
        var statuses = atOnce(
                2,
                i -> http.api("PATCH", path(customer), token, Map.of("note", "n" + i, "version", 1))
                        .status());

        assertThat(statuses).containsExactlyInAnyOrder(200, 412);
    }

    @Test
    void entersOnePassportOnceHoweverManyTry() throws Exception {
        var number = passport();
        var token = http.token("operator");
        var statuses = atOnce(20, i -> {
            var sent = person();
            sent.putAll(Map.of("passport_series", "4510", "passport_number", number));
            return http.api("POST", PATH, token, sent).status();
        });

        assertThat(statuses).containsOnlyOnce(201);
        assertThat(statuses.stream().filter(status -> status == 409)).hasSize(19);

        // to say that it is meant to be so doesn't help who may not
        var another = passport();
        var confirmed = atOnce(20, i -> {
            var sent = person();
            sent.putAll(Map.of("passport_series", "4510", "passport_number", another, "confirm_duplicate", true));
            return http.api("POST", PATH, token, sent).status();
        });
        assertThat(confirmed).containsOnlyOnce(201).doesNotContain(500);
    }

    @Test
    void takesNamesAndAddressesWhoseLettersBecomeSeveral() {
        var sent = new HashMap<String, Object>(person());
        sent.put("address", "ß".repeat(500));
        var answer = create("operator", sent);

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    @Test
    void showsWhoLooksAlike() {
        var sent = person();
        sent.putAll(Map.of("passport_series", "4510", "passport_number", passport()));
        var first = create("operator", sent).json();
        sent.put("last_name", "Другой");
        var refused = create("operator", sent);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("code").asString()).isEqualTo("duplicate_customer");
        var found = refused.json().get("duplicates").get(0);
        assertThat(found.get("id").asLong()).isEqualTo(first.get("id").asLong());
        assertThat(found.get("full_name").asString()).isEqualTo("Иванов Пётр");
        assertThat(found.get("matched").toString()).isEqualTo("[\"document\",\"phone\"]");
    }

    @Test
    void letsOnlyThoseWithTheRightConfirmAnEqualDocument() {
        var sent = person();
        sent.putAll(Map.of("passport_series", "4510", "passport_number", passport()));
        create("operator", sent);
        sent.putAll(Map.of("phone", phone(), "confirm_duplicate", true));

        assertThat(create("operator", sent).status()).isEqualTo(403);
        assertThat(create("supervisor", sent).status()).isEqualTo(201);
        sent.put("phone", phone());
        assertThat(create("supervisor", sent).status()).isEqualTo(201);
        sent.putAll(Map.of("phone", phone(), "confirm_duplicate", false));
        assertThat(create("supervisor", sent).status()).isEqualTo(409);
    }

    @Test
    void letsWhoeverEntersConfirmALikeness() {
        var sent = person();
        sent.put("email", "twin" + phone() + "@example.ru");
        sent.put("birth_date", birthDate());
        create("operator", sent);
        var byPhone = person();
        byPhone.putAll(Map.of("phone", sent.get("phone"), "last_name", "Сидоров", "birth_date", birthDate()));
        var byEmail = person();
        byEmail.put("email", sent.get("email").toString().toUpperCase(java.util.Locale.ROOT));
        var byName = person();
        byName.put("birth_date", sent.get("birth_date"));

        var twins = Map.of("phone", byPhone, "email", byEmail, "name", byName);
        for (var mark : List.of("phone", "email", "name")) {
            var twin = new HashMap<String, Object>(twins.getOrDefault(mark, Map.of()));
            var refused = create("operator", twin);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.json().at("/duplicates/0/matched").toString()).isEqualTo("[\"" + mark + "\"]");
            twin.put("confirm_duplicate", "true");
            assertThat(create("operator", twin).status()).isEqualTo(201);
        }
        var sameDay = person();
        sameDay.putAll(Map.of("phone", sent.get("phone"), "last_name", "Кузин", "birth_date", sent.get("birth_date")));
        assertThat(create("operator", sameDay)
                        .json()
                        .at("/duplicates/0/matched")
                        .toString())
                .isEqualTo("[\"phone\"]");
    }

    @Test
    void takesCompaniesWithOneInnForOneUnlessTheirKppDiffer() {
        var sent = company();
        sent.remove("kpp");
        create("operator", sent);
        sent.put("phone", phone());
        assertThat(create("operator", sent).status()).isEqualTo(409);
        sent.put("kpp", "773601001");
        assertThat(create("operator", sent).status()).isEqualTo(201);
        sent.put("phone", phone());
        assertThat(create("operator", sent)
                        .json()
                        .get("duplicates")
                        .get(0)
                        .get("matched")
                        .toString())
                .isEqualTo("[\"inn\"]");
    }

    @Test
    void refusesToChangeADocumentIntoOneWeHave() throws Exception {
        var number = passport();
        var first = person();
        first.putAll(Map.of("passport_series", "4510", "passport_number", number));
        create("operator", first);
        var other = create("operator", person()).json();
        var change = Map.of("passport_series", "4510", "passport_number", number);

        assertThat(patch("operator", other, change).status()).isEqualTo(409);
        var confirmed = new HashMap<String, Object>(change);
        confirmed.put("confirm_duplicate", true);
        assertThat(patch("operator", other, confirmed).status()).isEqualTo(403);
        assertThat(patch("supervisor", other, confirmed).status()).isEqualTo(200);
        assertThat(patch("operator", other, Map.of("note", "x")).status()).isEqualTo(200);

        var fresh = passport();
        var rivals = new ArrayList<JsonNode>();
        for (var i = 0; i < 5; i++) {
            rivals.add(create("operator", person()).json());
        }
        var token = http.token("operator");
        var statuses = atOnce(
                5,
                i -> http.api(
                                "PATCH",
                                path(rivals.get(i)),
                                token,
                                Map.of("passport_series", "4510", "passport_number", fresh))
                        .status());
        assertThat(statuses).containsOnlyOnce(200);
        assertThat(statuses.stream().filter(status -> status == 409)).hasSize(4);
    }

    @Test
    void findsLookalikesWhileTyping() {
        var sent = person();
        sent.put("phone", phone());
        var first = create("operator", sent).json();
        var answer = http.api(
                "POST",
                PATH + "lookalikes/",
                http.token("operator"),
                Map.of("phone", sent.get("phone"), "passport_number", "45", "birth_date", "x", "email", "@"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("duplicates").get(0).get("id")).isEqualTo(first.get("id"));
        var itself = http.api(
                "POST",
                PATH + "lookalikes/",
                http.token("operator"),
                Map.of("phone", sent.get("phone"), "except", first.get("id").asLong()));
        assertThat(itself.json().get("duplicates").isEmpty()).isTrue();
    }

    @Test
    void deletesANewCustomerOnly() {
        var customer = create("operator", person()).json();

        assertThat(http.api("DELETE", path(customer), http.token("operator"), null)
                        .status())
                .isEqualTo(403);
        var deleted = http.api("DELETE", path(customer), http.token("supervisor"), null);
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertThat(get("supervisor", customer).status()).isEqualTo(404);
        assertThat(http.api("DELETE", path(customer), http.token("supervisor"), null)
                        .status())
                .isEqualTo(404);
    }

    /** Whoever comes to the door, by a page, the API or another feature, is asked there too. */
    @Test
    void theDoorAsksForTheRightItself() throws Exception {
        var one = create("operator", person()).json().get("id").asLong();
        var details = Actor.job("tests").call(() -> customers.get(one)).details();
        for (var work : List.<Runnable>of(
                () -> customers.get(1),
                () -> customers.create(details, true),
                () -> customers.update(1, null, true, before -> before),
                () -> customers.delete(1, null),
                () -> customers.merge(1, null, 2, null, (mine, theirs) -> mine),
                () -> customers.anonymise(1, null, "по заявлению"),
                () -> customers.reveal(1, "звонок"),
                () -> customers.find("иванов", 1))) {
            assertThatThrownBy(() -> Actor.anonymous(null, null).run(work)).isInstanceOf(Forbidden.class);
        }
    }

    @Test
    void keepsACustomerForWhomSomethingWasDone() {
        var customer = create("operator", person()).json();
        var ticket = Map.of("customer", customer.get("id").asLong(), "subject", "Вопрос", "description", "Когда?");
        assertThat(http.api("POST", "/api/tickets/", http.token("operator"), ticket)
                        .status())
                .isEqualTo(201);

        var refused = http.api("DELETE", path(customer), http.token("supervisor"), null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("code").asString()).isEqualTo("customer_in_use");
        assertThat(get("supervisor", customer).status()).isEqualTo(200);
    }

    @Test
    void hidesPersonalDataFromThoseWithoutTheRight() {
        var sent = personWithEverything();
        var customer = create("operator", sent).json();
        var seen = get("employee", customer).json();

        assertThat(seen.get("birth_date").isNull()).isTrue();
        assertThat(seen.get("passport_series").asString()).isEqualTo("••••");
        assertThat(seen.get("passport_number").asString())
                .isEqualTo("••" + customer.get("passport_number").asString().substring(3));
        assertThat(seen.get("passport_issued_by").asString()).isEqualTo("••••");
        assertThat(seen.get("passport_issued_on").isNull()).isTrue();
        assertThat(seen.get("address").asString()).isEqualTo("••••");
        assertThat(seen.get("code_word").asString()).isEqualTo("••••");
        assertThat(seen.get("phone")).isEqualTo(customer.get("phone"));
        var listed = http.api(
                "GET", PATH + "?phone=" + Http.encode(customer.get("phone").asString()), http.token("employee"), null);
        assertThat(listed.json().get("results").get(0).get("address").asString())
                .isEqualTo("••••");
        assertThat(customer.get("address").asString()).isEqualTo("Тверь, ул. Ленина, 5");
    }

    @Test
    void revealsPersonalDataForAPurpose() {
        var customer = create("operator", personWithEverything()).json();
        var path = path(customer) + "reveal/";

        assertThat(http.api("POST", path, http.token("employee"), Map.of("purpose", "x"))
                        .status())
                .isEqualTo(403);
        assertThat(http.api("POST", path, http.token("operator"), Map.of()).status())
                .isEqualTo(400);
        assertThat(http.api("POST", path, http.token("operator"), Map.of("purpose", "\u00a0"))
                        .json()
                        .at("/purpose/0")
                        .asString())
                .isEqualTo("This field may not be blank.");
        var shown = http.api("POST", path, http.token("operator"), Map.of("purpose", "Звонок абонента"));
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.json().get("code_word").asString()).isEqualTo("Берёза");
        assertThat(http.api("POST", PATH + "999999999/reveal/", http.token("operator"), Map.of())
                        .status())
                .isEqualTo(404);
    }

    /** Who sees only a mask sends it back with the rest; it must not become the address. */
    @Test
    void ignoresPersonalDataFromThoseWhoMayNotSeeIt() {
        var customer = create("operator", personWithEverything()).json();
        setPersonalData(false);
        try {
            var blind = http.signIn(
                    http.newUser("operator", "blind" + passport() + passport()).username());
            var masked = new HashMap<String, Object>();
            masked.putAll(Map.of("address", "••••", "code_word", "Осина", "passport_number", "••1234"));
            masked.putAll(Map.of("passport_series", "••••", "note", "новая"));
            masked.put("birth_date", null);
            assertThat(http.api("PATCH", path(customer), blind, masked).status())
                    .isEqualTo(200);
        } finally {
            setPersonalData(true);
        }
        var stored = get("supervisor", customer).json();
        assertThat(stored.get("note").asString()).isEqualTo("новая");
        for (var field : List.of("address", "code_word", "passport_number", "passport_series", "birth_date")) {
            assertThat(stored.get(field)).as(field).isEqualTo(customer.get(field));
        }
    }

    @Test
    void theAuditTellsRevealsAndKeepsPersonalDataMasked() {
        var customer = create("operator", personWithEverything()).json();
        patch("operator", customer, Map.of("code_word", "Осина", "address", "Пермь, ул. Мира, 9"));
        http.api("POST", path(customer) + "reveal/", http.token("operator"), Map.of("purpose", "Звонок абонента"));

        var audit = http.api(
                "GET",
                "/api/audit/?object_type=customer&object_id="
                        + customer.get("id").asLong(),
                http.token("supervisor"),
                null);
        assertThat(audit.json().get("count").asInt()).isEqualTo(3);
        assertThat(audit.body())
                .contains("customer.revealed", "Звонок абонента", "\"code_word\"", "\"address\"")
                .doesNotContain(
                        "Осина",
                        "Берёза",
                        "Пермь",
                        "Тверь",
                        customer.get("passport_number").asString())
                .doesNotContain(customer.get("birth_date").asString());
    }

    /** What goes wrong with a customer is logged, what is in their passport is not. */
    @Test
    void logsTellNoPersonalData() throws Exception {
        var one = create("operator", personWithEverything()).json();
        var other = create("operator", personWithEverything()).json();
        var key = db.fetchValue(
                CUSTOMER.DOCUMENT_KEY, CUSTOMER.ID.eq(one.get("id").asLong()));
        var number = one.get("passport_number").asString();
        assertThat(key).contains(number);

        assertThatThrownBy(() -> db.update(CUSTOMER)
                        .set(CUSTOMER.DOCUMENT_KEY, key)
                        .where(CUSTOMER.ID.eq(other.get("id").asLong()))
                        .execute())
                .satisfies(e -> assertThat(written(e)).doesNotContain(number));
        var known = Actor.job("tests").call(() -> customers.get(one.get("id").asLong()));
        assertThat(known.details().toString()).doesNotContain(number, "Берёза", "Тверь");
    }

    private static String written(Throwable e) {
        var text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private void setPersonalData(boolean allowed) {
        var role = "/api/roles/operator/";
        var admin = http.token("admin");
        var permissions = new ArrayList<String>();
        http.api("GET", role, admin, null).json().get("permissions").forEach(one -> permissions.add(one.asString()));
        permissions.remove("customers.personal_data");
        if (allowed) {
            permissions.add("customers.personal_data");
        }
        assertThat(http.api("PATCH", role, admin, Map.of("permissions", permissions))
                        .status())
                .isEqualTo(200);
    }

    private static Map<String, Object> personWithEverything() {
        var sent = person();
        sent.putAll(Map.of(
                "birth_date", birthDate(),
                "passport_series", "4510",
                "passport_number", passport(),
                "passport_issued_by", "ОВД Твери",
                "passport_issued_on", "2010-06-01",
                "address", "Тверь, ул. Ленина, 5",
                "code_word", "Берёза"));
        return sent;
    }

    private Http.Answer create(String role, Object body) {
        return http.api("POST", PATH, http.token(role), body);
    }

    private Http.Answer get(String role, JsonNode customer) {
        return http.api("GET", path(customer), http.token(role), null);
    }

    private Http.Answer patch(String role, JsonNode customer, Object body) {
        return http.api("PATCH", path(customer), http.token(role), body);
    }

    private static String path(JsonNode customer) {
        return PATH + customer.get("id").asLong() + "/";
    }

    private interface Call {
        int status(int index);
    }

    private static List<Integer> atOnce(int times, Call call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<Integer>>();
            for (var i = 0; i < times; i++) {
                var index = i;
                calls.add(() -> call.status(index));
            }
            var statuses = new ArrayList<Integer>();
            for (var done : threads.invokeAll(calls)) {
                statuses.add(done.get());
            }
            return statuses;
        }
    }
}
