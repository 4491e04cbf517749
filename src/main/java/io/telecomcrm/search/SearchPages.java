package io.telecomcrm.search;

import io.telecomcrm.contracts.ContractCard;
import io.telecomcrm.contracts.ContractNumber;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.customers.CustomerLine;
import io.telecomcrm.customers.CustomerTag;
import io.telecomcrm.customers.Customers;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Phone;
import io.telecomcrm.kernel.SearchTerms;
import io.telecomcrm.sims.Iccid;
import io.telecomcrm.web.Needs;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** The answer to what is typed into the palette, and the same as a page of its own. */
@Controller
class SearchPages {

    private static final int MOST = 6;
    private static final int SHORTEST = 2;
    private static final int LONGEST = 100;

    private final Customers customers;
    private final Contracts contracts;
    private final SearchRepository others;

    SearchPages(Customers customers, Contracts contracts, SearchRepository others) {
        this.customers = customers;
        this.contracts = contracts;
        this.others = others;
    }

    @GetMapping("/search")
    @Needs(Needs.SIGNED_IN)
    String find(
            @RequestParam(defaultValue = "") String q,
            @RequestHeader(name = "HX-Request", defaultValue = "") String htmx,
            Model model) {
        var text = q.replace("\0", "").strip();
        var cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        var bare = SearchTerms.bare(cut);
        var found = cut.length() < SHORTEST ? List.<Group>of() : groups(bare);
        model.addAttribute("q", cut);
        model.addAttribute("tooShort", cut.length() < SHORTEST);
        model.addAttribute("groups", found);
        var only = only(bare, found);
        model.addAttribute("jump", only == null ? "" : only);
        return htmx.isEmpty() ? "search/page" : "search/hits";
    }

    /** What the visitor may see; a card has no words, so only a text with digits can mean one. */
    private List<Group> groups(String text) {
        var groups = new ArrayList<Group>();
        var actor = Actor.current();
        if (actor.may(Customers.VIEW)) {
            var hits = customers.find(text, MOST).stream().map(SearchPages::hit).toList();
            groups.add(group("customers", text, hits));
        }
        if (actor.may(Contracts.VIEW)) {
            var hits = contracts.find(text, MOST).stream().map(SearchPages::hit).toList();
            groups.add(group("contracts", text, hits));
        }
        if (actor.may("sims.view") && text.chars().anyMatch(Character::isDigit)) {
            groups.add(group("sims", text, others.sims(text, MOST)));
        }
        if (actor.may("tickets.view")) {
            groups.add(group("tickets", text, others.tickets(text, MOST)));
        }
        groups.removeIf(group -> group.hits().isEmpty());
        return groups;
    }

    private static Group group(String code, String text, List<Hit> hits) {
        return new Group(
                code, "search." + code, hits, "/" + code + "?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
    }

    private static Hit hit(CustomerLine customer) {
        return new Hit(
                "/customers/" + customer.id(),
                customer.kind().code().equals("company") ? "building-2" : "user",
                customer.fullName(),
                customer.phone().display(),
                "customers.status-" + customer.status().code(),
                CustomerTag.of(customer.status()));
    }

    private static Hit hit(ContractCard card) {
        var sim = card.sim();
        var number = sim == null ? null : sim.msisdn();
        return new Hit(
                "/contracts/" + card.contract().id(),
                "file-text",
                card.contract().number().value(),
                card.customer().fullName() + (number == null ? "" : " · " + number.display()),
                "contracts.status-" + card.contract().status().code(),
                switch (card.contract().status()) {
                    case ACTIVE -> "tag tag-ok";
                    case SUSPENDED -> "tag tag-warn";
                    case DRAFT -> "tag tag-info";
                    case TERMINATED -> "tag tag-mute";
                });
    }

    /** What Enter opens at once: the only thing of the kind whose whole number the text is. */
    private static @Nullable String only(String text, List<Group> found) {
        if (reads(text, ContractNumber::parse)) {
            return single("contracts", found);
        }
        if (reads(text, Iccid::parse)) {
            return single("sims", found);
        }
        if (!reads(text, Phone::parse)) {
            return null;
        }
        for (var kind : List.of("customers", "contracts", "sims")) {
            if (found.stream().anyMatch(group -> group.code().equals(kind))) {
                return single(kind, found);
            }
        }
        return null;
    }

    private static @Nullable String single(String kind, List<Group> found) {
        return found.stream()
                .filter(group -> group.code().equals(kind) && group.hits().size() == 1)
                .map(group -> group.hits().getFirst().href())
                .findFirst()
                .orElse(null);
    }

    private static boolean reads(String text, Consumer<String> parse) {
        try {
            parse.accept(text);
            return true;
        } catch (Malformed otherwise) {
            return false;
        }
    }
}
