package io.telecomcrm.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
class ContractTabsTest {

    @Autowired
    Http http;

    @Autowired
    Contracts contracts;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transactions;

    private SampleContracts samples;

    @BeforeEach
    void prepare() {
        samples = new SampleContracts(db, transactions, contracts);
    }

    @Test
    void showsTheContractsOnTheCardOfTheirCustomer() {
        var customer = samples.customer();
        var contract = SampleContracts.as(() -> contracts.get(samples.active(customer)));
        samples.draft(customer);
        var browser = http.browser("employee");
        var tab = browser.get("/customers/" + customer + "/contracts");

        assertThat(tab.status()).isEqualTo(200);
        assertThat(tab.body())
                .contains(contract.number().value(), "Действует", "Черновик", "/contracts/" + contract.id());
        assertThat(browser.get("/customers/" + samples.customer() + "/contracts")
                        .body())
                .contains("Договоров пока нет");
        assertThat(browser.get("/customers/" + customer + "/history?show=contracts")
                        .body())
                .contains("Договор начал действовать: № " + contract.number());
        assertThat(browser.get("/customers/999999999/contracts").status()).isEqualTo(404);
    }

    @Test
    void tellsTheHistoryInWords() {
        var contract = samples.suspended(BlockReason.VOLUNTARY);
        SampleContracts.as(() -> contracts.terminate(contract, null, TerminationReason.PORT_OUT, "Ушёл к соседям"));
        var history = http.browser("employee").get("/contracts/" + contract + "/history");

        assertThat(history.status()).isEqualTo(200);
        assertThat(history.body())
                .contains(
                        "Договор составлен",
                        "Договор заблокирован",
                        "По желанию абонента",
                        "Перенос номера к другому оператору",
                        "Ушёл к соседям");
        assertThat(http.browser("employee").get("/contracts/999999999/history").status())
                .isEqualTo(404);
    }
}
