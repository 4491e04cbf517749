package io.telecomcrm.notices;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Language;
import io.telecomcrm.web.ListAnswer;
import io.telecomcrm.web.Listing;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** One's own notices, for programs. */
@Controller
@RequestMapping("/api/notices")
@ResponseBody
class NoticeApi {

    private static final Map<String, NoticeKind> KINDS =
            Arrays.stream(NoticeKind.values()).collect(Collectors.toMap(NoticeKind::code, Function.identity()));

    private static final int LONGEST_KIND = 40;

    private final Notices notices;
    private final NoticeRepository rows;
    private final Texts texts;

    NoticeApi(Notices notices, NoticeRepository rows, Texts texts) {
        this.notices = notices;
        this.rows = rows;
        this.texts = texts;
    }

    @GetMapping
    @Needs(Needs.SIGNED_IN)
    Map<String, @Nullable Object> list(
            Listing listing,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String language) {
        var actor = Actor.current();
        var filter = new NoticeRepository.Filter(listing.flag("is_read"), listing.choice("kind", KINDS));
        listing.check();
        var count = rows.count(actor, filter);
        var found = rows.list(
                actor,
                filter,
                listing.ordering(NoticeRepository.ORDERS.codes()),
                listing.size() + 1,
                listing.offset(() -> count),
                count);
        return ListAnswer.of(listing, count, found, notice -> json(notice, language));
    }

    @GetMapping("/{id}")
    @Needs(Needs.SIGNED_IN)
    Map<String, @Nullable Object> show(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String language) {
        return json(rows.get(Actor.current(), id), language);
    }

    @PostMapping("/{id}/read")
    @Needs(Needs.SIGNED_IN)
    Map<String, @Nullable Object> read(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String language) {
        return json(notices.read(id), language);
    }

    /** All up to the newest that the caller knows of; all there are where none is named. */
    @PostMapping("/read")
    @Needs(Needs.SIGNED_IN)
    Map<String, @Nullable Object> readAll(Fields fields) {
        var newest = fields.whole("newest", 0, Long.MAX_VALUE);
        fields.check();
        var actor = Actor.current();
        notices.readUpTo(
                Objects.requireNonNullElseGet(newest, () -> rows.bell(actor).newest()));
        return Map.of(
                "unread", rows.count(actor, NoticeRepository.Filter.UNREAD).rows());
    }

    /** What the caller can be told, and what of it they want to be. */
    @GetMapping("/choices")
    @Needs(Needs.SIGNED_IN)
    Map<String, Object> choices() {
        var choices = new LinkedHashMap<String, Object>();
        choices.put("available", NoticeKind.of(Actor.current()));
        choices.put("wanted", notices.wanted());
        return choices;
    }

    @PatchMapping("/choices")
    @Needs(Needs.SIGNED_IN)
    Map<String, Object> choose(Fields fields) {
        var codes = fields.texts("wanted", LONGEST_KIND);
        var wanted = new ArrayList<NoticeKind>();
        for (var code : codes == null ? List.<String>of() : codes) {
            var kind = KINDS.get(code);
            if (kind == null || !NoticeKind.of(Actor.current()).contains(kind)) {
                fields.reject("wanted", "field.choice", code);
            } else {
                wanted.add(kind);
            }
        }
        fields.check();
        if (codes != null) {
            notices.choose(wanted);
        }
        return choices();
    }

    private Map<String, @Nullable Object> json(Notice notice, @Nullable String language) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", notice.id());
        json.put("kind", notice.kind().code());
        json.put("text", texts.get(Language.accepted(language), notice.text()));
        json.put("object", object(notice));
        json.put("caused_by", notice.causedById() == null ? null : causedBy(notice));
        json.put("created_at", notice.createdAt());
        json.put("read_at", notice.readAt());
        return json;
    }

    private static Map<String, @Nullable Object> object(Notice notice) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        object.put("type", notice.subject().code());
        object.put("id", notice.objectId());
        return object;
    }

    private static Map<String, @Nullable Object> causedBy(Notice notice) {
        var user = new LinkedHashMap<String, @Nullable Object>();
        user.put("id", notice.causedById());
        user.put("full_name", notice.causedBy());
        return user;
    }
}
