package io.telecomcrm.notifications;

import io.telecomcrm.contracts.BlockReason;
import io.telecomcrm.kernel.Cut;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Phone;
import io.telecomcrm.payments.Subscriptions;
import io.telecomcrm.web.CrmSettings;
import io.telecomcrm.web.Language;
import io.telecomcrm.web.Texts;
import io.telecomcrmdb.tables.records.NotificationRecord;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes what customers will be told, in the transaction of what happened; nobody is told the same twice. Of payments it
 * is written later, see {@link Outbox}.
 */
@Component
class Queue {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd.MM.uuuu");
    private static final int LONGEST_MAIL = 8000;

    private final NotificationRepository rows;
    private final LineRepository lines;
    private final TemplateRepository templates;
    private final QuietHours quiet;
    private final Texts texts;
    private final Subscriptions subscriptions;
    private final CrmSettings settings;
    private final Clock clock;

    Queue(
            NotificationRepository rows,
            LineRepository lines,
            TemplateRepository templates,
            QuietHours quiet,
            Texts texts,
            Subscriptions subscriptions,
            CrmSettings settings,
            Clock clock) {
        this.rows = rows;
        this.lines = lines;
        this.templates = templates;
        this.quiet = quiet;
        this.texts = texts;
        this.subscriptions = subscriptions;
        this.settings = settings;
        this.clock = clock;
    }

    /** Once it is known whom it is to be told, see {@link Outbox}. */
    void payment(LineRepository.Paid paid) {
        add(paid.event(), List.of(paid.line()), paid.at(), _ -> Map.of());
    }

    void activated(long contract) {
        var told = lines.inService(contract).stream()
                .map(line -> line.of("contract:" + contract, null, null, null))
                .toList();
        add(NotificationEvent.ACTIVATED, told, _ -> Map.of());
    }

    void blocked(Collection<Long> contracts, BlockReason reason) {
        var told = lines.blocked(contracts, reason);
        if (reason == BlockReason.DEBT) {
            inDebt(told);
        } else {
            add(NotificationEvent.BLOCKED, told, language -> Map.of("reason", texts.get(language, reason.text())));
        }
    }

    private void inDebt(List<Line> told) {
        var ids = told.stream().map(Line::contractId).filter(Objects::nonNull).toList();
        var due = subscriptions.toUnblock(ids, LocalDate.ofInstant(clock.instant(), settings.zone()));
        add(
                NotificationEvent.DEBT_BLOCKED,
                told.stream()
                        .map(line -> line.of(line.cause(), null, due.get(line.contractId()), null))
                        .toList(),
                _ -> Map.of());
    }

    /** Those that are in service again, for of several blocks the last one counts. */
    void unblocked(Collection<Long> contracts, BlockReason reason) {
        add(NotificationEvent.UNBLOCKED, lines.unblocked(contracts, reason), _ -> Map.of());
    }

    void remind(List<Line> told) {
        add(NotificationEvent.CHARGE_REMINDER, told, _ -> Map.of());
    }

    /** The last word on a ticket, if it was to the customer and by us. */
    void answered(long ticket) {
        var answer = lines.answer(ticket);
        if (answer != null) {
            add(
                    NotificationEvent.TICKET_ANSWERED,
                    List.of(answer.line()),
                    _ -> Map.of("ticket", answer.ticket(), "subject", answer.subject(), "answer", answer.text()));
        }
    }

    private void add(NotificationEvent event, List<Line> told, Function<Language, Map<String, String>> more) {
        add(event, told, clock.instant(), more);
    }

    private void add(
            NotificationEvent event, List<Line> told, Instant now, Function<Language, Map<String, String>> more) {
        if (told.isEmpty()) {
            return;
        }
        var wordings = templates.active(event);
        var from = quiet.earliest(event, now);
        for (var line : told) {
            for (var wording : wordings) {
                var recipient = wording.channel() == Channel.EMAIL ? line.email() : line.phone();
                if (wording.language() == line.language() && recipient != null) {
                    var values = values(line);
                    values.putAll(more.apply(line.language()));
                    rows.add(message(wording, line, recipient, values, now, from));
                }
            }
        }
    }

    private static NotificationRecord message(
            Template wording, Line line, String recipient, Map<String, String> values, Instant now, Instant from) {
        var message = new NotificationRecord();
        message.setEvent(wording.event());
        message.setCause(line.cause());
        message.setChannel(wording.channel());
        message.setCustomerId(line.customerId());
        message.setContractId(line.contractId());
        message.setRecipient(recipient);
        message.setLanguage(wording.language().code());
        message.setSubject(wording.filledSubject(values));
        message.setText(Cut.to(
                wording.channel() == Channel.EMAIL ? LONGEST_MAIL : Template.LONGEST_SMS, wording.filledText(values)));
        message.setState(NotificationState.QUEUED);
        message.setAttempts(0);
        message.setNextAt(from);
        message.setCreatedAt(now);
        return message;
    }

    private Map<String, String> values(Line line) {
        var values = new HashMap<String, String>();
        values.put("customer", line.customer());
        values.put("contract", line.number());
        values.put("phone", new Phone(line.msisdn()).display());
        values.put("tariff", line.tariff());
        values.put("balance", money(line.language(), line.balance()));
        values.put("due", money(line.language(), line.missing()));
        values.put("amount", money(line.language(), line.amount()));
        values.put("date", date(line.date()));
        values.put("brand", settings.brand());
        return values;
    }

    /** What the sign of the rouble would cost in English: it is not in the alphabet of short messages. */
    private static String money(Language language, @Nullable Money amount) {
        if (amount == null) {
            return "";
        }
        return language == Language.RU ? amount.display() : amount.wire() + " RUB";
    }

    private static String date(@Nullable LocalDate date) {
        return date == null ? "" : DATE.format(date);
    }

    /** What an event's text would look like, with an example for each name. */
    Map<String, String> examples(Language language) {
        var example = new Line(
                "",
                0,
                null,
                language == Language.RU ? "Иванова Мария Петровна" : "Mary Ivanova",
                language,
                null,
                "+79161234567",
                "+79161234567",
                "1234567897",
                language == Language.RU ? "Всё включено" : "All in",
                new Money(12_050),
                new Money(46_950),
                new Money(59_000),
                LocalDate.ofInstant(clock.instant(), settings.zone()).plusDays(3));
        var values = values(example);
        values.put("reason", texts.get(language, BlockReason.VOLUNTARY.text()));
        values.put("ticket", "T-000123");
        values.put("subject", language == Language.RU ? "Нет интернета" : "No Internet");
        values.put(
                "answer",
                language == Language.RU
                        ? "Перезагрузите телефон, связь восстановлена."
                        : "Please restart your phone, service is back.");
        return values;
    }
}
