package io.telecomcrm.notifications;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLSocketFactory;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.Alphabet;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataCoding;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GSMSpecificFeature;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Short messages by SMPP 3.4. One session is kept and opened anew when it broke. */
@Component
class Smpp implements Carrier {

    private static final Logger log = LoggerFactory.getLogger(Smpp.class);
    private static final int ENQUIRE_MS = 30_000;
    private static final byte NONE = 0;

    /** Before a part is submitted again: all of them for all ten parts end before the claim of the message does. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(8),
            Duration.ofSeconds(16));

    private final NotificationSettings.Sms settings;
    private final Receipts receipts;
    private final List<Duration> pauses;
    private @Nullable SMPPSession session;
    private @Nullable IOException failure;
    private long failedNanos;

    @Autowired
    Smpp(NotificationSettings settings, Receipts receipts) {
        this(settings.sms(), receipts, PAUSES);
    }

    Smpp(NotificationSettings.Sms settings, Receipts receipts, List<Duration> pauses) {
        this.settings = settings;
        this.receipts = receipts;
        this.pauses = pauses;
    }

    @Override
    public Channel channel() {
        return Channel.SMS;
    }

    @Override
    public @Nullable String lacks() {
        return settings.host() == null ? "no_sms_centre" : null;
    }

    /** Receipts come to whoever is connected, also when there is nothing to send. */
    @Override
    public void prepare() {
        try {
            session();
        } catch (IOException e) {
            log.warn("The centre for short messages is out of reach: {}", e.getMessage());
        }
    }

    @Override
    public Outcome send(Notification message) {
        var text = SmsText.of(message.text(), (int) message.id());
        var names = new ArrayList<String>();
        SMPPSession open = null;
        try {
            open = session();
            for (var part : text.parts()) {
                names.add(submit(open, message.recipient(), text, part, names.isEmpty() ? List.of() : pauses));
            }
            return new Outcome.Sent(names);
        } catch (NegativeResponseException e) {
            return refusal(e.getCommandStatus(), names.isEmpty());
        } catch (PDUException e) {
            return new Outcome.Refused(String.valueOf(e.getMessage()));
        } catch (ResponseTimeoutException | InvalidResponseException | IOException e) {
            close(open);
            return new Outcome.Failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            // the thread ends with this message, and what came of it can still be written down
            return new Outcome.Failed("interrupted");
        }
    }

    /** Again and again while the centre is busy: to begin the whole text anew would bring the parts it took twice. */
    private String submit(SMPPSession open, String to, SmsText text, byte[] part, List<Duration> pauses)
            throws PDUException, ResponseTimeoutException, InvalidResponseException, NegativeResponseException,
                    IOException, InterruptedException {
        for (var pause : pauses) {
            try {
                return submit(open, to, text, part);
            } catch (NegativeResponseException e) {
                if (e.getCommandStatus() != SMPPConstant.STAT_ESME_RTHROTTLED) {
                    throw e;
                }
                Thread.sleep(pause);
            }
        }
        return submit(open, to, text, part);
    }

    private String submit(SMPPSession open, String to, SmsText text, byte[] part)
            throws PDUException, ResponseTimeoutException, InvalidResponseException, NegativeResponseException,
                    IOException {
        var from = Objects.requireNonNull(settings.from());
        var isName = !from.matches("[0-9]+");
        var kind = new ESMClass();
        if (text.hasHeader()) {
            kind.setSpecificFeature(GSMSpecificFeature.UDHI);
        }
        DataCoding coding = new GeneralDataCoding(text.isUnicode() ? Alphabet.ALPHA_UCS2 : Alphabet.ALPHA_DEFAULT);
        return open.submitShortMessage(
                        "",
                        isName ? TypeOfNumber.ALPHANUMERIC : TypeOfNumber.UNKNOWN,
                        isName ? NumberingPlanIndicator.UNKNOWN : NumberingPlanIndicator.ISDN,
                        from,
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        to.substring(1),
                        kind,
                        NONE,
                        NONE,
                        null,
                        null,
                        new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE),
                        NONE,
                        coding,
                        NONE,
                        part)
                .getMessageId();
    }

    /** A full queue is a failure as any other: with many centres it is that of one recipient, and may stay full. */
    private static Outcome refusal(int status, boolean tookNothing) {
        var said = "SMPP 0x%08X".formatted(status);
        return switch (status) {
            case SMPPConstant.STAT_ESME_RTHROTTLED -> tookNothing ? new Outcome.Busy(said) : new Outcome.Failed(said);
            case SMPPConstant.STAT_ESME_RINVDSTADR, SMPPConstant.STAT_ESME_RINVSRCADR -> new Outcome.Refused(said);
            default -> new Outcome.Failed(said);
        };
    }

    private synchronized SMPPSession session() throws IOException {
        var known = session;
        if (known != null && known.getSessionState().isBound()) {
            return known;
        }
        close();
        var before = failure;
        if (before != null
                && System.nanoTime() - failedNanos < settings.timeout().toNanos()) {
            // whoever waited for the one who tried would only wait as long again
            throw new IOException(before.getMessage(), before);
        }
        try {
            var fresh = connect();
            session = fresh;
            failure = null;
            log.info("Connected with the centre for short messages");
            return fresh;
        } catch (IOException e) {
            failure = e;
            failedNanos = System.nanoTime();
            throw e;
        }
    }

    private SMPPSession connect() throws IOException {
        var tls = settings.tls() ? (SSLSocketFactory) SSLSocketFactory.getDefault() : null;
        var fresh = new SMPPSession(new SmscConnections(settings.timeout(), tls));
        fresh.setMessageReceiverListener(new Ear());
        fresh.setTransactionTimer(settings.timeout().toMillis());
        fresh.setEnquireLinkTimer(ENQUIRE_MS);
        fresh.connectAndBind(
                Objects.requireNonNull(settings.host()),
                settings.port(),
                new BindParameter(
                        BindType.BIND_TRX,
                        settings.systemId(),
                        settings.password(),
                        settings.systemType(),
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        null),
                settings.timeout().toMillis());
        return fresh;
    }

    @PreDestroy
    synchronized void close() {
        var known = session;
        session = null;
        if (known != null) {
            known.unbindAndClose();
        }
    }

    /** Not the one that somebody opened meanwhile, by which others send. */
    private synchronized void close(@Nullable SMPPSession broken) {
        if (session == broken) {
            close();
        }
    }

    /** What the centre tells us. */
    private final class Ear implements MessageReceiverListener {

        @Override
        public void onAcceptDeliverSm(DeliverSm said) throws ProcessRequestException {
            if (!MessageType.SMSC_DEL_RECEIPT.containedIn(said.getEsmClass())) {
                // people answer our messages; nobody reads that here
                return;
            }
            var receipt = Receipt.of(said);
            if (receipt == null) {
                log.warn("A receipt that can't be read");
                return;
            }
            try {
                receipts.hear(receipt.messageId(), receipt.state());
            } catch (RuntimeException e) {
                // not acknowledged, so the centre will tell it again
                log.error("A receipt could not be stored", e);
                throw new ProcessRequestException("try again", SMPPConstant.STAT_ESME_RX_T_APPN);
            }
        }

        @Override
        public void onAcceptAlertNotification(AlertNotification alert) {
            // of no use to us
        }

        @Override
        public DataSmResult onAcceptDataSm(DataSm data, Session source) throws ProcessRequestException {
            throw new ProcessRequestException("not served", SMPPConstant.STAT_ESME_RINVCMDID);
        }
    }
}
