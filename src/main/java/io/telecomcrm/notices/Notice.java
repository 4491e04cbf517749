package io.telecomcrm.notices;

import io.telecomcrm.contracts.BlockReason;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.presence.Present;
import io.telecomcrm.web.Page;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something one of the staff is told, as it is read: what it says is taken from the thing itself, as that is now.
 *
 * @param detail what exactly, by its code
 * @param causedBy the full name of whoever did it; null of jobs
 */
public record Notice(
        long id,
        NoticeKind kind,
        NoticeSubject subject,
        long objectId,
        @Nullable String detail,
        @Nullable Long causedById,
        @Nullable String causedBy,
        Instant createdAt,
        @Nullable Instant readAt,
        @Nullable Ticket ticket,
        @Nullable Account account,
        @Nullable Run run,
        @Nullable Review review) {

    static final String ANSWERED = "answered";
    static final String NOTED = "noted";
    static final String PARKED = "parked";

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.uuuu");

    /** A ticket, where it is about one. */
    record Ticket(String number, String subject) {}

    /** A contract, where it is about one or a payment to it; the amount is the payment's. */
    record Account(String number, String customer, @Nullable Money amount) {}

    /** A run of charges. */
    record Run(LocalDate day, long charged, long errors) {}

    /** A case of the review list. */
    record Review(String reason, @Nullable Money amount) {}

    public boolean isUnread() {
        return readAt == null;
    }

    public String path() {
        return subject.path(objectId);
    }

    /** In one sentence. */
    public Text text() {
        if (ticket != null) {
            return switch (kind) {
                case TICKET_ASSIGNED, TICKET_OVERDUE -> new Text("notices.text-" + kind.code(), ticket.number());
                default ->
                    ANSWERED.equals(detail) || NOTED.equals(detail)
                            ? new Text("notices.text-" + detail, ticket.number())
                            : new Text("notices.text-moved", ticket.number(), new Text("tickets.status-" + detail));
            };
        }
        if (account != null && account.amount() != null) {
            return new Text("notices.text-payment_received", account.amount().display(), account.number());
        }
        if (account != null && detail != null) {
            return new Text(
                    "notices.text-" + kind.code(),
                    account.number(),
                    BlockReason.of(detail).text());
        }
        if (run != null) {
            return PARKED.equals(detail)
                    ? new Text("notices.text-parked", DAY.format(run.day()), run.errors())
                    : new Text("notices.text-charge_" + detail, DAY.format(run.day()), run.charged());
        }
        if (review != null) {
            return review.amount() == null
                    ? new Text("notices.text-review")
                    : new Text("notices.text-gateway_review", review.amount().display());
        }
        return new Text("notices.text-gone");
    }

    /** What helps to know which: the subject of a ticket, the customer, who did it. */
    public List<String> facts(Page page) {
        var facts = new ArrayList<String>();
        if (ticket != null) {
            facts.add(ticket.subject());
        }
        if (account != null && page.may("customers.view")) {
            facts.add(account.customer());
        }
        if (review != null) {
            facts.add(page.t("gateway.reason-" + review.reason()));
        }
        if (causedBy != null) {
            facts.add(new Present(causedBy, 0).shortName());
        }
        return facts;
    }
}
