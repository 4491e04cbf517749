package io.telecomcrm.tickets;

import io.telecomcrm.database.Count;
import io.telecomcrm.web.CrmSettings;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.IfMatch;
import io.telecomcrm.web.ListAnswer;
import io.telecomcrm.web.Listing;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Once;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/tickets")
class TicketApi {

    /** As many comments as a ticket shows by itself; the rest has a list of its own. */
    private static final int COMMENTS = 100;

    private final Tickets tickets;
    private final TicketRepository rows;
    private final ThreadRepository thread;
    private final TicketInput input;
    private final TicketFiles files;
    private final TicketSettings settings;
    private final CrmSettings crm;
    private final Clock clock;

    TicketApi(
            Tickets tickets,
            TicketRepository rows,
            ThreadRepository thread,
            TicketInput input,
            TicketFiles files,
            TicketSettings settings,
            CrmSettings crm,
            Clock clock) {
        this.tickets = tickets;
        this.rows = rows;
        this.thread = thread;
        this.input = input;
        this.files = files;
        this.settings = settings;
        this.crm = crm;
        this.clock = clock;
    }

    @GetMapping
    @Needs(Tickets.VIEW)
    ResponseEntity<byte[]> list(Listing listing) {
        var filter = filter(listing, clock.instant());
        var ordering = listing.ordering(TicketRepository.ORDERS.codes());
        listing.check();
        var count = rows.count(filter);
        var found = rows.list(filter, ordering, listing.size(), listing.offset(() -> count), count);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(ListAnswer.json(listing, count, found));
    }

    @PostMapping
    @Needs(Tickets.EDIT)
    ResponseEntity<?> create(Fields fields, Once once) {
        var opening = input.opening(fields);
        return detail(
                HttpStatus.CREATED,
                once.run(
                        fields,
                        () -> tickets.create(opening.details(), opening.previous(), opening.assignee())
                                .id()));
    }

    @GetMapping("/{id}")
    @Needs(Tickets.VIEW)
    ResponseEntity<?> detail(@PathVariable long id) {
        return detail(HttpStatus.OK, id);
    }

    @PutMapping("/{id}")
    @Needs(Tickets.EDIT)
    ResponseEntity<?> replace(
            @PathVariable long id,
            Fields fields,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        return update(id, fields, ifMatch, true);
    }

    @PatchMapping("/{id}")
    @Needs(Tickets.EDIT)
    ResponseEntity<?> change(
            @PathVariable long id,
            Fields fields,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        return update(id, fields, ifMatch, false);
    }

    @DeleteMapping("/{id}")
    @Needs(Tickets.EDIT)
    ResponseEntity<Void> delete(
            @PathVariable long id, @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        tickets.delete(id, IfMatch.version(ifMatch));
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{id}/assign")
    @Needs(Tickets.ASSIGN)
    ResponseEntity<?> assign(
            @PathVariable long id,
            Fields fields,
            Once once,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        rows.get(id);
        var version = IfMatch.version(ifMatch, fields);
        var to = input.assigned(fields);
        return detail(
                HttpStatus.OK,
                once.run(fields, () -> tickets.assign(id, version, to).id()));
    }

    @PostMapping("/{id}/status")
    @Needs(Tickets.EDIT)
    ResponseEntity<?> move(
            @PathVariable long id,
            Fields fields,
            Once once,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        rows.get(id);
        var version = IfMatch.version(ifMatch, fields);
        var to = input.status(fields);
        return detail(
                HttpStatus.OK,
                once.run(fields, () -> tickets.move(id, version, to).id()));
    }

    @GetMapping("/{id}/comments")
    @Needs(Tickets.VIEW)
    Map<String, @Nullable Object> comments(@PathVariable long id, Listing listing) {
        rows.get(id);
        var count = Count.exactly(thread.countComments(id));
        var found = thread.comments(id, null, listing.size() + 1, listing.offset(() -> count));
        return ListAnswer.of(listing, count, found, TicketJson::comment);
    }

    @PostMapping("/{id}/comments")
    @Needs(Tickets.EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, @Nullable Object> comment(@PathVariable long id, Fields fields, Once once) {
        rows.get(id);
        var text = fields.required("text", TicketInput.LONGEST_TEXT);
        var internal = fields.flag("is_internal", false);
        fields.check();
        var comment = once.run(fields, () -> tickets.comment(id, null, text, internal, List.of(), null));
        return TicketJson.comment(thread.comment(id, comment));
    }

    @GetMapping("/{id}/attachments")
    @Needs(Tickets.VIEW)
    Map<String, @Nullable Object> attachments(@PathVariable long id, Listing listing) {
        rows.get(id);
        var all = thread.attachments(id);
        var count = Count.exactly(all.size());
        var found = all.stream()
                .skip(listing.offset(() -> count))
                .limit(listing.size() + 1L)
                .toList();
        return ListAnswer.of(listing, count, found, TicketJson::attachment);
    }

    /** The body is read only once the caller's right and the ticket are known. */
    @PostMapping("/{id}/attachments")
    @Needs(Tickets.EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, @Nullable Object> attach(@PathVariable long id, HttpServletRequest request, Once once) {
        rows.get(id);
        var upload = files.one(request, "file");
        var comment = files.comment(request, id);
        var attached = once.run(
                Fields.of(request.getParameterMap()),
                upload.upload(),
                () -> tickets.attach(id, comment, List.of(upload)).getFirst());
        return TicketJson.attachment(thread.attachment(id, attached));
    }

    @GetMapping("/{id}/attachments/{file}")
    @Needs(Tickets.VIEW)
    void download(@PathVariable long id, @PathVariable long file, HttpServletResponse response) throws IOException {
        files.send(id, file, response);
    }

    private ResponseEntity<?> update(long id, Fields fields, @Nullable String ifMatch, boolean whole) {
        var version = IfMatch.version(ifMatch, fields);
        tickets.update(id, version, before -> input.corrected(fields, before, whole));
        return detail(HttpStatus.OK, id);
    }

    private ResponseEntity<?> detail(HttpStatus status, long id) {
        var now = clock.instant();
        var line = rows.line(id);
        var allowed = line.ticket().allowed(now, settings).stream()
                .map(TicketStatus::code)
                .toList();
        return ResponseEntity.status(status)
                .eTag(IfMatch.tag(line.ticket().version()))
                .body(TicketJson.detail(
                        line, thread.comments(id, null, COMMENTS, 0), thread.attachments(id), allowed, now));
    }

    private TicketFilter filter(Listing listing, Instant now) {
        return new TicketFilter(
                now,
                listing.among("status", TicketInput.STATUSES),
                listing.among("priority", TicketInput.PRIORITIES),
                listing.flag("is_open"),
                turned(listing.flag("assigned_to__isnull")),
                listing.reference("assigned_to", rows::isUser),
                listing.flag("is_overdue"),
                listing.reference("customer", rows::isCustomer),
                listing.reference("contract", rows::isContract),
                listing.reference("previous", rows::exists),
                listing.text("number"),
                period(listing, "created"),
                period(listing, "due"),
                listing.search());
    }

    private TicketFilter.Period period(Listing listing, String name) {
        var from = listing.date(name + "_after");
        var to = listing.date(name + "_before");
        return new TicketFilter.Period(start(from), to == null ? null : start(to.plusDays(1)));
    }

    private @Nullable Instant start(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(crm.zone()).toInstant();
    }

    private static @Nullable Boolean turned(@Nullable Boolean flag) {
        return flag == null ? null : Boolean.valueOf(!flag);
    }
}
