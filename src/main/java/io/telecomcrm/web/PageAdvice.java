package io.telecomcrm.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;

/** Puts the {@link Page} into the model of every view, and forbids browsers to keep pages with personal data. */
@Component
class PageAdvice implements HandlerInterceptor {

    private final PageModel pages;

    PageAdvice(PageModel pages) {
        this.pages = pages;
    }

    @Override
    public void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView view) {
        if (view == null || view.getViewName() != null && view.getViewName().startsWith("redirect:")) {
            return;
        }
        if (request.getHeader("HX-Request") == null) {
            Toast.take(request, response);
        }
        view.addObject("page", pages.page(request));
        response.setHeader("Cache-Control", "no-store");
        response.addHeader("Vary", "HX-Request");
    }
}
