package io.telecomcrm.contracts;

import io.telecomcrm.customers.CustomerFrames;
import io.telecomcrm.customers.CustomerTab;
import io.telecomcrm.web.Needs;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** What contracts show in the cards of others, and what their own card loads when it is asked for. */
@Controller
class ContractTabs {

    private static final String PATH = "contracts";
    private static final int MOST = 100;
    private static final int PAGE = 25;

    private final ContractRepository rows;
    private final CustomerFrames frames;

    ContractTabs(ContractRepository rows, CustomerFrames frames) {
        this.rows = rows;
        this.frames = frames;
    }

    /** The newest contracts of a customer, in a tab of their card. */
    @GetMapping("/customers/{id}/contracts")
    @Needs(Contracts.VIEW)
    String ofCustomer(
            @PathVariable long id,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            Model model) {
        model.addAttribute("frame", frames.of(id, PATH, htmx));
        model.addAttribute("contracts", rows.ofCustomer(id, MOST));
        return "contracts/of-customer";
    }

    /** A part of a contract's history: its newest lines, or those behind a line. */
    @GetMapping("/contracts/{id}/history")
    @Needs(Contracts.VIEW)
    String history(@PathVariable long id, @RequestParam(defaultValue = "0") int skip, Model model) {
        model.addAttribute("contract", rows.get(id));
        var from = Math.clamp(skip, 0, 1_000_000);
        var lines = rows.history(id, PAGE + 1, from);
        model.addAttribute("lines", lines.stream().limit(PAGE).toList());
        model.addAttribute("next", lines.size() > PAGE ? from + PAGE : 0);
        return "contracts/history";
    }

    @Configuration(proxyBeanMethods = false)
    static class Tabs {

        @Bean
        CustomerTab contractsOfCustomer(ContractRepository rows) {
            return new CustomerTab(
                    10,
                    PATH,
                    "contracts.tab",
                    Contracts.VIEW,
                    id -> rows.count(ContractFilter.of(null, id, null, null, null))
                            .rows(),
                    null);
        }
    }
}
