package io.telecomcrm.web;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What every page knows: its visitor, the texts in the visitor's language, the menu, the frame's odds and ends. */
public final class Page {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd.MM.uuuu");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd.MM.uuuu HH:mm");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("dd.MM.uuuu HH:mm:ss");

    private final Visitor visitor;
    private final Texts texts;
    private final Assets assets;
    private final List<MenuItem> menu;
    private final Bell bell;
    private final String path;
    private final String query;
    private final Supplier<String> csrf;
    private final @Nullable String toast;
    private final @Nullable String undo;
    private final CrmSettings settings;

    Page(
            Visitor visitor,
            Texts texts,
            Assets assets,
            List<MenuItem> menu,
            Bell bell,
            String path,
            @Nullable String query,
            Supplier<String> csrf,
            @Nullable String toast,
            @Nullable String undo,
            CrmSettings settings) {
        this.visitor = visitor;
        this.texts = texts;
        this.assets = assets;
        this.menu = menu;
        this.bell = bell;
        this.path = path;
        this.query = query == null ? "" : query;
        this.csrf = csrf;
        this.toast = toast;
        this.undo = undo;
        this.settings = settings;
    }

    /** The text of a key in the visitor's language. */
    public String t(String key, Object... args) {
        return t(new Text(key, args));
    }

    public String t(Text text) {
        return texts.shown(visitor.language(), text);
    }

    /** The first error of a field, null when there is none. */
    public @Nullable String error(Map<String, List<Text>> errors, String field) {
        var found = errors.get(field);
        return found == null || found.isEmpty() ? null : t(found.getFirst());
    }

    public boolean may(String permission) {
        return visitor.actor().may(permission);
    }

    public boolean signedIn() {
        return !visitor.actor().isAnonymous();
    }

    public Visitor visitor() {
        return visitor;
    }

    public String userName() {
        return visitor.fullName();
    }

    /** Two letters for the round badge: Анна Попова → АП. */
    public String userInitials() {
        var words = visitor.fullName().strip().split("\\s+");
        Function<String, String> first = word -> word.isEmpty() ? "" : word.substring(0, word.offsetByCodePoints(0, 1));
        return words.length > 1 ? first.apply(words[0]) + first.apply(words[1]) : first.apply(words[0]);
    }

    public String roleName() {
        return t("role." + visitor.actor().role());
    }

    public String language() {
        return visitor.language().code();
    }

    public String theme() {
        return visitor.theme();
    }

    public String brand() {
        return settings.brand();
    }

    /** The sections the visitor may open. */
    public List<MenuItem> menu() {
        return menu.stream()
                .filter(item -> item.permission().equals(Needs.SIGNED_IN) || may(item.permission()))
                .toList();
    }

    /** What the visitor has not read yet. */
    public Bell.State bell() {
        return bell.of(visitor.actor());
    }

    public String path() {
        return path;
    }

    /** Path and query, to come back to. */
    public String here() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    public String csrfToken() {
        return csrf.get();
    }

    public String csrfParameter() {
        return "_csrf";
    }

    /** What was just done, to be said once; null when there is nothing to say. */
    public @Nullable String toast() {
        return toast == null ? null : t(toast);
    }

    /** Where what was just done can be undone; null when it can't. */
    public @Nullable String undo() {
        return undo;
    }

    public String asset(String file) {
        return assets.address(file);
    }

    /** {@code 31.12.2026}; empty for none. */
    public String date(@Nullable LocalDate date) {
        return date == null ? "" : DATE.format(date);
    }

    /** A date as its control holds it; what is none stays as it was typed. */
    public String typedDate(String typed) {
        try {
            return date(LocalDate.parse(typed));
        } catch (DateTimeParseException noDate) {
            return typed;
        }
    }

    /** The day of an instant in the operator's zone. */
    public String date(@Nullable Instant at) {
        return at == null ? "" : DATE.format(at.atZone(zone()));
    }

    /** {@code 31.12.2026 14:02} in the operator's zone; empty for none. */
    public String time(@Nullable Instant at) {
        return at == null ? "" : TIME.format(at.atZone(zone()));
    }

    /** {@code 14:02}, where the day stands above. */
    public String clock(Instant at) {
        return CLOCK.format(at.atZone(zone()));
    }

    /** With seconds, for logs. */
    public String second(@Nullable Instant at) {
        return at == null ? "" : SECOND.format(at.atZone(zone()));
    }

    /** A whole number with the thousands set apart: {@code 12 480}, {@code 12,480}. */
    public String number(long number) {
        var plain = String.format(Locale.ROOT, "%,d", number);
        return visitor.language() == Language.RU ? plain.replace(',', '\u00a0') : plain;
    }

    public ZoneId zone() {
        return settings.zone();
    }

    public Actor actor() {
        return visitor.actor();
    }
}
