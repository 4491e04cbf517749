package io.telecomcrm.tickets;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Page;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as its card shows it.
 *
 * @param thread the newest comments in the order they were said
 * @param earlier the comment before which there are more; null where there are none
 * @param files those that came without a comment
 * @param allowed where it can go from here
 * @param answer what was written and not taken, with what is wrong with it
 */
public record TicketCardPage(
        TicketLine line,
        List<Comment> thread,
        @Nullable Long earlier,
        List<Attachment> files,
        List<TicketStatus> allowed,
        @Nullable CustomerAside customer,
        @Nullable TicketLine previous,
        List<TicketLine> following,
        List<TicketLine.Assignee> assignees,
        Answer answer,
        boolean deletable,
        Instant now) {

    /** A reply that is being written: the words, whom they are for, and what is wrong with it, by field. */
    public record Answer(
            String text,
            boolean isInternal,
            Map<String, List<Text>> errors,
            @Nullable Text conflict) {

        static final Answer NONE = new Answer("", false, Map.of(), null);
    }

    public Ticket ticket() {
        return line.ticket();
    }

    public String path() {
        return "/tickets/" + line.id();
    }

    public boolean may(TicketStatus status) {
        return allowed.contains(status);
    }

    public boolean isOpen() {
        return ticket().status() != TicketStatus.CLOSED;
    }

    public boolean isMine() {
        return Objects.equals(ticket().assignedTo(), Actor.current().userId());
    }

    /** Whether an answer can be the end of it. */
    public boolean canEnd() {
        return ticket().status().isOpen();
    }

    public Map<String, String> choices(Page page) {
        var choices = new LinkedHashMap<String, String>();
        choices.put("", page.t("tickets.nobody"));
        assignees.forEach(user -> choices.put(Long.toString(user.id()), user.fullName()));
        var assigned = line.assignedTo();
        if (assigned != null) {
            choices.putIfAbsent(Long.toString(assigned.id()), assigned.fullName());
        }
        return choices;
    }

    public Map<String, String> audiences(Page page) {
        var choices = new LinkedHashMap<String, String>();
        choices.put("false", page.t("tickets.to-customer"));
        choices.put("true", page.t("tickets.to-ourselves"));
        return choices;
    }

    public Map<String, String> problems(Page page) {
        var problems = new LinkedHashMap<String, String>();
        answer.errors().forEach((field, texts) -> problems.put(field, page.t(texts.getFirst())));
        return problems;
    }

    public String accepted() {
        return FileKind.accepted();
    }

    /** {@code 1,4 МБ}, {@code 320 КБ}. */
    public static String size(Page page, Attachment file) {
        var kilobytes = Math.max(1, Math.round(file.size() / 1024.0));
        return kilobytes < 1024
                ? page.t("tickets.kilobytes", kilobytes)
                : page.t("tickets.megabytes", Math.round(kilobytes / 102.4) / 10.0);
    }
}
