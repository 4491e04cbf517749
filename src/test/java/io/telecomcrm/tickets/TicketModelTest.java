package io.telecomcrm.tickets;

import static io.telecomcrmdb.Tables.AUDIT_ENTRY;
import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.TurnableClock;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestContextManager;

/**
 * Random commands at real tickets, next to a model that counts minutes: no forbidden move is ever accepted, no allowed
 * one refused, a ticket is overdue just when the model says so, and whatever happened is in the log.
 */
@IntegrationTest
@Tag("integration")
class TicketModelTest {

    private static final int THREE_DAYS = 72 * 60;

    @Autowired
    Tickets tickets;

    @Autowired
    TicketRepository rows;

    @Autowired
    DSLContext db;

    @Autowired
    TurnableClock clock;

    @Autowired
    Http http;

    TicketModelTest() throws Exception {
        new TestContextManager(TicketModelTest.class).prepareTestInstance(this);
    }

    /** What is asked for, and with what. */
    record Step(String what, int which) {}

    @Provide
    Arbitrary<List<Step>> lives() {
        var what = Arbitraries.frequency(
                Tuple.of(8, "move"),
                Tuple.of(3, "assign"),
                Tuple.of(3, "answer"),
                Tuple.of(2, "note"),
                Tuple.of(2, "priority"),
                Tuple.of(1, "sweep"),
                Tuple.of(5, "wait"));
        return Combinators.combine(what, Arbitraries.integers().between(0, 9))
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(30);
    }

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void livesAsTheModelSays(@ForAll("lives") List<Step> life) {
        clock.reset();
        try {
            Actor.job("model").run(() -> new Life().live(life));
        } finally {
            clock.reset();
        }
    }

    /** One ticket and what it should be. */
    private final class Life {

        private final long id;
        private TicketStatus status = TicketStatus.NEW;
        private TicketPriority priority = TicketPriority.NORMAL;
        private @Nullable Long assignee;
        private boolean responded;
        /** How long the clock has run. */
        private int minutes;
        /** How long nobody has said a word. */
        private int quiet;

        private int events = 1;

        Life() {
            var details = new TicketDetails(SampleTickets.customer(http), null, "Модель", null, TicketPriority.NORMAL);
            id = tickets.create(details, null, null).id();
        }

        void live(List<Step> life) {
            for (var step : life) {
                perform(step);
                compare(step);
            }
        }

        private void perform(Step step) {
            switch (step.what) {
                case "move" -> move(TicketStatus.values()[step.which % 5]);
                case "assign" ->
                    assign(step.which % 3 == 0 ? null : http.userId(step.which % 3 == 1 ? "operator" : "supervisor"));
                case "answer" -> say(false);
                case "note" -> say(true);
                case "priority" -> prioritise(TicketPriority.values()[step.which % 4]);
                case "sweep" -> sweep();
                default -> pass(new int[] {1, 30, 59, 60, 61, 240, 480, 1440, 4319, 4320}[step.which]);
            }
        }

        private void move(TicketStatus to) {
            var allowed = switch (status) {
                case NEW -> to == TicketStatus.IN_PROGRESS;
                case IN_PROGRESS -> to == TicketStatus.WAITING || to == TicketStatus.RESOLVED;
                case WAITING -> to == TicketStatus.IN_PROGRESS || to == TicketStatus.RESOLVED;
                case RESOLVED -> to == TicketStatus.CLOSED || to == TicketStatus.IN_PROGRESS && quiet < THREE_DAYS;
                case CLOSED -> false;
            };
            if (accepted(() -> tickets.move(id, null, to), allowed)) {
                status = to;
                quiet = 0;
                events++;
            }
        }

        private void assign(@Nullable Long to) {
            var changes = !Objects.equals(assignee, to);
            if (accepted(() -> tickets.assign(id, null, to), !changes || status != TicketStatus.CLOSED) && changes) {
                assignee = to;
                status = status == TicketStatus.NEW && to != null ? TicketStatus.IN_PROGRESS : status;
                events++;
            }
        }

        private void say(boolean internal) {
            if (accepted(
                    () -> tickets.comment(id, null, "Слово", internal, List.of(), null),
                    status != TicketStatus.CLOSED)) {
                responded |= !internal;
                quiet = 0;
                events++;
            }
        }

        private void prioritise(TicketPriority to) {
            var as = new TicketDetails(rows.get(id).details().customerId(), null, "Модель", null, to);
            var changes = to != priority;
            // what changes nothing is granted to a closed ticket too: somebody saved the same once more
            if (accepted(() -> tickets.update(id, null, _ -> as), !changes || status != TicketStatus.CLOSED)
                    && changes) {
                priority = to;
                events++;
            }
        }

        private void sweep() {
            tickets.closeQuiet();
            if (status == TicketStatus.RESOLVED && quiet >= THREE_DAYS) {
                status = TicketStatus.CLOSED;
                events++;
            }
        }

        private void pass(int most) {
            clock.forward(Duration.ofMinutes(most));
            minutes += status == TicketStatus.WAITING ? 0 : most;
            quiet += most;
        }

        private boolean accepted(Runnable command, boolean expected) {
            try {
                command.run();
                assertThat(expected).as("accepted from " + status).isTrue();
                return true;
            } catch (Refusal refusal) {
                assertThat(expected).as("refused from " + status).isFalse();
                assertThat(refusal.status()).isEqualTo(status.code());
                return false;
            }
        }

        private void compare(Step step) {
            var ticket = rows.get(id);
            if (status == TicketStatus.RESOLVED && quiet >= THREE_DAYS && ticket.status() == TicketStatus.CLOSED) {
                // the job of the running product was there first
                status = TicketStatus.CLOSED;
                events++;
            }
            var settings = TicketTest.SETTINGS;
            var late = minutes >= settings.resolution(priority).toMinutes()
                    || !responded && minutes >= settings.response(priority).toMinutes();
            assertThat(ticket.status()).as(step.toString()).isEqualTo(status);
            assertThat(ticket.assignedTo()).as(step.toString()).isEqualTo(assignee);
            assertThat(ticket.isOverdue(clock.instant()))
                    .as(step + " overdue at " + minutes)
                    .isEqualTo(status.isOpen() && late);
            assertThat(db.fetchCount(AUDIT_ENTRY, AUDIT_ENTRY.OBJECT_TYPE.eq("ticket"), AUDIT_ENTRY.OBJECT_ID.eq(id)))
                    .as(step + " in the log")
                    .isEqualTo(events);
        }
    }
}
