package io.telecomcrm.search;

import io.telecomcrm.customers.CustomerLine;
import io.telecomcrm.customers.Customers;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Phone;
import io.telecomcrm.web.Needs;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** The answer to what is typed into the palette, and the same as a page of its own. */
@Controller
class SearchPages {

    private static final int MOST = 8;
    private static final int SHORTEST = 2;
    private static final int LONGEST = 100;

    private final Customers customers;

    SearchPages(Customers customers) {
        this.customers = customers;
    }

    @GetMapping("/search")
    @Needs(Needs.SIGNED_IN)
    String find(
            @RequestParam(defaultValue = "") String q,
            @RequestHeader(name = "HX-Request", defaultValue = "") String htmx,
            Model model) {
        var text = q.replace("\0", "").strip();
        var cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        var found = cut.length() >= SHORTEST && Actor.current().may(Customers.VIEW)
                ? customers.find(cut, MOST)
                : List.<CustomerLine>of();
        model.addAttribute("q", cut);
        model.addAttribute("tooShort", cut.length() < SHORTEST);
        model.addAttribute("customers", found);
        model.addAttribute("jump", found.size() == 1 && isWhole(cut));
        return htmx.isEmpty() ? "search/page" : "search/hits";
    }

    /** Whether a text names one thing and no other, so that Enter may open it at once. */
    private static boolean isWhole(String text) {
        try {
            Phone.parse(text);
            return true;
        } catch (Malformed notAPhone) {
            return false;
        }
    }
}
