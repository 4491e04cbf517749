package io.telecomcrm.customers;

import io.telecomcrm.web.MenuItem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where customers stand in the menu. */
@Configuration(proxyBeanMethods = false)
class CustomerMenu {

    @Bean
    MenuItem customersInTheMenu() {
        return new MenuItem(20, "/customers", "customers.title", "users", Customers.VIEW, "KeyC");
    }
}
