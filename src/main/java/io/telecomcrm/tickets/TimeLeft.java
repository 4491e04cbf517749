package io.telecomcrm.tickets;

import io.telecomcrm.web.Page;
import java.time.Duration;
import java.time.Instant;

/**
 * How much time there is for a ticket, in words.
 *
 * @param css of the text; empty for ordinary times
 */
public record TimeLeft(String text, String css) {

    private static final Duration SOON = Duration.ofHours(1);
    private static final int DAYS_FROM_HOURS = 48;
    private static final int HOURS_ALONE_FROM = 10;

    public static TimeLeft of(Page page, Ticket ticket, Instant now) {
        if (!ticket.status().isOpen()) {
            return new TimeLeft("", "");
        }
        var from = ticket.overdueFrom();
        if (from == null) {
            return new TimeLeft(page.t("tickets.clock-stands"), "muted");
        }
        if (!now.isBefore(from)) {
            return new TimeLeft(page.t("tickets.overdue-by", words(page, Duration.between(from, now))), "bad");
        }
        var left = Duration.between(now, from);
        var key = ticket.isResponseNext() ? "tickets.answer-in" : "tickets.solve-in";
        return new TimeLeft(page.t(key, words(page, left)), left.compareTo(SOON) < 0 ? "text-warn" : "");
    }

    /** {@code 3 дня}, {@code 18 ч}, {@code 5 ч 20 мин}, {@code 40 мин}: as exact as someone can act on. */
    private static String words(Page page, Duration time) {
        if (time.toHours() >= DAYS_FROM_HOURS) {
            return page.t("tickets.days", time.toDays());
        }
        if (time.toHours() >= HOURS_ALONE_FROM) {
            return page.t("tickets.hours-alone", time.toHours());
        }
        return time.toHours() > 0
                ? page.t("tickets.hours", time.toHours(), time.toMinutesPart())
                : page.t("tickets.minutes", time.toMinutes());
    }
}
