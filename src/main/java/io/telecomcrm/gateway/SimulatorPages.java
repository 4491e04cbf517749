package io.telecomcrm.gateway;

import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.web.Needs;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where the simulator's customer pays. The page is the provider's, so nobody has to sign in. */
@Controller
@Profile("!prod")
class SimulatorPages {

    private final Simulator simulator;

    SimulatorPages(Simulator simulator) {
        this.simulator = simulator;
    }

    @GetMapping("/simulator/pay/{id}")
    @Needs(Needs.NOTHING)
    ModelAndView show(@PathVariable String id) {
        return page(payment(id));
    }

    @PostMapping("/simulator/pay/{id}")
    @Needs(Needs.NOTHING)
    ResponseEntity<Void> act(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String act,
            @RequestParam(defaultValue = "") String delivery) {
        var payment = payment(id);
        if (act.equals("pay") || act.equals("decline")) {
            simulator.act(payment, act.equals("pay"), delivery(delivery));
        }
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, Simulator.PAGE + payment.id())
                .build();
    }

    @GetMapping(Simulator.PAID)
    @Needs(Needs.NOTHING)
    String paid() {
        return "gateway/simulator-paid";
    }

    private Simulator.Thing payment(String id) {
        return simulator.find(id).filter(it -> !it.isRefund()).orElseThrow(() -> new NotFound("payment", id));
    }

    private static ModelAndView page(Simulator.Thing payment) {
        return new ModelAndView("gateway/simulator", Map.of("pay", SimulatorPage.of(payment)));
    }

    private static Simulator.Delivery delivery(String code) {
        return Arrays.stream(Simulator.Delivery.values())
                .filter(it -> it.name().equalsIgnoreCase(code))
                .findFirst()
                .orElse(Simulator.Delivery.AT_ONCE);
    }

    /** For the page: where the customer goes when it is done. */
    static @Nullable String returnUrl(Simulator.Thing payment) {
        return Optional.ofNullable(payment.asked().get("confirmation"))
                .filter(Map.class::isInstance)
                .map(it -> ((Map<?, ?>) it).get("return_url"))
                .map(String::valueOf)
                .filter(it -> it.startsWith("http://") || it.startsWith("https://"))
                .orElse(null);
    }
}
