package io.telecomcrm.notifications;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.NOTIFICATION;
import static io.telecomcrmdb.Tables.NOTIFICATION_OUTBOX;
import static io.telecomcrmdb.Tables.NOTIFICATION_TEMPLATE;
import static io.telecomcrmdb.Tables.PAYMENT;
import static io.telecomcrmdb.Tables.PROMISED_PAYMENT;
import static io.telecomcrmdb.Tables.SIM;
import static io.telecomcrmdb.Tables.SUBSCRIPTION;
import static io.telecomcrmdb.Tables.TARIFF;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.TestDatabase;
import io.telecomcrm.TurnableClock;
import io.telecomcrm.contracts.BlockReason;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.contracts.SampleContracts;
import io.telecomcrm.contracts.TerminationReason;
import io.telecomcrm.customers.CustomerAnonymised;
import io.telecomcrm.customers.CustomersMerged;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.DomainEvent;
import io.telecomcrm.kernel.Email;
import io.telecomcrm.kernel.Keys;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.payments.PaymentDetails;
import io.telecomcrm.payments.PaymentKind;
import io.telecomcrm.payments.PaymentMethod;
import io.telecomcrm.payments.Payments;
import io.telecomcrm.web.CrmSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.OptionalParameter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/** What customers are told, from the event to the telephone. */
@IntegrationTest
class NotificationTest {

    private static final NotificationSettings.Mail NO_MAIL =
            new NotificationSettings.Mail(null, 0, null, null, null, "none", Duration.ofSeconds(1));
    private static final NotificationSettings.Sms NO_CENTRE =
            new NotificationSettings.Sms(null, 0, null, null, "", null, false, Duration.ofSeconds(1));
    private static final List<Duration> NO_TIME = Collections.nCopies(3, Duration.ofMillis(1));

    @Autowired
    Http http;

    @Autowired
    Contracts contracts;

    @Autowired
    NotificationRepository rows;

    @Autowired
    Receipts receipts;

    @Autowired
    Payments payments;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    Outbox outbox;

    @Autowired
    Queue queue;

    @Autowired
    Reminders reminders;

    @Autowired
    Forgetting forgetting;

    @Autowired
    CrmSettings crm;

    @Autowired
    TurnableClock clock;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transactions;

    private GreenMail post;
    private int mailPort;
    private SmsCentre centre;
    private @Nullable Smpp smpp;
    private SampleContracts samples;
    private String supervisor;

    @BeforeEach
    void prepare() throws Exception {
        turnTo(12);
        supervisor = http.token("supervisor");
        samples = new SampleContracts(db, transactions, contracts);
        mailPort = SmsCentre.freePort();
        post = new GreenMail(new ServerSetup(mailPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        post.start();
        centre = new SmsCentre();
        silence();
    }

    @AfterEach
    void close() throws Exception {
        clock.reset();
        if (smpp != null) {
            smpp.close();
        }
        centre.close();
        post.stop();
    }

    /** What other tests left is none of ours. */
    private void silence() {
        outbox.word();
        transactions.executeWithoutResult(_ -> db.update(NOTIFICATION)
                .set(NOTIFICATION.STATE, NotificationState.UNSENT)
                .setNull(NOTIFICATION.NEXT_AT)
                .where(NOTIFICATION.STATE.eq(NotificationState.QUEUED))
                .execute());
    }

    @Test
    void tellsOfAPaymentByMailAndMessage() throws Exception {
        var contract = activeWithMail();
        silence();
        take(contract, "150.00");
        sender(24).send();

        var mail = post.getReceivedMessages();
        assertThat(mail).hasSize(1);
        assertThat(mail[0].getSubject()).startsWith("Платёж 150,00").endsWith("получен");
        assertThat(String.valueOf(mail[0].getContent()))
                .contains("Мы получили платёж 150,00")
                .contains(crm.brand());
        assertThat(mail[0].getFrom()[0].toString()).contains("crm@example.org");

        assertThat(centre.got).hasSizeBetween(1, 2);
        assertThat(centre.got.getFirst().unicode()).isTrue();
        assertThat(centre.got.getFirst().to()).isEqualTo(msisdn(contract).substring(1));
        assertThat(centre.got.getFirst().from()).isEqualTo("CRM");
        assertThat(said()).startsWith("Платёж 150,00");

        // a second round sends nothing twice
        sender(24).send();
        assertThat(post.getReceivedMessages()).hasSize(1);
        assertThat(states(contract, NotificationEvent.PAYMENT_RECEIVED)).containsOnly(NotificationState.SENT);
    }

    /** However many word at once, and whatever happened since; a payment that was undone is told of nobody. */
    @Test
    void wordsWhatWasNotedOnceAndAsThingsStoodThen() throws Exception {
        var contract = activeWithMail();
        silence();
        var before = requireNonNull(db.fetchValue(CONTRACT.BALANCE, CONTRACT.ID.eq(contract)));
        var told = of(contract, NotificationEvent.PAYMENT_RECEIVED).size();
        take(contract, "150.00");
        take(contract, "50.00");
        assertThatThrownBy(() -> transactions.executeWithoutResult(_ -> {
                    Actor.job("tests")
                            .run(() -> payments.take(
                                    new PaymentDetails(contract, Money.ofRubles(7), PaymentMethod.CASH, null, null),
                                    null));
                    throw new IllegalStateException("rolled back");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(of(contract, NotificationEvent.PAYMENT_RECEIVED)).hasSize(told);

        try (var _ = TestDatabase.breaking(db, "notification", "new.contract_id = " + contract, "P0001")) {
            sender(24).send();
        }
        assertThat(noted(contract)).isEqualTo(2);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(Collections.nCopies(4, Executors.callable(outbox::word)))) {
                done.get();
            }
        }

        assertThat(noted(contract)).isZero();
        assertThat(of(contract, NotificationEvent.PAYMENT_RECEIVED)).hasSize(told + 4);
        assertThat(of(contract, NotificationEvent.PAYMENT_RECEIVED).stream()
                        .filter(message -> message.channel() == Channel.SMS)
                        .limit(2)
                        .map(Notification::text))
                .containsExactly(
                        received(50, before.plus(Money.ofRubles(200))),
                        received(150, before.plus(Money.ofRubles(150))));
    }

    private String received(long rubles, Money balance) {
        return "Платёж %s получен. Баланс: %s. %s"
                .formatted(Money.ofRubles(rubles).display(), balance.display(), crm.brand());
    }

    @Test
    void wordsRefundsAndManyNotes() {
        var contract = activeWithMail();
        silence();
        take(contract, "60.00");
        var paid = requireNonNull(db.select(max(PAYMENT.ID))
                .from(PAYMENT)
                .where(PAYMENT.CONTRACT_ID.eq(contract), PAYMENT.KIND.eq(PaymentKind.PAYMENT))
                .fetchSingle()
                .value1());
        Actor.job("tests").run(() -> payments.refund(paid, Money.ofRubles(20), "Ошибка"));
        outbox.word();
        assertThat(sms(contract, NotificationEvent.PAYMENT_REFUNDED).text())
                .startsWith("Возврат " + Money.ofRubles(20).display());

        var told = of(contract, NotificationEvent.PAYMENT_RECEIVED).size();
        transactions.executeWithoutResult(_ -> {
            for (var payment = 1L; payment <= 450; payment++) {
                note("payment_received", contract, -payment);
            }
        });
        outbox.word();
        assertThat(noted(contract)).isZero();
        assertThat(db.fetchCount(
                        NOTIFICATION,
                        NOTIFICATION.CONTRACT_ID.eq(contract),
                        NOTIFICATION.EVENT.eq(NotificationEvent.PAYMENT_RECEIVED)))
                .isEqualTo(told + 900);
        silence();
    }

    @Test
    void aNoteThatCannotBeWordedHoldsUpNoOther() {
        var contract = activeWithMail();
        var told = of(contract, NotificationEvent.PAYMENT_RECEIVED).size();
        transactions.executeWithoutResult(_ -> note("nobody_knows", contract, -1));
        take(contract, "40.00");

        outbox.word();

        assertThat(of(contract, NotificationEvent.PAYMENT_RECEIVED)).hasSize(told + 2);
        assertThat(noted(contract)).isEqualTo(1);
        transactions.executeWithoutResult(_ -> outbox.forget(customerOf(contract)));
    }

    @Test
    void tellsWhoPaidAndNotWhoHasTheContractNow() {
        var contract = activeWithMail();
        var customer = customerOf(contract);
        var phone = contact(contract);
        take(contract, "40.00");
        Actor.job("tests").run(() -> contracts.changeCustomer(contract, null, samples.customer()));

        outbox.word();

        assertThat(of(contract, NotificationEvent.PAYMENT_RECEIVED).subList(0, 2))
                .allSatisfy(message -> assertThat(message.whose().customerId()).isEqualTo(customer));
        assertThat(recipient(contract, NotificationEvent.PAYMENT_RECEIVED)).isEqualTo(phone);
    }

    @Test
    void notesGoWithWhoIsMergedAndEndWithWhoIsAnonymised() {
        var contract = activeWithMail();
        var told = of(contract, NotificationEvent.PAYMENT_RECEIVED).size();
        var customer = customerOf(contract);
        var survivor = samples.customer();
        take(contract, "40.00");
        publish(new CustomersMerged(survivor, customer, Map.of()));
        outbox.word();
        assertThat(of(contract, NotificationEvent.PAYMENT_RECEIVED))
                .hasSizeGreaterThan(told)
                .allSatisfy(message -> assertThat(message.whose().customerId()).isEqualTo(survivor));

        take(contract, "40.00");
        var before = of(contract, NotificationEvent.PAYMENT_RECEIVED).size();
        publish(new CustomerAnonymised(customerOf(contract), "Иванов", "Удалён", "просил", Map.of()));
        outbox.word();
        assertThat(noted(contract)).isZero();
        assertThat(of(contract, NotificationEvent.PAYMENT_RECEIVED)).hasSize(before);
    }

    /** Or the messages would be left with a customer who is gone. */
    @Test
    void aMergeWaitsForWhoeverWordsAndTakesTheMessagesAlong() throws Exception {
        var contract = activeWithMail();
        var customer = customerOf(contract);
        var survivor = samples.customer();
        take(contract, "40.00");
        try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
            var merge = transactions.execute(_ -> {
                outbox.word();
                var merging = others.submit(() -> publish(new CustomersMerged(survivor, customer, Map.of())));
                // long enough to pass by, where nothing keeps it from that
                LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
                assertThat(merging).isNotDone();
                return merging;
            });
            requireNonNull(merge).get(10, TimeUnit.SECONDS);
        }
        assertThat(noted(contract)).isZero();
        assertThat(of(contract, NotificationEvent.PAYMENT_RECEIVED))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(message -> assertThat(message.whose().customerId()).isEqualTo(survivor));
    }

    private void publish(DomainEvent event) {
        transactions.executeWithoutResult(_ -> Actor.job("tests").run(() -> events.publishEvent(event)));
    }

    private void note(String event, long contract, long payment) {
        db.execute(
                "insert into notification_outbox"
                        + " (event, payment_id, contract_id, customer_id, amount, balance, noted_at)"
                        + " values ({0}, {1}, {2}, {3}, 100, 100, {4})",
                val(event),
                val(payment),
                val(contract),
                val(customerOf(contract)),
                val(clock.instant(), NOTIFICATION.CREATED_AT));
    }

    @Test
    void nobodyIsToldOfWhatDidNotHappen() {
        var contract = activeWithMail();
        silence();
        assertThatThrownBy(() -> transactions.executeWithoutResult(_ -> {
                    Actor.job("tests").run(() -> contracts.block(contract, null, BlockReason.VOLUNTARY, null, null));
                    throw new IllegalStateException("rolled back");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(states(contract, NotificationEvent.BLOCKED)).isEmpty();
    }

    @Test
    void tellsHowThingsStandInTheEnd() {
        var contract = samples.draft();
        db.update(TARIFF)
                .set(TARIFF.FEE, Money.ofRubles(590))
                .where(TARIFF.ID.eq(select(CONTRACT.TARIFF_ID).from(CONTRACT).where(CONTRACT.ID.eq(contract))))
                .execute();
        Actor.job("tests").run(() -> contracts.activate(contract, null));
        assertThat(of(contract, NotificationEvent.DEBT_BLOCKED)).isNotEmpty();
        assertThat(of(contract, NotificationEvent.ACTIVATED)).isEmpty();

        // the debt, and the fee of the period that begins with the service
        clock.forward(Duration.ofDays(40));
        pay(contract, "1180.00");
        assertThat(sms(contract, NotificationEvent.PAYMENT_RECEIVED).text()).contains("Баланс: 0,00");
        assertThat(of(contract, NotificationEvent.UNBLOCKED)).isNotEmpty();
    }

    @Test
    void tellsTheSameOnlyOnce() {
        var contract = activeWithMail();
        Actor.job("tests").run(() -> contracts.block(contract, null, BlockReason.FRAUD, null, null));
        transactions.executeWithoutResult(_ -> queue.blocked(List.of(contract), BlockReason.FRAUD));
        assertThat(states(contract, NotificationEvent.BLOCKED)).hasSize(2);
        // while it is blocked, the line itself can't be reached
        assertThat(recipient(contract, NotificationEvent.BLOCKED)).isEqualTo(contact(contract));

        Actor.job("tests").run(() -> contracts.unblock(contract, null, BlockReason.FRAUD));
        assertThat(recipient(contract, NotificationEvent.UNBLOCKED)).isEqualTo(msisdn(contract));
    }

    @Test
    void keepsQuietAtNightButForBlocks() {
        turnTo(23);
        var contract = activeWithMail();
        Actor.job("tests").run(() -> contracts.block(contract, null, BlockReason.FRAUD, null, null));
        var sender = sender(22);
        sender.send();
        assertThat(states(contract, NotificationEvent.ACTIVATED)).containsOnly(NotificationState.QUEUED);
        assertThat(states(contract, NotificationEvent.BLOCKED)).containsOnly(NotificationState.SENT);
        turnTo(8);
        sender.send();
        assertThat(states(contract, NotificationEvent.ACTIVATED)).containsOnly(NotificationState.SENT);
    }

    /** A number goes from hand to hand while a message to it waits for the morning. */
    @Test
    void whatWaitedForANumberThatIsSomebodyElsesNowGoesToTheCustomer() {
        turnTo(23);
        var handed = activeWithMail();
        var kept = activeWithMail();
        var ended = activeWithMail();
        var phone = contact(handed);
        var moved = http.api(
                "POST",
                "/api/contracts/" + handed + "/change-customer/",
                supervisor,
                Map.of("customer", samples.customer()));
        assertThat(moved.status()).as(moved.body()).isEqualTo(200);
        Actor.job("tests").run(() -> contracts.terminate(ended, null, TerminationReason.CUSTOMER, null));
        turnTo(8);
        sender(22).send();

        assertThat(recipient(handed, NotificationEvent.ACTIVATED)).isEqualTo(phone);
        assertThat(recipient(ended, NotificationEvent.ACTIVATED)).isEqualTo(contact(ended));
        assertThat(recipient(kept, NotificationEvent.ACTIVATED)).isEqualTo(msisdn(kept));
        assertThat(centre.got)
                .extracting(SmsCentre.Got::to)
                .contains(phone.substring(1), msisdn(kept).substring(1))
                .doesNotContain(msisdn(handed).substring(1));
    }

    @Test
    void receiptsMayComeBeforeTheAnswerTwiceAndOutOfOrder() throws Exception {
        var contract = activeWithMail();
        silence();
        var text = payTellingMuch(contract);
        // one part's receipt arrives while we wait for the centre's answer
        centre.beforeAnswer = id -> {
            if (centre.got.size() == 1) {
                receipts.hear(id, "DELIVRD");
            }
        };
        sender(24).send();
        assertThat(centre.got).hasSizeGreaterThan(2).allMatch(SmsCentre.Got::hasHeader);
        assertThat(said()).isEqualTo(text);
        assertThat(smsState(contract)).isEqualTo(NotificationState.SENT);

        for (var part : centre.got.reversed()) {
            centre.receipt(part.id(), "DELIVRD");
            centre.receipt(part.id(), "DELIVRD");
            centre.receipt(part.id(), "ENROUTE");
        }
        until(() -> {
            receipts.settle();
            return smsState(contract) == NotificationState.DELIVERED;
        });
    }

    /** In a message of several parts; what it says. */
    private String payTellingMuch(long contract) {
        var text = "Очень длинный текст со смайликом 😀 и рублём ₽. ".repeat(4).strip();
        wording(NotificationEvent.PAYMENT_RECEIVED, "ru", text);
        try {
            pay(contract, "10.00");
        } finally {
            wording(NotificationEvent.PAYMENT_RECEIVED, "ru", "Платёж {amount} получен. Баланс: {balance}. {brand}");
        }
        return text;
    }

    /** Only the two parameters are defined, and some centres send nothing else. */
    @Test
    void receiptsNeedNoText() throws Exception {
        var contract = activeWithMail();
        silence();
        pay(contract, "10.00");
        sender(24).send();
        centre.say("there was something");
        for (var part : centre.got) {
            centre.say(
                    "",
                    new OptionalParameter.Receipted_message_id(part.id()),
                    new OptionalParameter.Message_state((byte) 2));
        }
        receipts.settle();
        assertThat(smsState(contract)).isEqualTo(NotificationState.DELIVERED);
    }

    @Test
    void aReceiptThatComesWhileAnotherIsCountedCountsToo() {
        var contract = activeWithMail();
        silence();
        pay(contract, "10.00");
        receipts.settle();
        var parts = List.of(Keys.random(8), Keys.random(8));
        transactions.executeWithoutResult(_ -> rows.tried(
                sms(contract, NotificationEvent.PAYMENT_RECEIVED),
                NotificationState.SENT,
                1,
                null,
                "sent",
                null,
                parts,
                clock.instant()));
        receipts.hear(parts.getFirst(), "DELIVRD");
        var meanwhile = new AtomicBoolean();
        var counting = new Receipts(rows, transactions, new Clock() {
            @Override
            public Instant instant() {
                if (!meanwhile.getAndSet(true)) {
                    rows.addReceipt(parts.getLast(), "UNDELIV", clock.instant());
                }
                return clock.instant();
            }

            @Override
            public ZoneId getZone() {
                return clock.getZone();
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return clock.withZone(zone);
            }
        });
        counting.settle();
        counting.settle();
        assertThat(smsState(contract)).isEqualTo(NotificationState.FAILED);
    }

    @Test
    void aPartThatIsLostMakesTheMessageLost() throws Exception {
        var contract = activeWithMail();
        silence();
        pay(contract, "10.00");
        sender(24).send();
        centre.receipt(centre.got.getLast().id(), "UNDELIV");
        until(() -> {
            receipts.settle();
            return smsState(contract) == NotificationState.FAILED;
        });
        // somebody has it sent again, which alone counts then
        var id = smsId(contract);
        var answer = http.api("POST", "/api/notifications/" + id + "/send-again/", supervisor, Map.of());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(http.api("POST", "/api/notifications/" + id + "/send-again/", supervisor, Map.of())
                        .status())
                .isEqualTo(409);
        sender(24).send();
        assertThat(smsState(contract)).isEqualTo(NotificationState.SENT);
    }

    @Test
    void backsOffAndConnectsAgain() throws Exception {
        var contract = activeWithMail();
        silence();
        pay(contract, "10.00");
        var sender = sender(24);
        centre.refusals.add(SMPPConstant.STAT_ESME_RTHROTTLED);
        sender.send();
        assertThat(smsState(contract)).isEqualTo(NotificationState.QUEUED);
        sender.send();
        assertThat(centre.got).isEmpty();
        clock.forward(Duration.ofSeconds(31));
        centre.hangUp();
        until(() -> {
            clock.forward(Duration.ofMinutes(20));
            sender.send();
            return smsState(contract) == NotificationState.SENT;
        });
        assertThat(centre.sessions).hasSizeGreaterThan(1);
    }

    @Test
    void waitsWhereTheCentreIsBusyAmidAMessage() {
        var contract = activeWithMail();
        silence();
        var text = payTellingMuch(contract);
        var busy = SMPPConstant.STAT_ESME_RTHROTTLED;
        centre.refusals.addAll(List.of(0, busy, busy, busy, 0, busy));
        sender(24).send();

        assertThat(said()).isEqualTo(text);
        var attempt = rows.attempts(smsId(contract)).getFirst();
        assertThat(attempt.outcome()).isEqualTo("sent");
        assertThat(attempt.parts())
                .extracting(Attempt.Part::messageId)
                .containsExactlyElementsOf(
                        centre.got.stream().map(SmsCentre.Got::id).toList());
    }

    /** Or the parts that it takes each time would arrive, and be paid for, without end. */
    @Test
    void anAttemptEndsWhereTheCentreStaysBusyAmidAMessage() {
        var contract = activeWithMail();
        silence();
        payTellingMuch(contract);
        centre.refusals.add(0);
        centre.refusals.addAll(Collections.nCopies(1 + NO_TIME.size(), SMPPConstant.STAT_ESME_RTHROTTLED));
        sender(24).send();

        assertThat(centre.got).hasSize(1);
        assertThat(sms(contract, NotificationEvent.PAYMENT_RECEIVED).attempts()).isEqualTo(1);
        assertThat(rows.attempts(smsId(contract)).getFirst().outcome()).isEqualTo("failed");
    }

    /** Others send by it. */
    @Test
    void whoWaitedOnASessionThatBrokeLeavesTheNewOneOpen() throws Exception {
        var contract = activeWithMail();
        silence();
        payTellingMuch(contract);
        var message = sms(contract, NotificationEvent.PAYMENT_RECEIVED);
        centre.refusals.addAll(List.of(0, SMPPConstant.STAT_ESME_RTHROTTLED));
        var open = new Smpp(centreAt(centre.port(), Duration.ofSeconds(5)), receipts, List.of(Duration.ofSeconds(2)));
        smpp = open;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = threads.submit(() -> open.send(message));
            until(() -> centre.got.size() == 1 && centre.refusals.isEmpty());
            centre.hangUp();
            until(() -> {
                open.prepare();
                return centre.sessions.size() == 2;
            });
            assertThat(waiting).isNotDone();
            assertThat(waiting.get(10, TimeUnit.SECONDS)).isInstanceOf(Outcome.Failed.class);
        }
        open.prepare();
        assertThat(centre.sessions.getLast().getSessionState().isBound()).isTrue();
        assertThat(centre.sessions).hasSize(2);
    }

    @Test
    void aFullQueueCountsAsAnAttempt() {
        var contract = activeWithMail();
        silence();
        pay(contract, "10.00");
        centre.refusals.add(SMPPConstant.STAT_ESME_RMSGQFUL);
        sender(24).send();
        assertThat(sms(contract, NotificationEvent.PAYMENT_RECEIVED).attempts()).isEqualTo(1);
        assertThat(rows.attempts(smsId(contract)).getFirst().outcome()).isEqualTo("failed");
    }

    /** One waits for the centre, for all; and the next not at once. */
    @Test
    void whatCannotConnectIsNotTriedByEachInTurn() throws Exception {
        var contract = activeWithMail();
        silence();
        pay(contract, "10.00");
        var message = sms(contract, NotificationEvent.PAYMENT_RECEIVED);
        var guests = new CopyOnWriteArrayList<Socket>();
        try (var silent = new ServerSocket(0)) {
            Thread.startVirtualThread(() -> {
                try {
                    while (true) {
                        guests.add(silent.accept());
                    }
                } catch (IOException closed) {
                    // the test is over
                }
            });
            smpp = new Smpp(centreAt(silent.getLocalPort(), Duration.ofSeconds(1)), receipts, NO_TIME);
            var open = smpp;
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var tried : threads.invokeAll(Collections.nCopies(10, () -> open.send(message)))) {
                    assertThat(tried.get()).isInstanceOf(Outcome.Failed.class);
                }
            }
            assertThat(guests).hasSize(1);
            until(() -> {
                open.send(message);
                return guests.size() == 2;
            });
        }
    }

    @Test
    void channelsDoNotWaitForEachOther() {
        var contract = activeWithMail();
        silence();
        pay(contract, "10.00");
        var told = new CountDownLatch(1);
        centre.beforeAnswer = _ -> told.countDown();
        sender(24);
        sender(
                        new Post(_ -> {
                            try {
                                return told.await(5, TimeUnit.SECONDS)
                                        ? new Outcome.Sent(List.of())
                                        : new Outcome.Failed("no short message came");
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        }),
                        requireNonNull(smpp))
                .send();
        assertThat(states(contract, NotificationEvent.PAYMENT_RECEIVED)).containsOnly(NotificationState.SENT);
    }

    @Test
    void aChannelThatBreaksStopsNoOther() throws Exception {
        var contract = activeWithMail();
        silence();
        pay(contract, "10.00");
        sender(24);
        try (var _ = TestDatabase.breaking(db, "notification_attempt", "new.outcome = 'unsent'", "P0001")) {
            sender(new Mailer(NO_MAIL, crm.brand()), requireNonNull(smpp)).send();
        }
        assertThat(smsState(contract)).isEqualTo(NotificationState.SENT);
    }

    @Test
    void endsARoundInWhichNothingGetsThroughOrThatTakesLong() {
        var contract = activeWithMail();
        silence();
        for (var payment = 0; payment < 12; payment++) {
            pay(contract, "10.00");
        }
        var tried = new AtomicInteger();
        sender(new Post(_ -> {
                    tried.incrementAndGet();
                    return new Outcome.Failed("down");
                }))
                .send();
        assertThat(tried).hasValue(10);

        clock.forward(Duration.ofMinutes(2));
        sender(new Post(_ -> tried.incrementAndGet() == 11 ? new Outcome.Sent(List.of()) : new Outcome.Failed("down")))
                .send();
        assertThat(tried).hasValue(10 + 12);

        clock.forward(Duration.ofMinutes(6));
        sender(new Post(_ -> {
                    tried.incrementAndGet();
                    clock.forward(Duration.ofMinutes(1));
                    return new Outcome.Sent(List.of());
                }))
                .send();
        assertThat(tried).hasValue(10 + 12 + 10);
    }

    @Test
    void beginsNoMoreOnceTheNodeStops() {
        var contract = activeWithMail();
        silence();
        for (var payment = 0; payment < 12; payment++) {
            pay(contract, "10.00");
        }
        var node = new CompletableFuture<Sender>();
        var tried = new AtomicInteger();
        var stopping = sender(new Post(_ -> {
            tried.incrementAndGet();
            node.join().hear(new ContextClosedEvent(new StaticApplicationContext()));
            return new Outcome.Sent(List.of());
        }));
        node.complete(stopping);

        stopping.send();
        stopping.send();

        assertThat(tried).hasValue(10);
    }

    /** A mail server that answers as a test says. */
    private record Post(Function<Notification, Outcome> answer) implements Carrier {

        @Override
        public Channel channel() {
            return Channel.EMAIL;
        }

        @Override
        public @Nullable String lacks() {
            return null;
        }

        @Override
        public Outcome send(Notification message) {
            return answer.apply(message);
        }
    }

    @Test
    void givesUpVisibly() {
        var contract = activeWithMail();
        silence();
        pay(contract, "10.00");
        post.stop();
        centre.refusals.add(SMPPConstant.STAT_ESME_RINVDSTADR);
        var sender = sender(24);
        for (var attempt = 0; attempt < 3; attempt++) {
            sender.send();
            clock.forward(Duration.ofHours(13));
        }
        assertThat(states(contract, NotificationEvent.PAYMENT_RECEIVED)).containsOnly(NotificationState.FAILED);
        var shown = http.browser("operator").get("/notifications/" + smsId(contract));
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.body()).contains("SMPP 0x0000000B", "Отправить ещё раз");
    }

    @Test
    void writesToAddressesThatAreNotAscii() throws Exception {
        var contract = activeWithMail();
        for (var address : List.of("Info@Почта.рф", "саша@Почта.рф")) {
            write(customerOf(contract), address);
            silence();
            pay(contract, "10.00");
            sender(24).send();
        }
        assertThat(post.getReceivedMessages()[0].getHeader("To")).containsExactly("Info@xn--80a1acny.xn--p1ai");
        // whoever can't write to a mailbox says so, and writes to no other
        assertThat(post.getUserManager().listUser())
                .extracting(GreenMailUser::getEmail)
                .allMatch(mailbox -> mailbox.startsWith("Info@") || mailbox.startsWith("саша@"));
    }

    @Test
    void givesUpAtOnceWhereTheAddressIsRefusedButNotWhereTheSenderIs() throws Exception {
        for (var command : List.of("MAIL", "RCPT")) {
            var contract = activeWithMail();
            silence();
            pay(contract, "10.00");
            post.stop();
            try (var refusing = new RefusingMailServer(mailPort, command, "550 5.1.1 Not so")) {
                sender(24).send();
            }
            var mail = of(contract, NotificationEvent.PAYMENT_RECEIVED).stream()
                    .filter(message -> message.channel() == Channel.EMAIL)
                    .findFirst()
                    .orElseThrow();
            assertThat(mail.state())
                    .as(command)
                    .isEqualTo(command.equals("RCPT") ? NotificationState.FAILED : NotificationState.QUEUED);
            assertThat(rows.attempts(mail.id()).getFirst().details()).contains("550 5.1.1 Not so");
        }
    }

    @Test
    void doesNotTryAgainWhatWasAnonymisedAsItWasSent() {
        var contract = activeWithMail();
        silence();
        pay(contract, "10.00");
        var message = sms(contract, NotificationEvent.PAYMENT_RECEIVED);
        transactions.executeWithoutResult(_ -> {
            rows.anonymise(customerOf(contract));
            var now = clock.instant();
            rows.tried(message, NotificationState.QUEUED, 1, now, "busy", null, List.of(), now);
        });
        assertThat(smsState(contract)).isEqualTo(NotificationState.UNSENT);
    }

    @Test
    void answersWhoAskedAndNotWhoHasTheContractNow() {
        var contract = activeWithMail();
        var customer = customerOf(contract);
        var phone = contact(contract);
        var made = http.api(
                "POST",
                "/api/tickets/",
                supervisor,
                Map.of("customer", customer, "contract", contract, "subject", "Нет связи", "description", "С утра"));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        var moved = http.api(
                "POST",
                "/api/contracts/" + contract + "/change-customer/",
                supervisor,
                Map.of("customer", samples.customer()));
        assertThat(moved.status()).as(moved.body()).isEqualTo(200);
        var answered = http.api(
                "POST",
                "/api/tickets/" + made.json().get("id").asLong() + "/comments/",
                supervisor,
                Map.of("text", "Починили", "is_internal", false));
        assertThat(answered.status()).as(answered.body()).isEqualTo(201);

        var told = list(new NotificationRepository.Filter(
                NotificationEvent.TICKET_ANSWERED, Channel.SMS, null, customer, null, null));
        assertThat(told).extracting(Notification::recipient).containsExactly(phone);
    }

    private void write(long customer, String address) {
        transactions.executeWithoutResult(_ -> db.update(CUSTOMER)
                .set(CUSTOMER.EMAIL, new Email(address))
                .where(CUSTOMER.ID.eq(customer))
                .execute());
    }

    @Test
    void saysWhenThereIsNothingToSendWith() {
        var contract = activeWithMail();
        silence();
        pay(contract, "10.00");
        sender(new Mailer(NO_MAIL, "CRM"), new Smpp(NO_CENTRE, receipts, NO_TIME))
                .send();
        assertThat(states(contract, NotificationEvent.PAYMENT_RECEIVED)).containsOnly(NotificationState.UNSENT);
        assertThat(http.browser("operator")
                        .get("/notifications/" + smsId(contract))
                        .body())
                .contains("SMS-центр не настроен");
    }

    @Test
    void nodesThatSendAtOnceSendEachMessageOnce() throws Exception {
        var contract = activeWithMail();
        silence();
        for (var payment = 0; payment < 40; payment++) {
            pay(contract, "10.00");
        }
        var mail = new NotificationSettings.Mail(
                "127.0.0.1", mailPort, null, null, "crm@example.org", "none", Duration.ofSeconds(5));
        var start = new CyclicBarrier(3);
        try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var node = 0; node < 3; node++) {
                nodes.submit(() -> {
                    start.await();
                    sender(new Mailer(mail, crm.brand()), new Smpp(NO_CENTRE, receipts, NO_TIME))
                            .send();
                    return null;
                });
            }
        }
        // whom another node was ahead of leaves the rest to the next round
        sender(new Mailer(mail, crm.brand()), new Smpp(NO_CENTRE, receipts, NO_TIME))
                .send();

        var told = of(contract, NotificationEvent.PAYMENT_RECEIVED);
        assertThat(told.subList(0, 80)).allSatisfy(message -> {
            assertThat(message.state())
                    .isEqualTo(message.channel() == Channel.SMS ? NotificationState.UNSENT : NotificationState.SENT);
            assertThat(rows.attempts(message.id())).hasSize(1);
        });
        assertThat(post.getReceivedMessages()).hasSize(40);
    }

    @Test
    void whatNothingCanSendIsLeftByOneNodeAlone() throws Exception {
        var contract = activeWithMail();
        silence();
        for (var payment = 0; payment < 5; payment++) {
            pay(contract, "10.00");
        }
        try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
            var other = new AtomicReference<Future<Integer>>();
            var left = transactions.execute(_ -> {
                var mine = rows.leaveUnsent(Channel.SMS, "no_sms_centre", clock.instant(), 100);
                other.set(others.submit(() -> transactions.execute(
                        _ -> rows.leaveUnsent(Channel.SMS, "no_sms_centre", clock.instant(), 100))));
                // long enough to see the same ones, where nothing keeps it from that
                LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
                return mine;
            });
            assertThat(List.of(left, requireNonNull(other.get()).get(10, TimeUnit.SECONDS)))
                    .containsExactly(5, 0);
        }
        assertThat(rows.attempts(smsId(contract))).hasSize(1);
    }

    @Test
    void answersOnTicketsReachTheCustomer() {
        var customer = samples.customer();
        var ticket = http.api(
                        "POST",
                        "/api/tickets/",
                        supervisor,
                        Map.of("customer", customer, "subject", "Нет {brand}", "description", "Не работает"))
                .json()
                .get("id")
                .asLong();
        var path = "/api/tickets/" + ticket + "/comments/";
        http.api("POST", path, supervisor, Map.of("text", "Только для своих", "is_internal", true));
        assertThat(ofCustomer(customer)).isEmpty();
        http.api("POST", path, supervisor, Map.of("text", "Перезагрузите телефон"));
        // a name inside what the customer wrote stays what it is
        assertThat(ofCustomer(customer))
                .singleElement()
                .satisfies(message -> assertThat(message.text()).contains("«Нет {brand}»"));
    }

    @Test
    void anAnswerAboutADraftOutlivesIt() {
        var customer = samples.customer();
        var draft = http.api(
                        "POST",
                        "/api/contracts/",
                        supervisor,
                        Map.of("customer", customer, "tariff", samples.tariff(), "sim", samples.sim()))
                .json()
                .get("id")
                .asLong();
        var tickets = "/api/tickets/";
        var made = http.api(
                "POST",
                tickets,
                supervisor,
                Map.of("customer", customer, "contract", draft, "subject", "Когда?", "description", "Жду"));
        var ticket = tickets + made.json().get("id").asLong() + "/";
        http.api("POST", ticket + "comments/", supervisor, Map.of("text", "Завтра"));
        var freed = new HashMap<String, Object>();
        freed.put("contract", null);
        assertThat(http.api("PATCH", ticket, supervisor, freed).status()).isEqualTo(200);

        var gone = http.api("DELETE", "/api/contracts/" + draft + "/", supervisor, null);
        assertThat(gone.status()).as(gone.body()).isEqualTo(204);
        assertThat(ofCustomer(customer)).singleElement().satisfies(message -> {
            assertThat(message.text()).contains("Когда?");
            assertThat(message.whose().contractId()).isNull();
        });
    }

    @Test
    void templatesTakeOnlyTheirNames() {
        var id = template(NotificationEvent.UNBLOCKED, Channel.EMAIL, "en");
        var path = "/api/notification-templates/" + id + "/";
        for (var wrong : List.of("{amount}", "{", "}", "{balance", "${balance}}", "")) {
            var answer = http.api("PATCH", path, supervisor, Map.of("text", wrong));
            assertThat(answer.status()).as(wrong).isEqualTo(400);
            assertThat(answer.json().has("text")).as(answer.body()).isTrue();
        }
        assertThat(http.api("PATCH", path, supervisor, Map.of("subject", "a\nBcc: b"))
                        .status())
                .isEqualTo(400);
        var right = http.api("PATCH", path, supervisor, Map.of("text", "Works: {phone}"));
        assertThat(right.status()).as(right.body()).isEqualTo(200);
        assertThat(right.json().get("text").asString()).isEqualTo("Works: {phone}");
        assertThat(http.api("GET", "/api/notification-templates/", supervisor, null)
                        .json())
                .hasSize(32);

        var nothing = new HashMap<String, Object>();
        nothing.put("is_active", null);
        assertThat(http.api("PATCH", path, supervisor, nothing).body())
                .isEqualTo("{\"is_active\":[\"This field may not be null.\"]}");
        clock.forward(Duration.ofMinutes(1));
        assertThat(http.api("PATCH", path, supervisor, Map.of()).json()).isEqualTo(right.json());

        var browser = http.browser("supervisor");
        assertThat(browser.get("/notification-templates/" + id).body()).contains("Works: +7 916 123-45-67");
        var preview = browser.post(
                "/notification-templates/" + id + "/preview", Map.of("subject", "{phone}", "text", "<b>{brand}"));
        assertThat(preview.body()).contains("&lt;b&gt;" + crm.brand());
        var stale = browser.post(
                "/notification-templates/" + id,
                Map.of("subject", "S", "text", "T", "version", "1", "is_active", "true"));
        assertThat(stale.status()).isEqualTo(409);
        var flawed = browser.post(
                        "/notification-templates/" + id + "/preview",
                        Map.of("subject", "Hello", "text", "{phone} {amount} {foo} {"))
                .body();
        assertThat(flawed)
                .contains("+7 916 123-45-67 {amount} {foo} {", "Подстановки {amount}", "Подстановки {foo}")
                .contains("Фигурные скобки нужны только для подстановок");
        assertThat(preview.body()).doesNotContain("Подстановки");

        var version = right.json().get("version").asLong();
        assertThat(right.header("ETag")).isEqualTo("\"" + version + "\"");
        assertThat(http.api("PATCH", path, supervisor, Map.of(), "If-Match", "\"999\"")
                        .status())
                .isEqualTo(412);
        assertThat(http.api("PATCH", path, supervisor, Map.of("version", 0)).status())
                .isEqualTo(412);
        var next = http.api("PATCH", path, supervisor, Map.of("text", "Works.", "version", version));
        assertThat(next.json().get("version").asLong()).isEqualTo(version + 1);
    }

    /** As a browser counts them, though it sends two. */
    @Test
    void aLineBreakOfATemplateIsOneCharacter() {
        var id = template(NotificationEvent.ACTIVATED, Channel.SMS, "en");
        var path = "/notification-templates/" + id;
        var before = http.api("GET", "/api" + path + "/", supervisor, null).json();
        var browser = http.browser("supervisor");
        var longest = ("x".repeat(66) + "\r\n").repeat(9) + "x".repeat(67);
        for (var more : List.of("x", "")) {
            var form = Map.of(
                    "text", longest + more, "version", before.get("version").asString(), "is_active", "true");
            assertThat(browser.post(path, form).status()).isEqualTo(more.isEmpty() ? 303 : 422);
        }
        var text = before.get("text").asString();
        assertThat(http.api("PATCH", "/api" + path + "/", supervisor, Map.of("text", text))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theHistoryIsFoundByWhatPeopleKnow() {
        var contract = activeWithMail();
        var customer = customerOf(contract);
        var found = http.api(
                        "GET",
                        "/api/notifications/?customer=" + customer + "&channel=sms&event=activated",
                        supervisor,
                        null)
                .json();
        assertThat(found.get("count").asInt()).isEqualTo(1);
        assertThat(found.get("results").get(0).get("recipient").asString()).isEqualTo(msisdn(contract));
        assertThat(found.get("results").get(0).get("customer").propertyNames()).containsExactly("id", "full_name");
        assertThat(found.get("results").get(0).at("/customer/id").asLong()).isEqualTo(customer);
        assertThat(found.get("results").get(0).at("/contract/id").asLong()).isEqualTo(contract);
        for (var filter : List.of("customer=999999999", "customer=abc", "contract=999999999")) {
            assertThat(http.api("GET", "/api/notifications/?" + filter, supervisor, null)
                            .body())
                    .contains("Select a valid choice. That choice is not one of the available choices.");
        }
        var browser = http.browser("operator");
        var typed = msisdn(contract).replace("+7", "8");
        assertThat(browser.get("/notifications?q=" + typed).body()).contains("Подключение");
        assertThat(browser.get("/customers/" + customer + "/notifications").body())
                .contains("Подключение");
        assertThat(browser.get("/notifications?q=" + typed).body()).contains("href=\"/contracts/" + contract + "\"");
        var address = of(contract, NotificationEvent.ACTIVATED).stream()
                .filter(message -> message.channel() == Channel.EMAIL)
                .findFirst()
                .orElseThrow()
                .recipient();
        assertThat(browser.get("/notifications?q=%20" + address.toUpperCase(Locale.ROOT) + "%20")
                        .body())
                .contains("href=\"/contracts/" + contract + "\"");
        var role = "/api/roles/employee/";
        var rights = http.api("GET", role, http.token("admin"), null).json().get("permissions");
        try {
            http.api("PATCH", role, http.token("admin"), Map.of("permissions", List.of("customers.view")));
            for (var page : List.of(
                    "/notifications?q=" + typed,
                    "/notifications/"
                            + sms(contract, NotificationEvent.ACTIVATED).id())) {
                assertThat(http.browser("employee").get(page).body())
                        .contains("href=\"/customers/" + customer + "\"")
                        .doesNotContain("href=\"/contracts/");
            }
        } finally {
            http.api("PATCH", role, http.token("admin"), Map.of("permissions", rights));
        }
        for (var hostile : List.of("%00", "%F0%9F%98%80", "'", "a@b", "+7", "%25")) {
            assertThat(browser.get("/notifications?state=x&event=%00&at=zzz&q=" + hostile)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void remindsOnceOfAChargeThatTheBalanceWontCover() {
        var poor = samples.draft();
        pay(poor, "50.00");
        Actor.job("tests").run(() -> contracts.activate(poor, null));
        var rich = activeWithMail();
        var trusted = samples.draft();
        pay(trusted, "50.00");
        Actor.job("tests").run(() -> contracts.activate(trusted, null));
        var soon = LocalDate.ofInstant(clock.instant(), crm.zone()).plusDays(3);
        // the tariffs of samples are free
        transactions.executeWithoutResult(_ -> db.update(TARIFF)
                .set(TARIFF.FEE, Money.ofRubles(450))
                .where(TARIFF.ID.in(
                        select(CONTRACT.TARIFF_ID).from(CONTRACT).where(CONTRACT.ID.in(poor, rich, trusted))))
                .execute());
        transactions.executeWithoutResult(_ -> db.update(SUBSCRIPTION)
                .set(SUBSCRIPTION.PAID_UNTIL, soon)
                .where(SUBSCRIPTION.CONTRACT_ID.in(poor, rich, trusted))
                .execute());
        promise(trusted, soon.plusDays(1));
        reminders.remind();
        reminders.remind();
        assertThat(of(trusted, NotificationEvent.CHARGE_REMINDER)).isEmpty();
        assertThat(of(rich, NotificationEvent.CHARGE_REMINDER)).isEmpty();
        assertThat(of(poor, NotificationEvent.CHARGE_REMINDER))
                .singleElement()
                .satisfies(told -> assertThat(told.text()).contains("450,00").contains("не хватает 400,00"));
        clock.forward(Duration.ofDays(2));
        reminders.remind();
        assertThat(of(poor, NotificationEvent.CHARGE_REMINDER)).hasSize(2);
    }

    /** The money is promised instead of paid, for longer than the charge is away. */
    private void promise(long contract, LocalDate until) {
        transactions.executeWithoutResult(_ -> db.insertInto(PROMISED_PAYMENT)
                .set(PROMISED_PAYMENT.CONTRACT_ID, contract)
                .set(PROMISED_PAYMENT.AMOUNT, Money.ofRubles(450))
                .set(PROMISED_PAYMENT.GIVEN_AT, clock.instant())
                .set(PROMISED_PAYMENT.GIVEN_ON, until.minusDays(5))
                .set(PROMISED_PAYMENT.UNTIL_ON, until)
                .set(PROMISED_PAYMENT.GIVEN_BY, "tests")
                .execute());
    }

    @Test
    void knowsWhoWasWarnedOfTheDebt() {
        var contract = activeWithMail();
        silence();
        transactions.executeWithoutResult(
                _ -> Actor.job("tests").run(() -> contracts.block(List.of(contract), BlockReason.DEBT)));
        var before = clock.instant();
        assertThat(rows.wasWarnedOfDebt(contract, before.plusSeconds(60))).isFalse();
        sender(24).send();
        assertThat(rows.wasWarnedOfDebt(contract, before.plusSeconds(60))).isTrue();
        assertThat(rows.wasWarnedOfDebt(contract, before)).isFalse();
    }

    /** The same that the card names; a promise that stands is credit. */
    @Test
    void namesWhatLiftsTheDebt() {
        var contract = activeWithMail();
        var today = LocalDate.ofInstant(clock.instant(), crm.zone());
        transactions.executeWithoutResult(_ -> db.insertInto(PROMISED_PAYMENT)
                .set(PROMISED_PAYMENT.CONTRACT_ID, contract)
                .set(PROMISED_PAYMENT.AMOUNT, Money.ofRubles(150))
                .set(PROMISED_PAYMENT.GIVEN_AT, clock.instant())
                .set(PROMISED_PAYMENT.GIVEN_ON, today)
                .set(PROMISED_PAYMENT.UNTIL_ON, today.plusDays(3))
                .set(PROMISED_PAYMENT.GIVEN_BY, "tests")
                .execute());
        Actor.job("tests").run(() -> contracts.block(contract, null, BlockReason.ADMINISTRATIVE, null, null));
        var balance = db.fetchValue(CONTRACT.BALANCE, CONTRACT.ID.eq(contract));
        var charged = http.api(
                "POST",
                "/api/v1/contracts/" + contract + "/adjustments/",
                http.token("supervisor"),
                Map.of("amount", balance.plus(Money.ofRubles(151)).negated().wire(), "reason", "Роуминг"));
        assertThat(charged.status()).as(charged.body()).isEqualTo(201);

        assertThat(of(contract, NotificationEvent.DEBT_BLOCKED))
                .extracting(Notification::text)
                .isNotEmpty()
                .allSatisfy(text -> assertThat(text).containsPattern("несите 1,00.₽"));
    }

    @Test
    void forgetsWhatIsOldButForTheNoticeOfADebtThatStands() {
        var contract = activeWithMail();
        silence();
        pay(contract, "150.00");
        sender(24).send();
        var debtor = samples.draft();
        db.update(TARIFF)
                .set(TARIFF.FEE, Money.ofRubles(590))
                .where(TARIFF.ID.eq(select(CONTRACT.TARIFF_ID).from(CONTRACT).where(CONTRACT.ID.eq(debtor))))
                .execute();
        Actor.job("tests").run(() -> contracts.activate(debtor, null));
        sender(24).send();
        assertThat(of(debtor, NotificationEvent.DEBT_BLOCKED)).isNotEmpty();

        clock.forward(Duration.ofDays(399));
        forgetting.forget();
        assertThat(of(contract, NotificationEvent.PAYMENT_RECEIVED)).isNotEmpty();
        clock.forward(Duration.ofDays(2));
        forgetting.forget();

        assertThat(of(contract, NotificationEvent.PAYMENT_RECEIVED)).isEmpty();
        assertThat(of(debtor, NotificationEvent.DEBT_BLOCKED)).isNotEmpty();
        assertThat(of(debtor, NotificationEvent.ACTIVATED)).isEmpty();
        assertThat(db.fetchCount(
                        NOTIFICATION,
                        NOTIFICATION
                                .CREATED_AT
                                .lt(clock.instant().minus(Duration.ofDays(400)))
                                .and(NOTIFICATION.STATE.ne(NotificationState.QUEUED))
                                .and(NOTIFICATION.EVENT.ne(NotificationEvent.DEBT_BLOCKED))))
                .isZero();
    }

    private long activeWithMail() {
        var customer = samples.customer();
        transactions.executeWithoutResult(_ -> db.update(CUSTOMER)
                .set(CUSTOMER.EMAIL, new Email(Keys.random(6).toLowerCase(Locale.ROOT) + "@example.org"))
                .where(CUSTOMER.ID.eq(customer))
                .execute());
        var contract = samples.draft(customer);
        pay(contract, "5000.00");
        Actor.job("tests").run(() -> contracts.activate(contract, null));
        return contract;
    }

    /** Pays, and has it worded. */
    private void pay(long contract, String amount) {
        take(contract, amount);
        outbox.word();
    }

    private void take(long contract, String amount) {
        var answer = http.api(
                "POST",
                "/api/payments/",
                http.token("supervisor"),
                Map.of("contract", contract, "amount", amount, "method", "cash"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    private int noted(long contract) {
        return db.fetchCount(NOTIFICATION_OUTBOX, NOTIFICATION_OUTBOX.CONTRACT_ID.eq(contract));
    }

    private long template(NotificationEvent event, Channel channel, String language) {
        return db.select(NOTIFICATION_TEMPLATE.ID)
                .from(NOTIFICATION_TEMPLATE)
                .where(
                        NOTIFICATION_TEMPLATE.EVENT.eq(event),
                        NOTIFICATION_TEMPLATE.CHANNEL.eq(channel),
                        NOTIFICATION_TEMPLATE.LANGUAGE.eq(language))
                .fetchSingle()
                .value1();
    }

    private void wording(NotificationEvent event, String language, String text) {
        var id = template(event, Channel.SMS, language);
        var path = "/api/notification-templates/" + id + "/";
        assertThat(http.api("PATCH", path, supervisor, Map.of("text", text.strip()))
                        .status())
                .isEqualTo(200);
    }

    private String said() {
        var text = new StringBuilder();
        centre.got.forEach(part -> text.append(part.text()));
        return text.toString();
    }

    private List<Notification> ofCustomer(long customer) {
        return list(NotificationRepository.Filter.ofCustomer(customer));
    }

    private List<Notification> of(long contract, NotificationEvent event) {
        return list(new NotificationRepository.Filter(event, null, null, null, contract, null));
    }

    private List<Notification> list(NotificationRepository.Filter filter) {
        return rows.list(filter, List.of(), 100, 0, rows.count(filter));
    }

    /** Of the last time that it happened. */
    private List<NotificationState> states(long contract, NotificationEvent event) {
        var all = of(contract, event);
        return all.stream()
                .filter(message -> message.cause().equals(all.getFirst().cause()))
                .map(Notification::state)
                .toList();
    }

    private Notification sms(long contract, NotificationEvent event) {
        return of(contract, event).stream()
                .filter(message -> message.channel() == Channel.SMS)
                .findFirst()
                .orElseThrow();
    }

    private NotificationState smsState(long contract) {
        return sms(contract, NotificationEvent.PAYMENT_RECEIVED).state();
    }

    private long smsId(long contract) {
        return sms(contract, NotificationEvent.PAYMENT_RECEIVED).id();
    }

    private String recipient(long contract, NotificationEvent event) {
        return sms(contract, event).recipient();
    }

    private long customerOf(long contract) {
        return db.select(CONTRACT.CUSTOMER_ID)
                .from(CONTRACT)
                .where(CONTRACT.ID.eq(contract))
                .fetchSingle()
                .value1();
    }

    private String contact(long contract) {
        return db.select(CUSTOMER.PHONE)
                .from(CUSTOMER)
                .where(CUSTOMER.ID.eq(customerOf(contract)))
                .fetchSingle()
                .value1()
                .value();
    }

    private String msisdn(long contract) {
        return db.select(SIM.MSISDN)
                .from(SIM)
                .where(SIM.CONTRACT_ID.eq(contract))
                .fetchSingle()
                .value1()
                .value();
    }

    /** To that hour in the operator's zone, forward. */
    private void turnTo(int hour) {
        var now = clock.instant().atZone(crm.zone());
        var then = now.toLocalDate().atTime(hour, 5).atZone(crm.zone());
        clock.forward(Duration.between(now, then.isBefore(now) ? then.plusDays(1) : then));
    }

    /** @param quietFrom the hour; 24 for no quiet hours at all */
    private Sender sender(int quietFrom) {
        var mail = new NotificationSettings.Mail(
                "127.0.0.1", mailPort, null, null, "crm@example.org", "none", Duration.ofSeconds(5));
        var sms = centreAt(centre.port(), Duration.ofSeconds(5));
        if (smpp != null) {
            smpp.close();
        }
        var open = new Smpp(sms, receipts, NO_TIME);
        smpp = open;
        return sender(settings(quietFrom, mail, sms), new Mailer(mail, crm.brand()), open);
    }

    private static NotificationSettings.Sms centreAt(int port, Duration timeout) {
        return new NotificationSettings.Sms("127.0.0.1", port, "crm", "secret", "", "CRM", false, timeout);
    }

    private Sender sender(Carrier... carriers) {
        return sender(settings(24, NO_MAIL, NO_CENTRE), carriers);
    }

    private Sender sender(NotificationSettings settings, Carrier... carriers) {
        return new Sender(
                outbox,
                rows,
                List.of(carriers),
                receipts,
                new QuietHours(settings, crm),
                settings,
                transactions,
                clock);
    }

    private static NotificationSettings settings(
            int quietFrom, NotificationSettings.Mail mail, NotificationSettings.Sms sms) {
        var none = quietFrom == 24;
        return new NotificationSettings(
                none ? LocalTime.MIDNIGHT : LocalTime.of(quietFrom, 0),
                none ? LocalTime.MIDNIGHT : LocalTime.of(8, 0),
                Duration.ofSeconds(5),
                3,
                400,
                mail,
                sms);
    }

    private static void until(BooleanSupplier there) throws InterruptedException {
        for (var turn = 0; turn < 50 && !there.getAsBoolean(); turn++) {
            Thread.sleep(100);
        }
        assertThat(there.getAsBoolean()).isTrue();
    }
}
