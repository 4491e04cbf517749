package io.telecomcrm.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;

/** Makes the {@link Page} of a request. */
@Component
class PageModel {

    private final Texts texts;
    private final Assets assets;
    private final List<MenuItem> menu;
    private final CrmSettings settings;

    PageModel(Texts texts, Assets assets, List<MenuItem> menu, CrmSettings settings) {
        this.texts = texts;
        this.assets = assets;
        this.menu =
                menu.stream().sorted(Comparator.comparingInt(MenuItem::order)).toList();
        this.settings = settings;
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
