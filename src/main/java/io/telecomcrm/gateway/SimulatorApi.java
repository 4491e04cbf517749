package io.telecomcrm.gateway;

import static org.springframework.web.servlet.function.RequestPredicates.path;
import static org.springframework.web.servlet.function.RouterFunctions.route;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The API of YooKassa as the simulator answers it. It is no part of our own API, so it knows neither its fences nor errors. */
@Configuration(proxyBeanMethods = false)
@Profile("!prod")
class SimulatorApi {

    /** Longer than anybody waits. */
    private static final long SILENCE_MS = 15_000;

    private final Simulator simulator;

    SimulatorApi(Simulator simulator) {
        this.simulator = simulator;
    }

    @Bean
    RouterFunction<ServerResponse> simulatedYookassa() {
        return route().nest(
                        path(Simulator.API),
                        all -> all.filter((request, next) ->
                                        isShop(request) ? next.handle(request) : error(401, "invalid_credentials"))
                                .POST("/payments", request -> create(request, false))
                                .GET("/payments/{id}", request -> show(request, false))
                                .POST(
                                        "/payments/{id}/capture",
                                        request -> find(request, false)
                                                .map(payment -> json(simulator.capture(payment)))
                                                .orElseGet(SimulatorApi::missing))
                                .POST(
                                        "/payments/{id}/cancel",
                                        request -> find(request, false)
                                                .map(this::cancel)
                                                .orElseGet(SimulatorApi::missing))
                                .POST("/refunds", request -> create(request, true))
                                .GET("/refunds/{id}", request -> show(request, true)))
                .build();
    }

    private ServerResponse create(ServerRequest request, boolean isRefund) throws Exception {
        var key = request.headers().firstHeader("Idempotence-Key");
        if (key == null) {
            return error(400, "invalid_request");
        }
        var isRepeated = simulator.knows(key);
        var created = simulator.create(key, request.body(String.class), isRefund);
        if (created.isEmpty()) {
            return error(400, "invalid_request");
        }
        return switch (Simulator.Fault.of(created.get().amount())) {
            case ERROR -> isRepeated ? json(created.get()) : error(500, "internal_server_error");
            case REFUSAL -> error(400, "invalid_request");
            case SILENCE -> {
                if (!isRepeated) {
                    Thread.sleep(SILENCE_MS);
                }
                yield json(created.get());
            }
            case NONE, NO_REFUND -> json(created.get());
        };
    }

    private ServerResponse show(ServerRequest request, boolean isRefund) {
        return find(request, isRefund).map(this::json).orElseGet(SimulatorApi::missing);
    }

    private ServerResponse cancel(Simulator.Thing payment) {
        return payment.state() == OperationState.WAITING_FOR_CAPTURE
                ? json(simulator.cancel(payment))
                : error(400, "invalid_request");
    }

    private Optional<Simulator.Thing> find(ServerRequest request, boolean isRefund) {
        return simulator.find(request.pathVariable("id")).filter(it -> it.isRefund() == isRefund);
    }

    private ServerResponse json(Simulator.Thing thing) {
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).body(simulator.json(thing));
    }

    private static ServerResponse missing() {
        return error(404, "not_found");
    }

    private static ServerResponse error(int status, String code) {
        return ServerResponse.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("type", "error", "code", code, "description", "simulated"));
    }

    private static boolean isShop(ServerRequest request) {
        var expected = Base64.getEncoder()
                .encodeToString((Simulator.SHOP + ":" + Simulator.SECRET).getBytes(StandardCharsets.UTF_8));
        return ("Basic " + expected).equals(request.headers().firstHeader("Authorization"));
    }
}
