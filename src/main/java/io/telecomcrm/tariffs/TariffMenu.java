package io.telecomcrm.tariffs;

import io.telecomcrm.web.MenuItem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where tariffs stand in the menu. */
@Configuration(proxyBeanMethods = false)
class TariffMenu {

    @Bean
    MenuItem tariffsInTheMenu() {
        return new MenuItem(50, "/tariffs", "tariffs.title", "tags", Tariffs.VIEW, "KeyT");
    }
}
