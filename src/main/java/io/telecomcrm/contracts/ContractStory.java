package io.telecomcrm.contracts;

import io.telecomcrm.customers.CustomerStory;
import io.telecomcrm.customers.StoryLine;
import io.telecomcrm.kernel.Text;
import java.util.List;
import org.springframework.stereotype.Component;

/** What happened to a customer's contracts, for the time line on their card. */
@Component
class ContractStory implements CustomerStory {

    private final ContractRepository rows;

    ContractStory(ContractRepository rows) {
        this.rows = rows;
    }

    @Override
    public String code() {
        return "contracts";
    }

    @Override
    public String key() {
        return "contracts.story";
    }

    @Override
    public String permission() {
        return Contracts.VIEW;
    }

    @Override
    public List<StoryLine> before(long customer, Place place, int most) {
        return rows.historyOf(customer, place, most).stream()
                .map(told -> {
                    var line = told.line();
                    return new StoryLine(
                            line.at(),
                            line.id(),
                            ContractWords.icon(line.what()),
                            ContractWords.tone(line.what()),
                            new Text(
                                    "contracts.story-line",
                                    new Text("action.contract." + line.what()),
                                    told.number().value()),
                            "/contracts/" + told.contractId(),
                            line.actor(),
                            page -> ContractWords.differences(page, line.changes()));
                })
                .toList();
    }
}
