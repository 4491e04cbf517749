package io.telecomcrm.gateway;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.payments.PaymentDetails;
import io.telecomcrm.payments.PaymentMethod;
import io.telecomcrm.payments.PaymentStatus;
import io.telecomcrm.payments.Payments;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * What providers tell us: written down as it came, answered, and only then looked at. A message is looked at until
 * something came of it, and looking at it twice changes nothing.
 */
@Service
class Events {

    private static final Logger log = LoggerFactory.getLogger(Events.class);

    /** Longer than anybody takes to tell the same again. */
    private static final Duration LOOKED_AT = Duration.ofHours(24);

    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);
    private static final int AT_ONCE = 200;

    /** Longer than anybody may dispute a payment. */
    private static final Duration KEPT = Duration.ofDays(400);

    private final EventRepository rows;
    private final GatewayRepository operations;
    private final Provider provider;
    private final Gateway gateway;
    private final Payments payments;
    private final Reviews reviews;
    private final TransactionTemplate transactions;
    private final JsonMapper json;
    private final Clock clock;

    /** How often somebody rang since the one who looks began to. */
    private final AtomicInteger rung = new AtomicInteger();

    Events(
            EventRepository rows,
            GatewayRepository operations,
            Provider provider,
            Gateway gateway,
            Payments payments,
            Reviews reviews,
            TransactionTemplate transactions,
            JsonMapper json,
            Clock clock) {
        this.rows = rows;
        this.operations = operations;
        this.provider = provider;
        this.gateway = gateway;
        this.payments = payments;
        this.reviews = reviews;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
    }

    @Transactional
    public void store(String sender, String address, byte[] body) {
        rows.add(sender, address, body, clock.instant());
    }

    /** Has the messages looked at now and not at the job's next turn; one looks, however many ring. */
    void ring() {
        if (rung.getAndIncrement() == 0) {
            Thread.startVirtualThread(() -> {
                int heard;
                do {
                    heard = rung.get();
                    try {
                        process();
                    } catch (RuntimeException e) {
                        log.warn("The messages of providers wait for the job", e);
                    }
                } while (!rung.compareAndSet(heard, 0));
            });
        }
    }

    /**
     * Looks at all whose turn it is, first at what is believed without asking anybody. A provider is asked once about what
     * many messages tell.
     */
    void process() {
        var answers = new HashMap<Provider.Hint, Answer>();
        for (var event : rows.due(provider.code(), clock.instant(), AT_ONCE)) {
            try {
                Actor.job(event.provider()).run(() -> process(event, answers));
            } catch (RuntimeException e) {
                log.error("Message {} of {} has to wait", event.id(), event.provider(), e);
                if (isOld(event)) {
                    close(
                            event,
                            new Gateway.Told(
                                    EventState.FAILED, null, e.getClass().getSimpleName()));
                }
            }
            if (answers.values().stream().anyMatch(Answer.Unknown.class::isInstance)) {
                // the next might take as long: they wait, and another one is the first to be asked next time
                return;
            }
        }
    }

    /** Messages name people, and are kept no longer than they are needed. */
    void removeOld() {
        transactions.executeWithoutResult(_ -> rows.removeBefore(clock.instant().minus(KEPT)));
    }

    private void process(GatewayEvent event, Map<Provider.Hint, Answer> answers) {
        var now = clock.instant();
        var doubled = SHORTEST_WAIT.multipliedBy(1L << Math.min(event.attempts(), 10));
        var next = now.plus(doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT);
        if (!Boolean.TRUE.equals(transactions.execute(_ -> rows.claim(event, now, next)))) {
            return;
        }
        var body = rows.body(event.id());
        var told = event.provider().equals(provider.code()) ? hinted(event, body, answers) : noticed(event, body);
        if (told != null) {
            close(event, told);
        }
    }

    private void close(GatewayEvent event, Gateway.Told told) {
        transactions.executeWithoutResult(_ -> rows.close(event.id(), told, clock.instant()));
    }

    private Gateway.@Nullable Told hinted(GatewayEvent event, byte[] body, Map<Provider.Hint, Answer> answers) {
        var hint = provider.hint(body);
        if (hint == null) {
            return new Gateway.Told(EventState.IGNORED, null, "unreadable");
        }
        transactions.executeWithoutResult(_ -> rows.describe(event.id(), hint.type(), hint.id()));
        var answer = answers.computeIfAbsent(
                new Provider.Hint("", hint.id(), hint.isRefund()),
                it -> it.isRefund() ? provider.refund(it.id()) : provider.payment(it.id()));
        return switch (answer) {
            case Answer.Known(var remote) -> {
                var told = gateway.told(remote);
                yield told == null && isOld(event)
                        ? gateway.unplaced(remote)
                        : orLater(event, told, "waits for an answer to us");
            }
            case Answer.Refused(var why) -> new Gateway.Told(EventState.IGNORED, null, why);
            case Answer.Unknown(var why) ->
                isOld(event) && !isOurs(hint) ? unasked(event, hint, why) : orLater(event, null, why);
        };
    }

    /** Whether it is asked about without messages too, or is booked. */
    private boolean isOurs(Provider.Hint hint) {
        return operations.find(provider.code(), hint.id()).isPresent()
                || operations.booked(provider.code(), hint.id()).isPresent();
    }

    /** There may be money in it, and nobody else will ask. */
    private Gateway.Told unasked(GatewayEvent event, Provider.Hint hint, String why) {
        var reason = hint.isRefund() ? ReviewReason.REFUND : ReviewReason.UNKNOWN;
        transactions.executeWithoutResult(_ -> reviews.open(reason, event.provider(), hint.id(), why));
        return new Gateway.Told(EventState.REVIEW, null, reason.code());
    }

    /** Null, for another look later, unless it was looked at long enough. */
    private Gateway.@Nullable Told orLater(GatewayEvent event, Gateway.@Nullable Told told, String why) {
        if (told != null) {
            return told;
        }
        if (isOld(event)) {
            return new Gateway.Told(EventState.FAILED, null, why);
        }
        transactions.executeWithoutResult(_ -> rows.note(event.id(), why));
        return null;
    }

    private Gateway.@Nullable Told noticed(GatewayEvent event, byte[] body) {
        Notice notice;
        try {
            notice = Notice.read(json, body);
        } catch (Malformed malformed) {
            return unreadable(event, body, malformed.text().code());
        } catch (IllegalArgumentException wrong) {
            return unreadable(event, body, Objects.requireNonNullElse(wrong.getMessage(), ""));
        }
        transactions.executeWithoutResult(_ -> rows.describe(event.id(), notice.type(), notice.transactionId()));
        return switch (notice.type()) {
            case Notice.SUCCEEDED -> paid(event, notice);
            case Notice.REFUNDED -> refunded(event, notice);
            default -> new Gateway.Told(EventState.IGNORED, null, null);
        };
    }

    /** There is or may be money in it, so a person has to find out how much and whose. */
    private Gateway.Told unreadable(GatewayEvent event, byte[] body, String why) {
        var gist = Notice.gist(json, body);
        if (!gist.isOfMoney()) {
            return new Gateway.Told(EventState.FAILED, null, why);
        }
        var reason = gist.isRefund() ? ReviewReason.REFUND : ReviewReason.UNKNOWN;
        var message = "message " + event.id();
        var transaction = Objects.requireNonNullElse(gist.transactionId(), message);
        // a payment is told of once, its refunds are as many as there are messages
        var name = gist.isRefund() ? Objects.requireNonNullElse(gist.refundId(), message) : transaction;
        transactions.executeWithoutResult(_ -> {
            rows.describe(event.id(), Objects.requireNonNullElse(gist.type(), "?"), transaction);
            reviews.open(reason, event.provider(), name, message + ": " + why);
        });
        return new Gateway.Told(EventState.REVIEW, null, reason.code());
    }

    private Gateway.Told paid(GatewayEvent event, Notice notice) {
        var sender = event.provider();
        var account = account(notice.account());
        var contract = account.map(GatewayRepository.Account::id).orElse(null);
        if (!notice.currency().equals("RUB")) {
            return review(ReviewReason.CURRENCY, sender, notice, contract, null, null);
        }
        var known = operations.booked(sender, notice.transactionId()).orElse(null);
        if (known != null && known.status() != PaymentStatus.PENDING && known.status() != PaymentStatus.DECLINED) {
            if (!known.amount().equals(notice.amount())) {
                return review(ReviewReason.AMOUNT, sender, notice, known.contractId(), known.id(), null);
            }
            // whose account it was may have changed since, a number goes from hand to hand
            return contract == null || contract == known.contractId()
                    ? new Gateway.Told(EventState.PROCESSED, known.id(), null)
                    : review(ReviewReason.CONTRACT, sender, notice, contract, known.id(), null);
        }
        if (contract == null) {
            return review(ReviewReason.ACCOUNT, sender, notice, null, null, null);
        }
        var details = new PaymentDetails(contract, notice.amount(), PaymentMethod.ONLINE, notice.transactionId(), null);
        try {
            var line = payments.accept(details, sender, PaidAt.of(notice.paidAt(), event.receivedAt()))
                    .payment();
            return new Gateway.Told(EventState.PROCESSED, line.id(), null);
        } catch (Refusal refusal) {
            return review(ReviewReason.AMOUNT, sender, notice, contract, null, refusal.code());
        }
    }

    /** The payment may be told of after its refund, so that is waited for. */
    private Gateway.@Nullable Told refunded(GatewayEvent event, Notice notice) {
        var sender = event.provider();
        if (!notice.currency().equals("RUB")) {
            return review(ReviewReason.REFUND, sender, notice, null, null, notice.currency());
        }
        var paid = operations.booked(sender, notice.transactionId());
        if (paid.isEmpty()) {
            return isOld(event)
                    ? review(ReviewReason.REFUND, sender, notice, null, null, notice.transactionId())
                    : orLater(event, null, "waits for its payment");
        }
        try {
            var line = payments.acceptRefund(
                            paid.get().id(),
                            notice.amount(),
                            notice.refundId(),
                            sender,
                            PaidAt.of(notice.paidAt(), event.receivedAt()))
                    .payment();
            return new Gateway.Told(EventState.PROCESSED, line.id(), null);
        } catch (Refusal refusal) {
            var line = paid.get();
            return review(ReviewReason.REFUND, sender, notice, line.contractId(), line.id(), refusal.code());
        }
    }

    private Gateway.Told review(
            ReviewReason reason,
            String sender,
            Notice notice,
            @Nullable Long contract,
            @Nullable Long line,
            @Nullable String details) {
        transactions.executeWithoutResult(_ -> reviews.open(reason, sender, notice, contract, line, details));
        return new Gateway.Told(EventState.REVIEW, line, reason.code());
    }

    private Optional<GatewayRepository.Account> account(@Nullable String typed) {
        try {
            return typed == null ? Optional.empty() : operations.account(typed);
        } catch (Malformed neither) {
            return Optional.empty();
        }
    }

    private boolean isOld(GatewayEvent event) {
        return !clock.instant().isBefore(event.receivedAt().plus(LOOKED_AT));
    }
}
