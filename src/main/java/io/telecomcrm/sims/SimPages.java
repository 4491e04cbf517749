package io.telecomcrm.sims;

import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.web.Address;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Language;
import io.telecomcrm.web.ListView;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Texts;
import io.telecomcrm.web.Toast;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;

/** The list of cards and the page of one. */
@Controller
class SimPages {

    private static final int HISTORY = 100;

    private final Sims sims;
    private final SimRepository cards;
    private final SimLists lists;
    private final SimActions actions;
    private final Texts texts;

    SimPages(Sims sims, SimRepository cards, SimLists lists, SimActions actions, Texts texts) {
        this.sims = sims;
        this.cards = cards;
        this.lists = lists;
        this.actions = actions;
        this.texts = texts;
    }

    /** Only the part below the filters where that is all that changes. */
    @GetMapping("/sims")
    @Needs(Sims.VIEW)
    String list(
            HttpServletRequest request,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            Model model) {
        var address = SimListPage.sensible(Address.of(request, SimListPage.PARAMETERS));
        var found = lists.slice(
                SimListPage.filter(address),
                ListView.sort(address, SimListPage.USUAL_SORT),
                ListView.place(address),
                ListView.size(address));
        var view = new ListView<>(address, SimListPage.USUAL_SORT, found);
        model.addAttribute("list", new SimListPage(view, lists.counts(), htmx != null));
        return htmx == null ? "sims/list" : "sims/rows";
    }

    @GetMapping("/sims/{id}")
    @Needs(Sims.VIEW)
    String card(@PathVariable long id, Model model) {
        model.addAttribute("card", shown(id, null));
        return "sims/card";
    }

    /** PIN and PUK hidden again. */
    @GetMapping("/sims/{id}/secrets")
    @Needs(Sims.VIEW)
    String secrets(@PathVariable long id, Model model) {
        model.addAttribute("card", shown(id, null));
        return "sims/secrets";
    }

    @PostMapping("/sims/{id}/reveal")
    @Needs(Sims.SECRETS)
    String reveal(
            @PathVariable long id,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            Fields sent,
            Model model) {
        var purpose = sent.raw("purpose");
        if (!SimCardPage.PURPOSES.contains(purpose)) {
            throw new Invalid("purpose", "sims.purpose-wrong");
        }
        var secrets = sims.reveal(id, texts.get(Language.RU, "sims.purpose-" + purpose));
        model.addAttribute("card", shown(id, secrets));
        return htmx == null ? "sims/card" : "sims/secrets";
    }

    @PostMapping("/sims/{id}/deletion")
    @Needs(Sims.EDIT)
    ResponseEntity<Void> delete(@PathVariable long id, Fields sent) {
        sims.delete(id, sent.whole("version"));
        return Toast.after("sims.deleted", "/sims");
    }

    private SimCardPage shown(long id, @Nullable SimSecrets secrets) {
        var sim = cards.get(id);
        var history = lists.history(id, HISTORY + 1, 0);
        return new SimCardPage(
                sim,
                lists.line(id),
                secrets,
                cards.secrets(id) != null,
                actions.of(sim),
                history.stream().limit(HISTORY).toList(),
                history.size() > HISTORY,
                cards.wasBound(id));
    }
}
