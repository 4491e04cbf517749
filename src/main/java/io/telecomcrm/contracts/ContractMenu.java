package io.telecomcrm.contracts;

import io.telecomcrm.web.MenuItem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where contracts stand in the menu. */
@Configuration(proxyBeanMethods = false)
class ContractMenu {

    @Bean
    MenuItem contractsInTheMenu() {
        return new MenuItem(30, "/contracts", "contracts.title", "file-text", Contracts.VIEW, "KeyO");
    }
}
