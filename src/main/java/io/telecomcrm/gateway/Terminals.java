package io.telecomcrm.gateway;

import io.telecomcrm.contracts.ContractStatus;
import io.telecomcrm.database.DatabaseAway;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.payments.PaymentDetails;
import io.telecomcrm.payments.PaymentMethod;
import io.telecomcrm.payments.Payments;
import io.telecomcrm.web.CrmSettings;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Payments at terminals, by the OSMP protocol: a terminal asks whether there is such an account ({@code check}), takes the
 * money and tells of it ({@code pay}) until it has an answer.
 */
@Component
class Terminals {

    static final String CODE = "osmp";
    static final String PATH = "/osmp";

    private static final Logger log = LoggerFactory.getLogger(Terminals.class);

    private static final Pattern TRANSACTION = Pattern.compile("[0-9]{1,20}");
    private static final Pattern SUM = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,2})?");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);

    private final Payments payments;
    private final GatewayRepository rows;
    private final GatewaySettings.Osmp settings;
    private final ZoneId zone;
    private final Clock clock;

    Terminals(Payments payments, GatewayRepository rows, GatewaySettings settings, CrmSettings crm, Clock clock) {
        this.payments = payments;
        this.rows = rows;
        this.settings = settings.osmp();
        this.zone = crm.zone();
        this.clock = clock;
    }

    /** What the protocol can answer. */
    enum Result {
        OK(0),
        TRY_LATER(1),
        BAD_ACCOUNT(4),
        NO_ACCOUNT(5),
        REFUSED(7),
        TECHNICAL(8),
        TERMINATED(79),
        TOO_SMALL(241),
        TOO_LARGE(242),
        OTHER(300);

        private final int code;

        Result(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    /**
     * @param payment the line of the ledger, which the terminal prints on its slip
     */
    record Reply(
            Result result,
            @Nullable String transaction,
            @Nullable Long payment,
            @Nullable Money sum) {}

    /** Answers whatever is asked; nothing that goes wrong here may look like an answer to the terminal. */
    Reply answer(Map<String, String> asked) {
        var transaction = asked.getOrDefault("txn_id", "");
        var known = TRANSACTION.matcher(transaction).matches() ? transaction : null;
        try {
            return Actor.job(CODE).call(() -> answer(asked, known));
        } catch (Wrong wrong) {
            return new Reply(wrong.result, known, null, null);
        } catch (NotFound gone) {
            return new Reply(Result.NO_ACCOUNT, known, null, null);
        } catch (Refusal refusal) {
            log.warn("A terminal's payment {} was refused: {}", known, refusal.code());
            return new Reply(Result.REFUSED, known, null, null);
        } catch (Exception e) {
            // any answer but "later" the terminal would take for the last
            if (DatabaseAway.isCauseOf(e)) {
                log.warn("A terminal has to try later", e);
                return new Reply(Result.TRY_LATER, known, null, null);
            }
            log.error("A terminal's request failed", e);
            return new Reply(Result.TECHNICAL, known, null, null);
        }
    }

    private Reply answer(Map<String, String> asked, @Nullable String transaction) {
        var command = asked.getOrDefault("command", "");
        if (transaction == null || !command.equals("check") && !command.equals("pay")) {
            throw new Wrong(Result.OTHER);
        }
        var sum = sum(asked.getOrDefault("sum", ""));
        var isPay = command.equals("pay");
        var paidAt = isPay ? date(asked.getOrDefault("txn_date", "")) : clock.instant();
        var typed = asked.getOrDefault("account", "");
        if (isPay) {
            var before = rows.booked(CODE, transaction);
            if (before.isPresent()) {
                return again(before.get(), typed, sum, transaction);
            }
        }
        var found = account(typed);
        if (found.status() == ContractStatus.TERMINATED && !found.balance().isNegative()) {
            throw new Wrong(Result.TERMINATED);
        }
        if (sum.compareTo(Money.ofRubles(settings.least())) < 0) {
            throw new Wrong(Result.TOO_SMALL);
        }
        if (sum.compareTo(Money.ofRubles(settings.most())) > 0) {
            throw new Wrong(Result.TOO_LARGE);
        }
        return isPay ? pay(found, typed, sum, transaction, paidAt) : new Reply(Result.OK, transaction, null, sum);
    }

    /** Told once more it is the same payment, whatever became of the account since; told otherwise it is a mistake. */
    private Reply again(GatewayRepository.Booked before, String typed, Money sum, String transaction) {
        return before.amount().equals(sum) && isSameAccount(before, typed)
                ? new Reply(Result.OK, transaction, before.id(), sum)
                : new Reply(Result.OTHER, transaction, null, sum);
    }

    /** A number goes from hand to hand, so what was typed counts for more than whose it is today. */
    private boolean isSameAccount(GatewayRepository.Booked before, String typed) {
        try {
            return typed.equals(before.description()) || account(typed).id() == before.contractId();
        } catch (Wrong none) {
            return false;
        }
    }

    private Reply pay(GatewayRepository.Account account, String typed, Money sum, String transaction, Instant paidAt) {
        var details = new PaymentDetails(account.id(), sum, PaymentMethod.TERMINAL, transaction, typed);
        try {
            var line = payments.accept(details, CODE, paidAt).payment();
            return new Reply(Result.OK, transaction, line.id(), sum);
        } catch (Refusal otherwise) {
            // the same transaction at the same moment, with something else in it
            throw new Wrong(otherwise.code().equals("payment_transaction_known") ? Result.OTHER : Result.REFUSED);
        }
    }

    private GatewayRepository.Account account(String typed) {
        try {
            return rows.account(typed).orElseThrow(() -> new Wrong(Result.NO_ACCOUNT));
        } catch (Malformed malformed) {
            throw new Wrong(Result.BAD_ACCOUNT);
        }
    }

    private static Money sum(String text) {
        if (!SUM.matcher(text).matches()) {
            throw new Wrong(Result.OTHER);
        }
        return Money.parse(text);
    }

    private Instant date(String text) {
        try {
            return PaidAt.of(LocalDateTime.parse(text, DATE).atZone(zone).toInstant(), clock.instant());
        } catch (DateTimeException e) {
            throw new Wrong(Result.OTHER);
        }
    }

    /** A request that gets an answer other than yes. */
    private static final class Wrong extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Result result;

        Wrong(Result result) {
            super(result.name(), null, false, false);
            this.result = result;
        }
    }
}
