package io.telecomcrm.web;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Finds the handler of a request. Spring holds a path with an id in it against every route, of which there are hundreds,
 * and that took a fifth of the time of a card's answer. Here it is held first against the few that begin alike and are
 * as long; whatever is not found so, or not found once, Spring looks for as ever.
 */
class Routing extends RequestMappingHandlerMapping {

    /** Before those of the health checks, which would hold every other path against all of theirs first. */
    private static final int FIRST = -200;

    private final Map<Place, List<Route>> routes = new ConcurrentHashMap<>();

    @Override
    public int getOrder() {
        return FIRST;
    }

    @Override
    protected void registerHandlerMethod(Object handler, Method method, RequestMappingInfo info) {
        super.registerHandlerMethod(handler, method, info);
        for (var pattern : info.getPatternValues()) {
            routes.computeIfAbsent(Place.of(pattern), _ -> new CopyOnWriteArrayList<>())
                    .add(new Route(info, createHandlerMethod(handler, method)));
        }
    }

    @Override
    protected @Nullable HandlerMethod lookupHandlerMethod(String path, HttpServletRequest request) throws Exception {
        RequestMappingInfo match = null;
        HandlerMethod handler = null;
        for (var route : routes.getOrDefault(Place.of(path), List.of())) {
            var found = getMatchingMapping(route.info(), request);
            if (found != null && match != null) {
                return super.lookupHandlerMethod(path, request);
            }
            if (found != null) {
                match = found;
                handler = route.handler();
            }
        }
        if (match == null || handler == null) {
            return super.lookupHandlerMethod(path, request);
        }
        request.setAttribute(BEST_MATCHING_HANDLER_ATTRIBUTE, handler);
        handleMatch(match, path, request);
        return handler;
    }

    private record Route(RequestMappingInfo info, HandlerMethod handler) {}

    /** Where to look for a path: how it begins and how many segments it has. */
    private record Place(String beginning, int segments) {

        private static final String API = "/api/";

        static Place of(String path) {
            var end = path.indexOf('/', path.startsWith(API) ? API.length() : 1);
            var segments = 0;
            for (var i = 0; i < path.length(); i++) {
                segments += path.charAt(i) == '/' ? 1 : 0;
            }
            return new Place(end < 0 ? path : path.substring(0, end), segments);
        }
    }
}
