package io.telecomcrm.tickets;

import static io.telecomcrm.tickets.TicketStatus.CLOSED;
import static io.telecomcrm.tickets.TicketStatus.IN_PROGRESS;
import static io.telecomcrm.tickets.TicketStatus.NEW;
import static io.telecomcrm.tickets.TicketStatus.RESOLVED;
import static io.telecomcrm.tickets.TicketStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.telecomcrm.kernel.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of a ticket: where it may go, and when it is late. */
class TicketTest {

    static final TicketSettings SETTINGS = new TicketSettings(1, 8, 4, 24, 8, 72, 24, 120, 72, 72, 10);

    private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

    /** Wherever the table is silent, the move is refused. */
    private static final Map<TicketStatus, Set<TicketStatus>> MOVES = new EnumMap<>(Map.of(
            NEW, Set.of(IN_PROGRESS),
            IN_PROGRESS, Set.of(WAITING, RESOLVED),
            WAITING, Set.of(IN_PROGRESS, RESOLVED),
            RESOLVED, Set.of(IN_PROGRESS, CLOSED),
            CLOSED, Set.of()));

    @Test
    void goesOnlyWhereTheTableSays() {
        for (var from : TicketStatus.values()) {
            var ticket = in(from);
            var moves = MOVES.getOrDefault(from, Set.of());
            for (var to : TicketStatus.values()) {
                if (moves.contains(to)) {
                    assertThat(ticket.move(to, START.plusSeconds(60), SETTINGS).status())
                            .isEqualTo(to);
                } else {
                    var refused =
                            catchThrowableOfType(Refusal.class, () -> ticket.move(to, START.plusSeconds(60), SETTINGS));
                    assertThat(refused.code()).isEqualTo("ticket_move");
                    assertThat(refused.status()).isEqualTo(from.code());
                    assertThat(refused.allowed())
                            .containsExactlyInAnyOrderElementsOf(
                                    moves.stream().map(TicketStatus::code).toList());
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"URGENT, 1, 8", "HIGH, 4, 24", "NORMAL, 8, 72", "LOW, 24, 120"})
    void isDueByItsPriority(TicketPriority priority, int response, int resolution) {
        var clock = TicketClock.started(priority, START, SETTINGS);

        assertThat(clock.responseDueAt()).isEqualTo(hours(response));
        assertThat(clock.dueAt()).isEqualTo(hours(resolution));
    }

    @Test
    void anAnswerDuringAPauseIsInTimeIfThePauseIsTakenOff() {
        var clock = TicketClock.started(TicketPriority.URGENT, START, SETTINGS)
                .paused(hours(1).minusSeconds(60))
                .responded(hours(5))
                .running(hours(6));
        assertThat(clock.responseDueAt()).isEqualTo(hours(5).plusSeconds(60));
        assertThat(clock.dueAt()).isEqualTo(hours(13).plusSeconds(60));
    }

    @Test
    void isOverdueFromTheVeryMinuteOnUntilItIsAnsweredAndSolved() {
        var ticket = ticket(TicketPriority.URGENT).move(IN_PROGRESS, START, SETTINGS);
        assertThat(ticket.isOverdue(hours(1).minusMillis(1))).isFalse();
        assertThat(ticket.isOverdue(hours(1))).isTrue();

        var noted = ticket.hear(true, hours(1), SETTINGS);
        assertThat(noted.isOverdue(hours(1)))
                .as("a word among ourselves is no answer")
                .isTrue();

        var answered = ticket.hear(false, hours(1), SETTINGS);
        assertThat(answered.isOverdue(hours(8).minusMillis(1))).isFalse();
        assertThat(answered.isOverdue(hours(8))).isTrue();
        assertThat(answered.move(RESOLVED, hours(9), SETTINGS).isOverdue(hours(10)))
                .isFalse();
    }

    @Test
    void theClockStandsOnlyWhileWeWait() {
        var ticket = ticket(TicketPriority.HIGH)
                .move(IN_PROGRESS, START, SETTINGS)
                .hear(false, hours(1), SETTINGS)
                .move(WAITING, hours(2), SETTINGS);
        assertThat(ticket.isOverdue(hours(1000))).isFalse();

        var back = ticket.move(IN_PROGRESS, hours(52), SETTINGS).move(WAITING, hours(53), SETTINGS);
        assertThat(back.clock().dueAt()).isEqualTo(hours(24 + 50));
        back = back.move(IN_PROGRESS, hours(63), SETTINGS);
        assertThat(back.clock().dueAt()).isEqualTo(hours(24 + 60));
        assertThat(back.clock().waited()).isEqualTo(Duration.ofHours(60));
        assertThat(back.isOverdue(hours(84).minusMillis(1))).isFalse();
        assertThat(back.isOverdue(hours(84))).isTrue();
    }

    @Test
    void staysLateWhenItIsLateAlready() {
        var late = ticket(TicketPriority.URGENT)
                .move(IN_PROGRESS, START, SETTINGS)
                .hear(false, START, SETTINGS)
                .move(WAITING, hours(9), SETTINGS);

        assertThat(late.isOverdue(hours(9))).isTrue();
        assertThat(late.move(IN_PROGRESS, hours(30), SETTINGS).isOverdue(hours(30)))
                .isTrue();
    }

    @Test
    void anotherPriorityCountsAnewFromTheCreationWithoutWhatWasWaited() {
        var ticket = ticket(TicketPriority.LOW)
                .move(IN_PROGRESS, START, SETTINGS)
                .move(WAITING, hours(1), SETTINGS)
                .move(IN_PROGRESS, hours(6), SETTINGS);
        var urgent = new TicketDetails(1, null, "Тема", null, TicketPriority.URGENT);

        var changed = ticket.edit(urgent, hours(7), SETTINGS);

        assertThat(changed.clock().responseDueAt()).isEqualTo(hours(1 + 5));
        assertThat(changed.clock().dueAt()).isEqualTo(hours(8 + 5));
        assertThat(changed.isOverdue(hours(7))).isTrue();
        assertThat(ticket.hear(false, hours(1), SETTINGS)
                        .edit(urgent, hours(7), SETTINGS)
                        .isOverdue(hours(7)))
                .isFalse();
    }

    @Test
    void canBeDoubtedForThreeDaysAfterTheLastWord() {
        var resolved = in(RESOLVED);
        assertThat(resolved.allowed(hours(72).minusMillis(1), SETTINGS)).contains(IN_PROGRESS);
        assertThat(resolved.allowed(hours(72), SETTINGS)).containsExactly(CLOSED);
        assertThatThrownBy(() -> resolved.move(IN_PROGRESS, hours(72), SETTINGS))
                .isInstanceOf(Refusal.class);

        var heard = resolved.hear(true, hours(71), SETTINGS);
        assertThat(heard.isQuietFor(72, hours(142))).isFalse();
        assertThat(heard.isQuietFor(72, hours(143))).isTrue();
    }

    @Test
    void givingItToSomebodyBeginsItAndTakingItAwayKeepsTheStatus() {
        var given = in(NEW).assign(7L, START, SETTINGS);
        assertThat(given.status()).isEqualTo(IN_PROGRESS);
        assertThat(given.assign(null, START, SETTINGS).status()).isEqualTo(IN_PROGRESS);
        assertThat(in(NEW).assign(null, START, SETTINGS).status()).isEqualTo(NEW);
        assertThat(in(WAITING).assign(7L, START, SETTINGS).status()).isEqualTo(WAITING);
        assertThatThrownBy(() -> in(CLOSED).assign(7L, START, SETTINGS)).isInstanceOf(Refusal.class);
    }

    @Test
    void isLeftAloneOnceItIsClosed() {
        var details = new TicketDetails(1, null, "Другая", null, TicketPriority.LOW);
        assertThatThrownBy(() -> in(CLOSED).hear(false, START, SETTINGS)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> in(CLOSED).edit(details, START, SETTINGS)).isInstanceOf(Refusal.class);
    }

    private static Ticket in(TicketStatus status) {
        var ticket = ticket(TicketPriority.NORMAL);
        return switch (status) {
            case NEW -> ticket;
            case IN_PROGRESS -> ticket.move(IN_PROGRESS, START, SETTINGS);
            case WAITING -> in(IN_PROGRESS).move(WAITING, START, SETTINGS);
            case RESOLVED -> in(IN_PROGRESS).move(RESOLVED, START, SETTINGS);
            case CLOSED -> in(RESOLVED).move(CLOSED, START, SETTINGS);
        };
    }

    private static Ticket ticket(TicketPriority priority) {
        return new Ticket(
                1,
                "1",
                new TicketDetails(1, null, "Тема", null, priority),
                NEW,
                null,
                null,
                "Попова Анна",
                null,
                TicketClock.started(priority, START, SETTINGS),
                null,
                null,
                null,
                START,
                START,
                null,
                1);
    }

    private static Instant hours(int after) {
        return START.plus(Duration.ofHours(after));
    }
}
