package io.telecomcrm.web;

import io.telecomcrm.kernel.Actor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets the rest of a request run in somebody's name. */
abstract class Acting extends OncePerRequestFilter {

    static void act(Actor actor, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            actor.call(() -> {
                chain.doFilter(request, response);
                return "done";
            });
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    /** Errors found outside the handlers are shown by a second dispatch, which needs to know the visitor too. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
