package io.telecomcrm.tickets;

import io.telecomcrm.database.Count;
import io.telecomcrm.database.Slice;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Coded;
import io.telecomcrm.web.Address;
import io.telecomcrm.web.FreshRows;
import io.telecomcrm.web.ListView;
import io.telecomcrm.web.Page;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The list of tickets as a page shows it: one queue, and how many wait in the others.
 *
 * @param assignees who tickets can be given to, by their ids
 * @param fresh what came since
 * @param part whether only the list below the filters is shown
 */
public record TicketListPage(
        ListView<TicketLine> view,
        TicketQueue queue,
        QueueCounts counts,
        List<TicketLine.Assignee> assignees,
        Instant now,
        FreshRows fresh,
        boolean part) {

    static final List<String> PARAMETERS = ListView.parameters("q", "queue", "status", "priority", "assignee");

    /** The address without what makes no sense, for an old or mistyped link should show something. */
    static Address sensible(Address address) {
        var queue = TicketQueue.of(address.get("queue"));
        var sensible = address.with("queue", queue.code());
        if (queue != TicketQueue.ALL || !TicketInput.STATUSES.containsKey(value(address, "status"))) {
            sensible = sensible.without("status");
        }
        if (!TicketInput.PRIORITIES.containsKey(value(address, "priority"))) {
            sensible = sensible.without("priority");
        }
        if (!choosesAssignee(queue) || !value(address, "assignee").matches("[0-9]{1,18}")) {
            sensible = sensible.without("assignee");
        }
        return ListView.sensible(sensible, TicketRepository.SHOWN_ORDERS.codes(), queue.usualSort());
    }

    static TicketFilter filter(Address address, TicketQueue queue, Instant now) {
        var status = TicketInput.STATUSES.get(value(address, "status"));
        var priority = TicketInput.PRIORITIES.get(value(address, "priority"));
        var assignee = address.get("assignee");
        var mine = queue == TicketQueue.MINE ? Actor.current().userId() : null;
        return new TicketFilter(
                now,
                status == null ? null : List.of(status),
                priority == null ? null : List.of(priority),
                queue == TicketQueue.ALL || queue == TicketQueue.OVERDUE ? null : Boolean.TRUE,
                queue == TicketQueue.UNASSIGNED ? Boolean.FALSE : null,
                mine != null || assignee == null ? mine : Long.valueOf(assignee),
                queue == TicketQueue.OVERDUE ? Boolean.TRUE : null,
                null,
                null,
                null,
                null,
                TicketFilter.Period.ALWAYS,
                TicketFilter.Period.ALWAYS,
                address.get("q"));
    }

    static ListView<TicketLine> view(Address address, TicketQueue queue, Slice<TicketLine> found) {
        return new ListView<>(address, queue.usualSort(), found);
    }

    public List<TicketQueue> queues() {
        return List.of(TicketQueue.values());
    }

    public String href(TicketQueue other) {
        return "/tickets?queue=" + other.code();
    }

    /** How many wait in a queue; null where it is no queue to be worked off. */
    public @Nullable Long waiting(TicketQueue other) {
        var count = switch (other) {
            case MINE -> counts.mine();
            case UNASSIGNED -> counts.unassigned();
            case OVERDUE -> counts.overdue();
            case OPEN, ALL -> null;
        };
        return count == null ? null : Long.valueOf(count.rows());
    }

    /** How many filters hide behind the button of a small screen; the queue stands above them. */
    public int active() {
        return view.active("queue");
    }

    /** Whether anything is asked for beside the queue. */
    public boolean filtered() {
        return !view.address().without("queue", "sort", "size").parameters().isEmpty();
    }

    /** {@code 12 обращений}, {@code Найдено 3 обращения}, {@code больше 10 000}. */
    public String total(Page page) {
        Count count = view.found().count();
        return !count.exact()
                ? view.figure(page)
                : page.t(filtered() ? "tickets.found" : "tickets.count", count.rows(), view.figure(page));
    }

    public List<ListView.Chip> chips(Page page) {
        return view
                .chips((name, value) -> switch (name) {
                    case "q" -> page.t("tickets.chip-search", value);
                    case "assignee" -> page.t("tickets.chip-assignee", assignee(value));
                    case "queue" -> "";
                    default -> page.t("tickets." + name + "-" + value);
                })
                .stream()
                .filter(chip -> !chip.text().isEmpty())
                .toList();
    }

    public Map<String, String> statuses(Page page) {
        return any(page, "status", TicketStatus.values());
    }

    public Map<String, String> priorities(Page page) {
        return any(page, "priority", TicketPriority.values());
    }

    public Map<String, String> assigneeChoices(Page page) {
        var choices = new LinkedHashMap<String, String>();
        choices.put("", page.t("tickets.assignee-any"));
        assignees.forEach(user -> choices.put(Long.toString(user.id()), user.fullName()));
        return choices;
    }

    public boolean choosesStatus() {
        return queue == TicketQueue.ALL;
    }

    public boolean choosesAssignee() {
        return choosesAssignee(queue);
    }

    public String withoutFilters() {
        return href(queue);
    }

    private String assignee(String id) {
        return assignees.stream()
                .filter(user -> Long.toString(user.id()).equals(id))
                .map(TicketLine.Assignee::fullName)
                .findFirst()
                .orElse(id);
    }

    private static boolean choosesAssignee(TicketQueue queue) {
        return queue != TicketQueue.MINE && queue != TicketQueue.UNASSIGNED;
    }

    private static Map<String, String> any(Page page, String name, Coded[] values) {
        var all = new LinkedHashMap<String, String>();
        all.put("", page.t("tickets." + name + "-any"));
        for (var value : values) {
            all.put(value.code(), page.t("tickets." + name + "-" + value.code()));
        }
        return all;
    }

    private static String value(Address address, String name) {
        return Objects.requireNonNullElse(address.get(name), "");
    }
}
