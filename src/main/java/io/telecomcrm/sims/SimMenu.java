package io.telecomcrm.sims;

import io.telecomcrm.web.MenuItem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where SIM cards stand in the menu. */
@Configuration(proxyBeanMethods = false)
class SimMenu {

    @Bean
    MenuItem simsInTheMenu() {
        return new MenuItem(40, "/sims", "sims.title", "card-sim", Sims.VIEW, "KeyS");
    }
}
