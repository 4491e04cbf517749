package io.telecomcrm.customers;

import io.telecomcrm.web.MenuItem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where customers stand in the menu, and the tabs of their card that they serve themselves. */
@Configuration(proxyBeanMethods = false)
class CustomerMenu {

    @Bean
    MenuItem customersInTheMenu() {
        return new MenuItem(20, "/customers", "customers.title", "users", Customers.VIEW, "KeyC");
    }

    @Bean
    CustomerTab overviewOfCustomer() {
        return new CustomerTab(0, CustomerFrames.OVERVIEW, "customers.overview", Customers.VIEW, null, null);
    }

    @Bean
    CustomerTab historyOfCustomer() {
        return new CustomerTab(90, CustomerFrames.HISTORY, "customers.history", Customers.VIEW, null, null);
    }
}
