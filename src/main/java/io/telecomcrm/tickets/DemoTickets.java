package io.telecomcrm.tickets;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tickets that might have been written: the same for the same seed and day, each made on its own. Most are closed; the
 * last ones are being worked on.
 */
final class DemoTickets {

    private static final Duration HISTORY = Duration.ofDays(365);
    private static final Duration OPEN_DAYS = Duration.ofDays(4);
    private static final int WITH_CONTRACT_PERCENT = 80;

    private final long seed;
    private final long count;
    private final long open;
    private final Instant now;
    private final TicketSettings settings;
    private final List<Long> staff;

    /** @param staff who works on tickets; empty where nobody does yet */
    DemoTickets(long seed, long count, Instant now, TicketSettings settings, List<Long> staff) {
        this.seed = seed;
        this.count = count;
        // a desk has only so much on its hands, however many customers there are
        this.open = Math.min(count / 4, 30 + count / 100);
        this.now = now;
        this.settings = settings;
        this.staff = staff;
    }

    /**
     * A ticket and what was said on it.
     *
     * @param customer which of the customers, counted from 0
     * @param aboutContract whether it is about one of their contracts, if they have any
     */
    record Story(
            long customer,
            boolean aboutContract,
            String subject,
            String description,
            TicketPriority priority,
            TicketStatus status,
            @Nullable Long assignee,
            Instant createdAt,
            TicketClock clock,
            @Nullable Instant resolvedAt,
            @Nullable Instant closedAt,
            List<Word> words) {

        /** When the last of it happened. */
        Instant lastAt() {
            return Stream.concat(
                            Stream.of(createdAt, clock.respondedAt(), clock.waitingSince(), resolvedAt, closedAt),
                            words.stream().map(Word::at))
                    .filter(Objects::nonNull)
                    .max(Comparator.naturalOrder())
                    .orElse(createdAt);
        }
    }

    /** A comment. */
    record Word(String text, boolean isInternal, Instant at) {}

    Story get(long index, long customers) {
        var random = new SplittableRandom(seed * 31 + index * 0x9E3779B97F4A7C15L);
        var topic = DemoTopics.any(random);
        var priority = priority(random, topic);
        var created = createdAt(index, random);
        var isOpen = index >= count - open;
        var responded = created.plusSeconds(
                120 + random.nextLong(settings.response(priority).toSeconds() * 9 / 10));
        var assignee =
                staff.isEmpty() || isOpen && random.nextInt(3) == 0 ? null : staff.get(random.nextInt(staff.size()));
        var status = isOpen ? openStatus(random, assignee) : TicketStatus.CLOSED;
        var answered = status != TicketStatus.NEW && responded.isBefore(now);
        var clock = TicketClock.started(priority, created, settings);
        var words = new ArrayList<Word>();
        if (answered) {
            clock = clock.responded(responded);
            words.add(new Word(topic.answer(random), false, responded));
            if (random.nextInt(3) == 0) {
                words.add(new Word(topic.note(random), true, responded.plusSeconds(60 + random.nextInt(1800))));
            }
        }
        Instant resolved = null;
        Instant closed = null;
        if (status == TicketStatus.WAITING) {
            clock = clock.paused(earliest(responded.plusSeconds(900), now));
        }
        if (status == TicketStatus.RESOLVED || status == TicketStatus.CLOSED) {
            var most = settings.resolution(priority).toSeconds();
            resolved =
                    responded.plusSeconds(600 + random.nextLong(random.nextInt(12) == 0 ? most * 3 / 2 : most * 3 / 4));
            if (status == TicketStatus.RESOLVED) {
                resolved = earliest(resolved, now.minusSeconds(600));
            }
            words.add(new Word(topic.solution(random), false, resolved));
            closed = status == TicketStatus.CLOSED ? resolved.plus(Duration.ofHours(settings.closeAfterHours())) : null;
        }
        words.removeIf(word -> word.at().isAfter(now));
        return new Story(
                random.nextLong(customers),
                random.nextInt(100) < WITH_CONTRACT_PERCENT,
                topic.subject(),
                topic.description(random),
                priority,
                status,
                assignee,
                created,
                clock,
                resolved,
                closed,
                words);
    }

    /** Closed ones spread over a year up to a fortnight ago, open ones over the last days, later ones later. */
    private Instant createdAt(long index, SplittableRandom random) {
        var closed = count - open;
        var ago = index < closed
                ? Duration.ofDays(14).plusSeconds(HISTORY.toSeconds() * (closed - index) / closed)
                : Duration.ofMinutes(5).plusSeconds(OPEN_DAYS.toSeconds() * (count - index) / open);
        return now.minus(ago).minusMillis(random.nextInt(60_000));
    }

    private static TicketStatus openStatus(SplittableRandom random, @Nullable Long assignee) {
        if (assignee == null) {
            return random.nextInt(5) == 0 ? TicketStatus.IN_PROGRESS : TicketStatus.NEW;
        }
        var percent = random.nextInt(100);
        if (percent < 45) {
            return TicketStatus.IN_PROGRESS;
        }
        return percent < 70 ? TicketStatus.WAITING : TicketStatus.RESOLVED;
    }

    private static TicketPriority priority(SplittableRandom random, DemoTopics topic) {
        var percent = random.nextInt(100);
        if (topic.isUrgent()) {
            return percent < 50 ? TicketPriority.URGENT : TicketPriority.HIGH;
        }
        if (percent < 20) {
            return TicketPriority.LOW;
        }
        return percent < 85 ? TicketPriority.NORMAL : TicketPriority.HIGH;
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
