package io.telecomcrm.notifications;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GSMSpecificFeature;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.MessageId;

/** A centre for short messages that does what a test tells it. */
final class SmsCentre implements AutoCloseable {

    /** A part of a message as it came. */
    record Got(String id, String from, String to, boolean unicode, byte[] body, boolean hasHeader) {

        String text() {
            var units = hasHeader ? Arrays.copyOfRange(body, 6, body.length) : body;
            return new String(units, unicode ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII);
        }
    }

    final List<Got> got = new CopyOnWriteArrayList<>();
    final List<SMPPServerSession> sessions = new CopyOnWriteArrayList<>();
    /** Status codes for the next messages; 0 takes one. */
    final Queue<Integer> refusals = new ArrayDeque<>();

    volatile Consumer<String> beforeAnswer = _ -> {};
    private final SMPPServerSessionListener listener;
    private final AtomicInteger last = new AtomicInteger();
    private final String mark = Long.toHexString(System.nanoTime());

    SmsCentre() throws IOException {
        listener = new SMPPServerSessionListener(freePort());
        listener.setMessageReceiverListener(new Desk());
        Thread.startVirtualThread(() -> {
            try {
                while (true) {
                    var session = listener.accept();
                    Thread.startVirtualThread(() -> bind(session));
                }
            } catch (IOException closed) {
                // the test is over
            }
        });
    }

    private void bind(SMPPServerSession session) {
        try {
            session.waitForBind(5000).accept("centre");
            sessions.add(session);
        } catch (IOException | TimeoutException | org.jsmpp.PDUStringException e) {
            throw new IllegalStateException(e);
        }
    }

    static int freePort() throws IOException {
        try (var probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }

    int port() {
        return listener.getPort();
    }

    void receipt(String id, String state) throws Exception {
        var text = "id:%s sub:001 dlvrd:001 submit date:2611251200 done date:2611251201 stat:%s err:000 text:"
                .formatted(id, state);
        say(text);
    }

    /** Says it as a receipt. */
    void say(String text, OptionalParameter... more) throws Exception {
        sessions.getLast()
                .deliverShortMessage(
                        "",
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        "79161234567",
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.ISDN,
                        "CRM",
                        new ESMClass(MessageType.SMSC_DEL_RECEIPT.value()),
                        (byte) 0,
                        (byte) 0,
                        new RegisteredDelivery(0),
                        DataCodings.ZERO,
                        text.getBytes(StandardCharsets.US_ASCII),
                        more);
    }

    void hangUp() {
        sessions.forEach(SMPPServerSession::unbindAndClose);
    }

    @Override
    public void close() throws IOException {
        hangUp();
        listener.close();
    }

    private final class Desk implements ServerMessageReceiverListener {

        @Override
        public SubmitSmResult onAcceptSubmitSm(SubmitSm said, SMPPServerSession source) throws ProcessRequestException {
            Integer refusal;
            synchronized (refusals) {
                refusal = refusals.poll();
            }
            if (refusal != null && refusal != 0) {
                throw new ProcessRequestException("no", refusal);
            }
            var id = mark + "-" + last.incrementAndGet();
            got.add(new Got(
                    id,
                    said.getSourceAddr(),
                    said.getDestAddress(),
                    said.getDataCoding() == 8,
                    said.getShortMessage(),
                    GSMSpecificFeature.UDHI.containedIn(said.getEsmClass())));
            beforeAnswer.accept(id);
            try {
                return new SubmitSmResult(new MessageId(id), new OptionalParameter[0]);
            } catch (org.jsmpp.PDUStringException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti said, SMPPServerSession source)
                throws ProcessRequestException {
            throw no();
        }

        @Override
        public QuerySmResult onAcceptQuerySm(QuerySm said, SMPPServerSession source) throws ProcessRequestException {
            throw no();
        }

        @Override
        public void onAcceptReplaceSm(ReplaceSm said, SMPPServerSession source) throws ProcessRequestException {
            throw no();
        }

        @Override
        public void onAcceptCancelSm(CancelSm said, SMPPServerSession source) throws ProcessRequestException {
            throw no();
        }

        @Override
        public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm said, SMPPServerSession source)
                throws ProcessRequestException {
            throw no();
        }

        @Override
        public void onAcceptCancelBroadcastSm(CancelBroadcastSm said, SMPPServerSession source)
                throws ProcessRequestException {
            throw no();
        }

        @Override
        public QueryBroadcastSmResult onAcceptQueryBroadcastSm(QueryBroadcastSm said, SMPPServerSession source)
                throws ProcessRequestException {
            throw no();
        }

        @Override
        public DataSmResult onAcceptDataSm(DataSm said, Session source) throws ProcessRequestException {
            throw no();
        }

        private static ProcessRequestException no() {
            return new ProcessRequestException("not served", 3);
        }
    }
}
