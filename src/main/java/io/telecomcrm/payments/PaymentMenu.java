package io.telecomcrm.payments;

import io.telecomcrm.live.LiveList;
import io.telecomcrm.web.MenuItem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where payments stand in the menu, and that their list says what is new. */
@Configuration(proxyBeanMethods = false)
class PaymentMenu {

    @Bean
    MenuItem paymentsInTheMenu() {
        return new MenuItem(55, "/payments", "payments.title", "wallet", Payments.VIEW, "KeyP");
    }

    @Bean
    LiveList newPayments(PaymentRepository rows) {
        return new LiveList("/payments", Payments.VIEW, rows::newest);
    }
}
