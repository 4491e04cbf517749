package io.telecomcrm.gateway;

import io.telecomcrm.web.MenuItem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the review list stands in the menu. */
@Configuration(proxyBeanMethods = false)
class GatewayMenu {

    @Bean
    MenuItem gatewayInTheMenu() {
        return new MenuItem(65, "/gateway/review", "gateway.title", "link", Gateway.REVIEW, "KeyL");
    }
}
