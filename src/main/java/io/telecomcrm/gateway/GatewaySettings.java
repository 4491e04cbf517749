package io.telecomcrm.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * By whom money comes.
 *
 * @param returnUrl where a provider sends the customer after the payment
 * @param providers who tells of payments in signed messages, each with a secret of its own
 */
@ConfigurationProperties("crm.gateway")
public record GatewaySettings(
        @Nullable String returnUrl,
        @DefaultValue Yookassa yookassa,
        @DefaultValue Map<String, Signing> providers,
        @DefaultValue Osmp osmp) {

    private static final Pattern PROVIDER = Pattern.compile("[a-z][a-z0-9_-]{1,29}");
    private static final List<String> RESERVED = List.of(
            YooKassa.CODE,
            Terminals.CODE,
            io.telecomcrm.payments.Payment.DESK,
            io.telecomcrm.payments.Payment.INTERNAL);
    private static final int SHORTEST_SECRET = 32;
    private static final int SHORTEST_PASSWORD = 12;

    /**
     * @param url of its API, version 3
     * @param addresses from which it sends its messages
     * @param timeout of a call
     * @param twoStage whether money is first set aside and taken when amount and contract are seen to agree
     * @param vatCode of the receipt by 54-FZ; 1 is without VAT
     * @param taxSystemCode of the receipt, where the shop has several
     */
    public record Yookassa(
            @Nullable String shopId,
            @Nullable String secret,
            @DefaultValue("https://api.yookassa.ru/v3") String url,

            @DefaultValue({
                "185.71.76.0/27",
                "185.71.77.0/27",
                "77.75.153.0/25",
                "77.75.154.128/25",
                "77.75.156.11",
                "77.75.156.35",
                "2a02:5180::/32"
            })
            List<String> addresses,

            @DefaultValue("10s") Duration timeout,
            @DefaultValue("false") boolean twoStage,
            @DefaultValue("1") int vatCode,
            @Nullable Integer taxSystemCode) {

        public Yookassa {
            shopId = given(shopId);
            secret = given(secret);
        }

        boolean isGiven() {
            return shopId != null && secret != null;
        }

        boolean isHalfGiven() {
            return (shopId == null) != (secret == null);
        }
    }

    /** @param secret of HMAC-SHA256, known to the provider and to us */
    public record Signing(@DefaultValue("") String secret) {}

    /**
     * Terminals of the OSMP protocol.
     *
     * @param addresses from which they call; none lets nobody in
     * @param least the smallest payment, in roubles
     * @param most the largest payment, in roubles
     */
    public record Osmp(
            @Nullable String username,
            @Nullable String password,
            @DefaultValue List<String> addresses,
            @DefaultValue("1") long least,
            @DefaultValue("15000") long most) {

        public Osmp {
            username = given(username);
            password = given(password);
        }

        boolean isGiven() {
            return username != null && password != null;
        }
    }

    /** What is only half there: with it a payment would get lost, so we don't start. */
    List<String> wrong() {
        var wrong = new ArrayList<String>();
        if (yookassa.isHalfGiven()) {
            wrong.add("YOOKASSA_SHOP_ID and YOOKASSA_SECRET_KEY belong together, one of them is missing");
        }
        providers.forEach((code, signing) -> {
            if (!PROVIDER.matcher(code).matches() || RESERVED.contains(code)) {
                wrong.add("crm.gateway.providers." + code + " is no name for a provider");
            }
            if (signing.secret().length() < SHORTEST_SECRET) {
                wrong.add("crm.gateway.providers." + code + ".secret needs " + SHORTEST_SECRET + " characters or more");
            }
        });
        if ((osmp.username() == null) != (osmp.password() == null)) {
            wrong.add("OSMP_USERNAME and OSMP_PASSWORD belong together, one of them is missing");
        }
        if (osmp.isGiven() && osmp.addresses().isEmpty()) {
            wrong.add("OSMP_ADDRESSES must name the addresses of the terminals' processing centre");
        }
        if (osmp.least() < 1 || osmp.most() < osmp.least()) {
            wrong.add("crm.gateway.osmp.least and most must be amounts, the first not above the second");
        }
        return wrong;
    }

    /** What production demands beyond that. */
    List<String> unsafe() {
        var wrong = new ArrayList<String>();
        if (yookassa.isGiven() && (returnUrl == null || !isHttps(returnUrl))) {
            wrong.add("GATEWAY_RETURN_URL must say, with https, where customers go after a payment");
        }
        if (yookassa.isGiven() && !isHttps(yookassa.url())) {
            wrong.add("crm.gateway.yookassa.url must begin with https");
        }
        var password = osmp.password();
        if (password != null && password.length() < SHORTEST_PASSWORD) {
            wrong.add("OSMP_PASSWORD needs " + SHORTEST_PASSWORD + " characters or more");
        }
        return wrong;
    }

    private static boolean isHttps(String url) {
        return "https".equals(URI.create(url).getScheme());
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
