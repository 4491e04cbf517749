package io.telecomcrm.notifications;

import io.telecomcrm.kernel.Email;
import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.web.CrmSettings;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** Mail by SMTP. */
@Component
class Mailer implements Carrier {

    private final NotificationSettings.Mail settings;
    private final String brand;
    private final @Nullable JavaMailSenderImpl server;
    private final @Nullable JavaMailSenderImpl international;

    @Autowired
    Mailer(NotificationSettings settings, CrmSettings crm) {
        this(settings.mail(), crm.brand());
    }

    Mailer(NotificationSettings.Mail settings, String brand) {
        this.settings = settings;
        this.brand = brand;
        this.server = settings.host() == null ? null : server(settings);
        this.international = settings.host() == null ? null : international(settings);
    }

    private static JavaMailSenderImpl server(NotificationSettings.Mail settings) {
        var server = new JavaMailSenderImpl();
        server.setHost(settings.host());
        server.setPort(settings.port());
        server.setUsername(settings.username());
        server.setPassword(settings.password());
        server.setProtocol("smtp");
        server.setDefaultEncoding(StandardCharsets.UTF_8.name());
        var timeout = String.valueOf(settings.timeout().toMillis());
        var properties = server.getJavaMailProperties();
        properties.setProperty("mail.smtp.auth", String.valueOf(settings.username() != null));
        properties.setProperty("mail.smtp.connectiontimeout", timeout);
        properties.setProperty("mail.smtp.timeout", timeout);
        properties.setProperty("mail.smtp.writetimeout", timeout);
        properties.setProperty(
                "mail.smtp.starttls.required",
                String.valueOf(settings.security().equals("starttls")));
        properties.setProperty(
                "mail.smtp.starttls.enable", String.valueOf(settings.security().equals("starttls")));
        properties.setProperty(
                "mail.smtp.ssl.enable", String.valueOf(settings.security().equals("tls")));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        return server;
    }

    /** For mailboxes that aren't ASCII (RFC 6531): a server that knows no such must refuse them, not take them for others. */
    private static JavaMailSenderImpl international(NotificationSettings.Mail settings) {
        var server = server(settings);
        server.getJavaMailProperties().setProperty("mail.mime.allowutf8", "true");
        return server;
    }

    @Override
    public Channel channel() {
        return Channel.EMAIL;
    }

    @Override
    public @Nullable String lacks() {
        return server == null ? "no_mail_server" : null;
    }

    @Override
    public Outcome send(Notification message) {
        try {
            var address = new Email(message.recipient()).inDns();
            var server = Objects.requireNonNull(isAscii(address) ? this.server : international);
            var mail = server.createMimeMessage();
            var writer = new MimeMessageHelper(mail, false, StandardCharsets.UTF_8.name());
            writer.setFrom(Objects.requireNonNull(settings.from()), brand);
            writer.setTo(address);
            writer.setSubject(Objects.requireNonNullElse(message.subject(), ""));
            writer.setText(message.text());
            // the same mail after a crash is recognisable as the same
            mail.setHeader("X-Notification", String.valueOf(message.id()));
            mail.setHeader("Auto-Submitted", "auto-generated");
            server.send(mail);
            return new Outcome.Sent(List.of());
        } catch (AddressException | Malformed e) {
            return new Outcome.Refused(said(e));
        } catch (MailSendException e) {
            var causes = e.getMessageExceptions();
            var cause = causes.length > 0 ? causes[0] : e;
            var refused = refusal(cause);
            return refused == null ? new Outcome.Failed(said(cause)) : new Outcome.Refused(refused);
        } catch (MailException | MessagingException | UnsupportedEncodingException e) {
            return new Outcome.Failed(said(e));
        }
    }

    /** What the server said as it refused the address for good; null where it refused something else, or for now. */
    private static @Nullable String refusal(Throwable cause) {
        if (!(cause instanceof SendFailedException failed)
                || failed.getInvalidAddresses() == null
                || failed.getInvalidAddresses().length == 0) {
            return null;
        }
        return said(Objects.requireNonNullElse(failed.getNextException(), failed));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private static String said(Throwable e) {
        return String.valueOf(e.getMessage()).strip();
    }
}
