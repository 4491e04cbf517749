package io.telecomcrm.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;

/** Makes the {@link Page} of a request, or of a piece of a page that is sent without one. */
@Component
public class PageModel {

    private final Texts texts;
    private final Assets assets;
    private final List<MenuItem> menu;
    private final Bell bell;
    private final CrmSettings settings;

    PageModel(Texts texts, Assets assets, List<MenuItem> menu, Bell bell, CrmSettings settings) {
        this.texts = texts;
        this.assets = assets;
        this.menu =
                menu.stream().sorted(Comparator.comparingInt(MenuItem::order)).toList();
        this.bell = bell;
        this.settings = settings;
    }

    /** Without an address of its own, a token for forms or anything to say once. */
    public Page page(Visitor visitor) {
        return new Page(visitor, texts, assets, menu, bell, "", null, () -> "", null, null, settings);
    }

    Page page(HttpServletRequest request) {
        var visitor = request.getAttribute(Visitor.ATTRIBUTE) instanceof Visitor known
                ? known
                : PageIdentity.stranger(request);
        return new Page(
                visitor,
                texts,
                assets,
                menu,
                bell,
                request.getRequestURI(),
                request.getQueryString(),
                () -> request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
                        ? token.getToken()
                        : "",
                Toast.text(request),
                Toast.undo(request),
                settings);
    }
}
