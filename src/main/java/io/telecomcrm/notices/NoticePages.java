package io.telecomcrm.notices;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.web.Address;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.ListView;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Toast;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.servlet.ModelAndView;

/** One's own notices: below the bell and on a page of their own, where everybody says what they want to be told. */
@Controller
class NoticePages {

    private static final String HOME = "/notices";
    private static final List<String> PARAMETERS = ListView.parameters("unread");
    private static final String NEWEST = "-id";
    private static final int LATEST = 8;

    private final Notices notices;
    private final NoticeRepository rows;

    NoticePages(Notices notices, NoticeRepository rows) {
        this.notices = notices;
        this.rows = rows;
    }

    @GetMapping(HOME)
    @Needs(Needs.SIGNED_IN)
    ModelAndView list(
            HttpServletRequest request, @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        var actor = Actor.current();
        var address = Address.of(request, PARAMETERS).without("sort");
        if (!"true".equals(address.get("unread"))) {
            address = address.without("unread");
        }
        address = ListView.sensible(address, NoticeRepository.ORDERS.codes(), NEWEST);
        var filter = address.get("unread") == null ? NoticeRepository.Filter.ALL : NoticeRepository.Filter.UNREAD;
        var found = rows.slice(actor, filter, ListView.place(address), ListView.size(address));
        return new ModelAndView(
                htmx == null ? "notices/list" : "notices/rows",
                Map.of(
                        "list",
                        new NoticeListPage(
                                new ListView<>(address, NEWEST, found),
                                rows.bell(actor),
                                NoticeKind.of(actor),
                                notices.wanted())));
    }

    /** What the bell shows when it is opened. */
    @GetMapping("/notices/latest")
    @Needs(Needs.SIGNED_IN)
    ModelAndView latest() {
        var actor = Actor.current();
        return new ModelAndView(
                "notices/latest", Map.of("notices", rows.latest(actor, LATEST), "bell", rows.bell(actor)));
    }

    @PostMapping("/notices/read")
    @Needs(Needs.SIGNED_IN)
    Object readAll(Fields sent, @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        var newest = sent.raw("newest");
        if (newest.matches("[0-9]{1,18}")) {
            notices.readUpTo(Long.parseLong(newest));
        }
        return htmx == null ? back() : latest();
    }

    @PostMapping("/notices/{id}/read")
    @Needs(Needs.SIGNED_IN)
    Object read(@PathVariable long id) {
        notices.read(id);
        return back();
    }

    @PostMapping("/notices/choices")
    @Needs(Needs.SIGNED_IN)
    Object choose(Fields sent) {
        notices.choose(NoticeKind.of(Actor.current()).stream()
                .filter(kind -> "true".equals(sent.raw(kind.code())))
                .toList());
        return Toast.after("notices.chosen", HOME);
    }

    private static ResponseEntity<Void> back() {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, HOME)
                .build();
    }
}
