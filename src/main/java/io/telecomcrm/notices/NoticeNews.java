package io.telecomcrm.notices;

import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.telecomcrm.live.Glance;
import io.telecomcrm.live.LiveNews;
import io.telecomcrm.live.Told;
import io.telecomcrm.web.Bell;
import io.telecomcrm.web.PageModel;
import io.telecomcrm.web.Visitor;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What open pages are told: the bell's number and, of what has just happened, a message each. */
@Component
class NoticeNews implements LiveNews {

    /** Older ones are counted by the bell only, where a page comes back into sight. */
    private static final Duration JUST_NOW = Duration.ofSeconds(30);

    private static final int MOST = 20;

    /** As many messages as a page shows at once. */
    private static final int SHOWN = 3;

    private final NoticeRepository rows;
    private final Notices notices;
    private final PageModel pages;
    private final TemplateEngine templates;
    private final Clock clock;

    NoticeNews(NoticeRepository rows, Notices notices, PageModel pages, TemplateEngine templates, Clock clock) {
        this.rows = rows;
        this.notices = notices;
        this.pages = pages;
        this.templates = templates;
        this.clock = clock;
    }

    @Override
    public @Nullable String html(Visitor visitor, Glance glance, Told told) {
        var user = visitor.actor().userId();
        if (user == null) {
            return null;
        }
        if (glance.opened()) {
            readOfCard(user, glance.card());
        }
        var bell = rows.bell(visitor.actor());
        var html = new StringOutput();
        templates.render(
                "notices/live.jte",
                Map.of(
                        "page", pages.page(visitor),
                        "bell", bell,
                        "notices", fresh(visitor, glance, told, bell),
                        "outdated", glance.outdated() && glance.card() != null ? glance.card() : "",
                        "rows", glance.rows()),
                html);
        return html.toString();
    }

    private void readOfCard(long user, @Nullable String card) {
        if (card != null) {
            Arrays.stream(NoticeSubject.values())
                    .filter(subject -> subject.isPath(card))
                    .findFirst()
                    .ifPresent(subject -> {
                        var id = Long.parseLong(card.substring(card.lastIndexOf('/') + 1));
                        if (rows.hasUnreadOf(user, subject, id)) {
                            notices.readOf(subject, id);
                        }
                    });
        }
    }

    private List<Notice> fresh(Visitor visitor, Glance glance, Told told, Bell.State bell) {
        if (bell.unread() == 0) {
            return List.of();
        }
        var since = clock.instant().minus(JUST_NOW);
        var news = rows.unread(visitor.actor(), MOST).stream()
                .filter(notice -> told.isNews(notice.id()))
                .filter(notice -> !glance.shown() || notice.createdAt().isAfter(since))
                .toList();
        // the others were told by the bell, and are no news any more
        return news.subList(0, Math.min(SHOWN, news.size())).reversed();
    }
}
