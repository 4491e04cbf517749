package io.telecomcrm.tickets;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Stale;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.presence.Presence;
import io.telecomcrm.web.Address;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.FreshRows;
import io.telecomcrm.web.Identities;
import io.telecomcrm.web.ListView;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Toast;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The queues of tickets, the card of one, and what is done on it. */
@Controller
class TicketPages {

    private static final int COMMENTS = 100;
    private static final int LINKED = 20;
    private static final Pattern NEXT = Pattern.compile("/tickets/[0-9]{1,18}");

    private final Tickets tickets;
    private final TicketRepository rows;
    private final ThreadRepository thread;
    private final TicketInput input;
    private final TicketFiles files;
    private final TicketSettings settings;
    private final Presence presence;
    private final Identities identities;
    private final Clock clock;

    TicketPages(
            Tickets tickets,
            TicketRepository rows,
            ThreadRepository thread,
            TicketInput input,
            TicketFiles files,
            TicketSettings settings,
            Presence presence,
            Identities identities,
            Clock clock) {
        this.tickets = tickets;
        this.rows = rows;
        this.thread = thread;
        this.input = input;
        this.files = files;
        this.settings = settings;
        this.presence = presence;
        this.identities = identities;
        this.clock = clock;
    }

    /** Only the part below the filters where that is all that changes. */
    @GetMapping("/tickets")
    @Needs(Tickets.VIEW)
    String list(
            HttpServletRequest request,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            Model model) {
        var address = TicketListPage.sensible(Address.of(request, TicketListPage.PARAMETERS));
        var queue = TicketQueue.of(address.get("queue"));
        var now = clock.instant();
        var newest = rows.newest();
        var found = rows.slice(
                TicketListPage.filter(address, queue, now),
                ListView.sort(address, queue.usualSort()),
                ListView.place(address),
                ListView.size(address));
        model.addAttribute(
                "list",
                new TicketListPage(
                        TicketListPage.view(address, queue, found),
                        queue,
                        tickets.queues(),
                        rows.assignees(),
                        now,
                        FreshRows.after(address, newest),
                        htmx != null));
        return htmx == null ? "tickets/list" : "tickets/rows";
    }

    /** What came since a page of the list was made. */
    @GetMapping("/tickets/fresh")
    @Needs(Tickets.VIEW)
    ModelAndView fresh(HttpServletRequest request) {
        var address = TicketListPage.sensible(FreshRows.list(request, TicketListPage.PARAMETERS));
        var since = FreshRows.since(request);
        var filter = TicketListPage.filter(address, TicketQueue.of(address.get("queue")), clock.instant());
        return new ModelAndView(
                "web/fresh", Map.of("fresh", new FreshRows(address, since, rows.countSince(filter, since))));
    }

    @GetMapping("/tickets/{id}")
    @Needs(Tickets.VIEW)
    ModelAndView card(@PathVariable long id, @RequestParam(required = false) @Nullable Long before) {
        return show(id, before, TicketCardPage.Answer.NONE, HttpStatus.OK);
    }

    @PostMapping("/tickets/{id}/presence")
    @Needs(Tickets.VIEW)
    ModelAndView presence(@PathVariable long id) {
        rows.get(id);
        return new ModelAndView("presence/here", Map.of("here", presence.here("ticket", id)));
    }

    /** An answer to the customer or a note among ourselves; with it the ticket may go on. */
    @PostMapping("/tickets/{id}/comments")
    @Needs(Tickets.EDIT)
    Object comment(@PathVariable long id, HttpServletRequest request) {
        var seen = rows.get(id);
        var sent = Fields.of(request.getParameterMap());
        var internal = sent.raw("is_internal").equals("true");
        var to = sent.raw("then").isEmpty() ? null : TicketInput.STATUSES.get(sent.raw("then"));
        var written = new TicketCardPage.Answer(sent.raw("text"), internal, Map.of(), null);
        try {
            var text = sent.required("text", TicketInput.LONGEST_TEXT);
            sent.check();
            var accepted = files.accepted(request, "files");
            tickets.comment(id, sent.whole("version"), text, internal, accepted, to);
        } catch (Invalid invalid) {
            return show(id, null, wrong(written, invalid.fields(), null), HttpStatus.UNPROCESSABLE_CONTENT);
        } catch (Refusal refusal) {
            return rows.get(id).status() == TicketStatus.CLOSED
                    ? conflict(id, written)
                    : show(id, null, wrong(written, Map.of(), refusal.text()), HttpStatus.CONFLICT);
        } catch (Stale stale) {
            return conflict(id, written);
        }
        var then = to == null ? card(id) : next(id, sent);
        return to == TicketStatus.RESOLVED
                ? Toast.after("tickets.was-resolved", then, undo(rows.get(id), seen.status()))
                : Toast.after(internal ? "tickets.was-noted" : "tickets.was-answered", then);
    }

    @PostMapping("/tickets/{id}/status")
    @Needs(Tickets.EDIT)
    Object move(@PathVariable long id, Fields sent) {
        var seen = rows.get(id);
        var to = input.status(sent);
        Ticket moved;
        try {
            moved = tickets.move(id, sent.whole("version"), to);
        } catch (Stale stale) {
            return conflict(id, TicketCardPage.Answer.NONE);
        } catch (Refusal refusal) {
            return show(id, null, wrong(TicketCardPage.Answer.NONE, Map.of(), refusal.text()), HttpStatus.CONFLICT);
        }
        return switch (to) {
            case RESOLVED -> Toast.after("tickets.was-resolved", next(id, sent), undo(moved, seen.status()));
            case CLOSED -> Toast.after("tickets.was-moved-closed", next(id, sent));
            default -> Toast.after("tickets.was-moved-" + to.code(), card(id));
        };
    }

    /** Takes a resolution back: the ticket is again what it was before. */
    @PostMapping("/tickets/{id}/status/{status}/{version}")
    @Needs(Tickets.EDIT)
    Object undoResolution(@PathVariable long id, @PathVariable String status, @PathVariable long version) {
        try {
            tickets.takeUpAgain(id, version, status.equals(TicketStatus.WAITING.code()));
        } catch (Stale stale) {
            return changedSince(id);
        }
        return Toast.after("tickets.was-undone", card(id));
    }

    @PostMapping("/tickets/{id}/assignee")
    @Needs(Tickets.ASSIGN)
    Object assign(@PathVariable long id, Fields sent) {
        var seen = rows.get(id);
        try {
            var to = input.assigned(sent);
            var given = tickets.assign(id, Objects.requireNonNullElse(sent.whole("version"), seen.version()), to);
            var said = to == null ? "tickets.was-taken-off" : "tickets.was-assigned";
            if (given.version() == seen.version()) {
                return Toast.after(said, card(id));
            }
            var had = Objects.requireNonNullElse(seen.assignedTo(), 0L);
            return Toast.after(said, card(id), card(id) + "/assignee/" + had + "/" + given.version());
        } catch (Stale stale) {
            return conflict(id, TicketCardPage.Answer.NONE);
        } catch (Refusal refusal) {
            return show(id, null, wrong(TicketCardPage.Answer.NONE, Map.of(), refusal.text()), HttpStatus.CONFLICT);
        } catch (Invalid invalid) {
            return cannotBeGiven(id, invalid);
        }
    }

    /**
     * Gives the ticket back to whoever had it, or to nobody for 0, unless somebody changed it since. What was new stays in
     * progress, for no ticket becomes new again, and that is said.
     */
    @PostMapping("/tickets/{id}/assignee/{user}/{version}")
    @Needs(Tickets.ASSIGN)
    Object undoAssignment(@PathVariable long id, @PathVariable long user, @PathVariable long version) {
        try {
            var back = tickets.assign(id, version, user == 0 ? null : Long.valueOf(user));
            var inProgress = user == 0 && back.status() == TicketStatus.IN_PROGRESS;
            return Toast.after(inProgress ? "tickets.was-taken-off-in_progress" : "tickets.was-undone", card(id));
        } catch (Stale stale) {
            return changedSince(id);
        } catch (Invalid invalid) {
            return cannotBeGiven(id, invalid);
        }
    }

    @PostMapping("/tickets/{id}/deletion")
    @Needs(Tickets.EDIT)
    ResponseEntity<Void> delete(@PathVariable long id, Fields sent) {
        tickets.delete(id, sent.whole("version"));
        return Toast.after("tickets.was-deleted", "/tickets");
    }

    @GetMapping("/tickets/{id}/attachments/{file}")
    @Needs(Tickets.VIEW)
    void download(@PathVariable long id, @PathVariable long file, HttpServletResponse response) throws IOException {
        files.send(id, file, response);
    }

    private ModelAndView conflict(long id, TicketCardPage.Answer written) {
        return show(id, null, wrong(written, Map.of(), changed(rows.get(id), written)), HttpStatus.CONFLICT);
    }

    /** Who was faster; of a closed ticket also where the words are that were written for it. */
    private Text changed(Ticket now, TicketCardPage.Answer written) {
        if (now.status() == TicketStatus.CLOSED && !written.text().isBlank()) {
            return TicketFollower.CLOSE_QUIET.equals(now.updatedBy())
                    ? new Text("tickets.closed-itself-meanwhile")
                    : new Text("tickets.closed-meanwhile", changedBy(now));
        }
        return new Text(
                "tickets.changed-meanwhile",
                changedBy(now),
                new Text("tickets.status-" + now.status().code()));
    }

    private ModelAndView changedSince(long id) {
        var text = new Text("tickets.changed-since", changedBy(rows.get(id)));
        return show(id, null, wrong(TicketCardPage.Answer.NONE, Map.of(), text), HttpStatus.CONFLICT);
    }

    private String changedBy(Ticket now) {
        return Objects.requireNonNullElse(identities.fullName(now.updatedBy()), "");
    }

    private ModelAndView cannotBeGiven(long id, Invalid invalid) {
        var reason = invalid.fields().values().iterator().next().getFirst();
        return show(id, null, wrong(TicketCardPage.Answer.NONE, Map.of(), reason), HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private ModelAndView show(long id, @Nullable Long before, TicketCardPage.Answer answer, HttpStatus status) {
        var line = rows.line(id);
        var now = clock.instant();
        var found = thread.comments(id, before, COMMENTS + 1, 0);
        var more = found.size() > COMMENTS;
        var shown = (more ? found.subList(0, COMMENTS) : found).reversed();
        var files = thread.attachments(id).stream()
                .filter(file -> file.comment() == null)
                .toList();
        var previous = line.ticket().previous();
        var card = new TicketCardPage(
                line,
                shown,
                more ? shown.getFirst().id() : null,
                files,
                line.ticket().allowed(now, settings),
                Actor.current().may("contracts.view")
                        ? rows.aside(line.customer().id())
                        : null,
                previous == null ? null : rows.line(previous),
                rows.following(id, LINKED),
                Actor.current().may(Tickets.ASSIGN) ? rows.assignees() : List.of(),
                answer,
                line.ticket().status() == TicketStatus.NEW && found.isEmpty() && files.isEmpty(),
                now);
        return new ModelAndView("tickets/card", Map.of("card", card), status);
    }

    private static TicketCardPage.Answer wrong(
            TicketCardPage.Answer written, Map<String, List<Text>> errors, @Nullable Text conflict) {
        return new TicketCardPage.Answer(written.text(), written.isInternal(), errors, conflict);
    }

    /** Where to go from a ticket that is done for now: on to the next of the list, for those who wish it. */
    private static String next(long id, Fields sent) {
        var next = sent.raw("next");
        return NEXT.matcher(next).matches() ? next : card(id);
    }

    private static String card(long id) {
        return "/tickets/" + id;
    }

    private static String undo(Ticket resolved, TicketStatus was) {
        var back = was == TicketStatus.WAITING ? was : TicketStatus.IN_PROGRESS;
        return card(resolved.id()) + "/status/" + back.code() + "/" + resolved.version();
    }
}
