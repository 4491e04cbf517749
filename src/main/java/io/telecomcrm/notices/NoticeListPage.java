package io.telecomcrm.notices;

import io.telecomcrm.web.Bell;
import io.telecomcrm.web.ListView;
import io.telecomcrm.web.Page;
import java.util.List;
import java.util.Set;

/**
 * One's own notices as their page shows them.
 *
 * @param kinds what one may be told
 * @param wanted what of it one wants to be told
 */
public record NoticeListPage(ListView<Notice> view, Bell.State bell, List<NoticeKind> kinds, Set<NoticeKind> wanted) {

    public boolean isUnreadOnly() {
        return view.value("unread") != null;
    }

    /** The day above a line, where it differs from that of the line before. */
    public boolean beginsDay(Page page, int line) {
        return line == 0
                || !page.date(view.lines().get(line).createdAt())
                        .equals(page.date(view.lines().get(line - 1).createdAt()));
    }
}
