package io.telecomcrm.web;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Forbidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets a request through to its handler only with the permission the handler {@link Needs}. */
@Component
class Gate implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            check(method, request);
        }
        return true;
    }

    static void check(HandlerMethod method, HttpServletRequest request) {
        var needs = method.getMethodAnnotation(Needs.class);
        if (needs == null) {
            if (method.getBeanType().getName().startsWith("io.telecomcrm.")) {
                throw new IllegalStateException(method + " doesn't say which permission it needs");
            }
            return;
        }
        if (needs.value().equals(Needs.NOTHING)) {
            return;
        }
        var actor = Actor.current();
        if (actor.isAnonymous()) {
            throw ApiIdentity.reason(request);
        }
        if (!needs.value().equals(Needs.SIGNED_IN) && !actor.may(needs.value())) {
            throw new Forbidden(needs.value());
        }
    }
}
