package io.telecomcrm.gateway;

import io.telecomcrm.kernel.UnsafeSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/**
 * Where the provider of online payments is: the real one, in development a simulator within the product, or nowhere.
 * With settings of which a half is missing the product doesn't start.
 */
@Component
class Connection {

    private final GatewaySettings settings;
    private final Environment environment;
    private final boolean isProduction;

    Connection(GatewaySettings settings, Environment environment) {
        this.settings = settings;
        this.environment = environment;
        this.isProduction = environment.acceptsProfiles(Profiles.of("prod"));
        var wrong = new ArrayList<>(settings.wrong());
        if (isProduction) {
            wrong.addAll(settings.unsafe());
        }
        if (!wrong.isEmpty()) {
            throw new UnsafeSettings(wrong);
        }
    }

    /** Whether we play the provider ourselves; never in production. */
    boolean isSimulated() {
        return !isProduction && !settings.yookassa().isGiven();
    }

    YooKassa.Access access() {
        var given = settings.yookassa();
        if (given.shopId() != null && given.secret() != null) {
            return new YooKassa.Access(given.url(), given.shopId(), given.secret(), returnUrl());
        }
        var here = isSimulated() ? here() : null;
        return new YooKassa.Access(
                here == null ? null : here + Simulator.API, Simulator.SHOP, Simulator.SECRET, returnUrl());
    }

    /** Whose messages are heard. */
    Addresses addresses() {
        if (settings.yookassa().isGiven()) {
            return Addresses.of(settings.yookassa().addresses());
        }
        return Addresses.of(isSimulated() ? List.of("127.0.0.1", "::1") : List.of());
    }

    /** Our own address; null until the server listens, and in commands, which have none. */
    @Nullable
    String here() {
        var port = environment.getProperty("local.server.port");
        return port == null ? null : "http://localhost:" + port;
    }

    private String returnUrl() {
        var given = settings.returnUrl();
        if (given != null && !given.isBlank()) {
            return given;
        }
        var here = here();
        return (here == null ? "http://localhost" : here) + Simulator.PAID;
    }
}
