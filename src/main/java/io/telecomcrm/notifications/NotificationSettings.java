package io.telecomcrm.notifications;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How customers are reached.
 *
 * @param quietFrom when the quiet hours begin, in the operator's zone
 * @param quietUntil when they end; at the hour at which they begin for none at all
 * @param pause between two rounds of sending
 * @param attempts after how many attempts we give up
 * @param keptDays how long the history goes back; half a year of it is proof that a debtor was told
 */
@ConfigurationProperties("crm.notifications")
public record NotificationSettings(
        @DefaultValue("22:00") LocalTime quietFrom,
        @DefaultValue("08:00") LocalTime quietUntil,
        @DefaultValue("5s") Duration pause,
        @DefaultValue("8") int attempts,
        @DefaultValue("400") int keptDays,
        @DefaultValue Mail mail,
        @DefaultValue Sms sms) {

    public NotificationSettings {
        if (attempts < 1 || attempts > 20) {
            throw new IllegalArgumentException("crm.notifications.attempts must be between 1 and 20");
        }
        if (keptDays < 200) {
            throw new IllegalArgumentException("crm.notifications.kept-days must be at least 200");
        }
        var wrong = new ArrayList<String>();
        wrong.addAll(mail.wrong());
        wrong.addAll(sms.wrong());
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", wrong));
        }
    }

    /**
     * The mail server.
     *
     * @param from the sender, an address
     * @param security {@code starttls}, {@code tls} or {@code none}
     */
    public record Mail(
            @Nullable String host,
            @DefaultValue("587") int port,
            @Nullable String username,
            @Nullable String password,
            @Nullable String from,
            @DefaultValue("starttls") String security,
            @DefaultValue("10s") Duration timeout) {

        public Mail {
            host = given(host);
            username = given(username);
            password = given(password);
            from = given(from);
        }

        List<String> wrong() {
            var wrong = new ArrayList<String>();
            if (host != null && from == null) {
                wrong.add("EMAIL_FROM must say from which address mails come");
            }
            if (!List.of("starttls", "tls", "none").contains(security)) {
                wrong.add("EMAIL_SECURITY must be starttls, tls or none");
            }
            return wrong;
        }
    }

    /**
     * The centre for short messages, by SMPP 3.4.
     *
     * @param from the sender: a name of at most 11 Latin characters, or a number
     * @param timeout of connecting, and of an answer
     */
    public record Sms(
            @Nullable String host,
            @DefaultValue("2775") int port,
            @Nullable String systemId,
            @Nullable String password,
            @DefaultValue("") String systemType,
            @Nullable String from,
            @DefaultValue("false") boolean tls,
            @DefaultValue("10s") Duration timeout) {

        public Sms {
            host = given(host);
            systemId = given(systemId);
            password = given(password);
            from = given(from);
        }

        List<String> wrong() {
            var wrong = new ArrayList<String>();
            if (host != null && (systemId == null || password == null || from == null)) {
                wrong.add("SMPP_SYSTEM_ID, SMPP_PASSWORD and SMS_FROM belong to SMPP_HOST, one of them is missing");
            }
            if (from != null && !from.matches("[0-9]{3,15}|[A-Za-z0-9 ._-]{1,11}")) {
                wrong.add("SMS_FROM must be a number or at most 11 Latin characters");
            }
            return wrong;
        }
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
