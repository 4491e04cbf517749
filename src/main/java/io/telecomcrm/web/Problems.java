package io.telecomcrm.web;

import io.telecomcrm.kernel.Duplicate;
import io.telecomcrm.kernel.Forbidden;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Merged;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Stale;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.PathContainer;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * The one place where errors become answers: JSON in the API's dialect (or RFC 9457 for a client that prefers it), a
 * page or a redirect to the sign-in for people.
 */
@ControllerAdvice
@org.springframework.stereotype.Controller
class Problems implements ErrorController {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    private static final MediaType PROBLEM_JSON = MediaType.APPLICATION_PROBLEM_JSON;

    private final Texts texts;
    private final PageModel pages;
    private final ObjectProvider<RequestMappingHandlerMapping> handlers;
    private final ObjectProvider<AllowedMoves> moves;

    Problems(
            Texts texts,
            PageModel pages,
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> handlers,
            ObjectProvider<AllowedMoves> moves) {
        this.texts = texts;
        this.pages = pages;
        this.handlers = handlers;
        this.moves = moves;
    }

    @ExceptionHandler
    Object unauthenticated(Unauthenticated refused, HttpServletRequest request, HttpServletResponse response) {
        if (!ApiPaths.isApi(request)) {
            return toSignIn(request, response);
        }
        var body = detail(request, refused.detail().code());
        if (refused.code() != null) {
            body.put("code", refused.code());
        }
        if (refused.tokenMessage() != null) {
            var message = new LinkedHashMap<String, Object>();
            message.put("token_class", "AccessToken");
            message.put("token_type", "access");
            message.put("message", texts.get(language(request), refused.tokenMessage()));
            body.put("messages", List.of(message));
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"api\"");
        return json(request, HttpStatus.UNAUTHORIZED, body);
    }

    @ExceptionHandler
    Object forbidden(Forbidden forbidden, HttpServletRequest request) {
        return answer(request, HttpStatus.FORBIDDEN, detail(request, "error.forbidden"), forbidden.permission());
    }

    @ExceptionHandler
    Object missing(NotFound missing, HttpServletRequest request) {
        return notFound(request, "error.no_" + missing.type());
    }

    /** Whoever reads is led to where the thing is now; whoever writes has to know that it is another one. */
    @ExceptionHandler
    Object merged(Merged merged, HttpServletRequest request) {
        if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
            return ResponseEntity.status(HttpStatus.MOVED_PERMANENTLY)
                    .header(HttpHeaders.LOCATION, there(merged, request))
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .build();
        }
        var body = detail(
                request, "error.merged_" + merged.type(), Long.toString(merged.id()), Long.toString(merged.into()));
        body.put("code", "merged");
        body.put("merged_into", merged.into());
        return answer(request, HttpStatus.CONFLICT, body, null);
    }

    private static String there(Merged merged, HttpServletRequest request) {
        var path = URI.create(ApiPaths.calledUrl(request)).getRawPath();
        var query = request.getQueryString();
        return path.replaceFirst("/" + merged.id() + "(?=/|$)", "/" + merged.into())
                + (query == null ? "" : "?" + query);
    }

    @ExceptionHandler
    Object noSuchAddress(NoResourceFoundException missing, HttpServletRequest request) {
        return notFound(request, "error.not_found");
    }

    /** An id that is no number names nothing. */
    @ExceptionHandler
    Object noSuchId(MethodArgumentTypeMismatchException mismatch, HttpServletRequest request) {
        return notFound(request, "error.not_found");
    }

    @ExceptionHandler
    Object noSuchPage(Listing.InvalidPage invalid, HttpServletRequest request) {
        return notFound(request, "error.invalid_page");
    }

    @ExceptionHandler
    Object invalid(Invalid invalid, HttpServletRequest request) {
        var language = language(request);
        var fields = new LinkedHashMap<String, Object>();
        invalid.fields()
                .forEach((field, all) -> nest(
                        fields,
                        field,
                        all.stream().map(text -> texts.get(language, text)).toList()));
        if (!ApiPaths.isApi(request)) {
            var first = invalid.fields().values().iterator().next().getFirst();
            return page(request, HttpStatus.BAD_REQUEST, texts.get(language, first), null);
        }
        if (prefersProblem(request)) {
            var body = detail(request, "error.invalid");
            body.put("errors", fields);
            return json(request, HttpStatus.BAD_REQUEST, body);
        }
        return json(request, HttpStatus.BAD_REQUEST, fields.containsKey("") ? fields.get("") : fields);
    }

    /** The errors of a part, {@code options.minutes}, as an object of their own. */
    @SuppressWarnings("unchecked")
    private static void nest(Map<String, Object> fields, String name, List<String> told) {
        var dot = name.indexOf('.');
        if (dot < 0) {
            fields.put(name, told);
        } else {
            var part = fields.computeIfAbsent(name.substring(0, dot), _ -> new LinkedHashMap<String, Object>());
            nest((Map<String, Object>) part, name.substring(dot + 1), told);
        }
    }

    @ExceptionHandler
    Object refused(Refusal refusal, HttpServletRequest request) {
        var body = new LinkedHashMap<String, Object>();
        var language = language(request);
        body.put(
                "detail",
                ApiPaths.isApi(request) ? texts.get(language, refusal.text()) : texts.shown(language, refusal.text()));
        body.put("code", refusal.code());
        if (refusal.status() != null) {
            body.put("status", refusal.status());
            body.put("allowed", allowed(refusal));
        }
        if (!refusal.fields().isEmpty()) {
            body.put("fields", refusal.fields());
        }
        return answer(request, HttpStatus.CONFLICT, body, null);
    }

    private List<String> allowed(Refusal refusal) {
        var subject = refusal.subject();
        if (subject == null) {
            return refusal.allowed();
        }
        try {
            return moves.stream()
                    .filter(one -> one.type().equals(subject.type()))
                    .findFirst()
                    .orElseThrow()
                    .allowed(subject.id());
        } catch (NotFound gone) {
            return List.of();
        }
    }

    @ExceptionHandler
    Object duplicate(Duplicate duplicate, HttpServletRequest request) {
        var body = detail(request, "error." + duplicate.code());
        body.put("code", duplicate.code());
        body.put("duplicates", duplicate.candidates());
        return answer(request, HttpStatus.CONFLICT, body, null);
    }

    @ExceptionHandler
    Object stale(Stale stale, HttpServletRequest request) {
        var body = detail(request, "error.stale");
        body.put("code", "stale");
        return answer(
                request, ApiPaths.isApi(request) ? HttpStatus.PRECONDITION_FAILED : HttpStatus.CONFLICT, body, null);
    }

    @ExceptionHandler
    Object throttled(Throttled throttled, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(throttled.seconds()));
        return answer(
                request, HttpStatus.TOO_MANY_REQUESTS, detail(request, "error.throttled", throttled.seconds()), null);
    }

    @ExceptionHandler
    Object unacceptable(Unacceptable unacceptable, HttpServletRequest request) {
        var body = new LinkedHashMap<String, Object>();
        body.put("detail", texts.get(language(request), unacceptable.text()));
        return answer(request, unacceptable.status(), body, null);
    }

    /** Rights come before methods: a stranger learns nothing of what the address can do. */
    @ExceptionHandler
    Object wrongMethod(
            HttpRequestMethodNotSupportedException wrong, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        var methods = new TreeSet<String>();
        for (var method : wrong.getSupportedHttpMethods() == null
                ? List.<org.springframework.http.HttpMethod>of()
                : wrong.getSupportedHttpMethods()) {
            methods.add(method.name());
        }
        response.setHeader(HttpHeaders.ALLOW, Allow.header(methods));
        for (var method : methods) {
            var chain = handlers.getObject().getHandler(new OtherMethod(request, method));
            if (chain != null && chain.getHandler() instanceof HandlerMethod handler) {
                try {
                    Gate.check(handler, request);
                    break;
                } catch (Unauthenticated refused) {
                    return unauthenticated(refused, request, response);
                } catch (Forbidden forbidden) {
                    if (method.equals(methods.last())) {
                        return forbidden(forbidden, request);
                    }
                }
            }
        }
        var page = wrong.getMethod().equals("GET") && !isApi(request) ? pageAbove(request.getRequestURI()) : null;
        if (page != null) {
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .header(HttpHeaders.LOCATION, page)
                    .build();
        }
        return answer(
                request,
                HttpStatus.METHOD_NOT_ALLOWED,
                detail(request, "error.method_not_allowed", wrong.getMethod()),
                null);
    }

    @ExceptionHandler
    Object wrongMedia(HttpMediaTypeNotSupportedException wrong, HttpServletRequest request) {
        return answer(
                request,
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                detail(request, "error.media_type", String.valueOf(request.getContentType())),
                null);
    }

    /** A query or a form that is not UTF-8. */
    @ExceptionHandler
    Object undecodable(InvalidParameterException undecodable, HttpServletRequest request) {
        return invalid(new Invalid("", "error.bad_request"), request);
    }

    @ExceptionHandler
    @Nullable
    Object broken(Throwable bug, HttpServletRequest request, HttpServletResponse response) {
        // there is nobody to tell; taking the response as an argument says that it is dealt with
        if (DisconnectedClientHelper.isClientDisconnectedException(bug)) {
            log.debug("The caller of {} {} hung up", request.getMethod(), request.getRequestURI());
            return null;
        }
        if (bug instanceof org.springframework.web.ErrorResponse known
                && known.getStatusCode().is4xxClientError()) {
            return plain(request, known.getStatusCode());
        }
        if (bug instanceof MultipartException) {
            return invalid(new Invalid("", "error.bad_request"), request);
        }
        log.error("Request {} {} failed", request.getMethod(), request.getRequestURI(), bug);
        return plain(request, HttpStatus.INTERNAL_SERVER_ERROR);
    }

    /** Errors found outside the handlers: refused by the firewall, by CSRF protection, by the server itself. */
    @RequestMapping("/error")
    @Needs(Needs.NOTHING)
    Object outside(HttpServletRequest request) {
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatusCode.valueOf(code)
                : HttpStatus.NOT_FOUND;
        var cause = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (status.is5xxServerError() && cause instanceof Throwable bug) {
            log.error("Request failed outside the handlers", bug);
        }
        return plain(request, status);
    }

    private Object plain(HttpServletRequest request, HttpStatusCode status) {
        return switch (status.value()) {
            case 404 -> notFound(request, "error.not_found");
            // Our own handlers tell what is wrong; here it is an address that can't be read, where nothing can be.
            case 400 ->
                isApi(request)
                        ? notFound(request, "error.not_found")
                        : answer(request, status, detail(request, "error.bad_request"), null);
            case 403 ->
                answer(
                        request,
                        status,
                        detail(request, request.getAttribute(CSRF_REFUSED) != null ? "error.csrf" : "error.forbidden"),
                        null);
            case 405 -> answer(request, status, detail(request, "error.method_not_allowed", methodOf(request)), null);
            case 413 ->
                answer(
                        request,
                        status,
                        detail(request, Upload.isIn(request) ? "error.files_too_large" : "error.too_large"),
                        null);
            case 415 ->
                answer(
                        request,
                        status,
                        detail(request, "error.media_type", String.valueOf(request.getContentType())),
                        null);
            case 500 -> {
                var body = detail(request, "error.internal");
                body.put("request_id", RequestIds.of(request));
                yield answer(request, status, body, null);
            }
            default ->
                answer(
                        request,
                        status,
                        detail(request, status.is4xxClientError() ? "error.bad_request" : "error.internal"),
                        null);
        };
    }

    /** The second dispatch, which shows an error, is a GET whatever the first was. */
    private static String methodOf(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_METHOD) instanceof String method
                ? method
                : request.getMethod();
    }

    static final String CSRF_REFUSED = CsrfException.class.getName();

    private Object notFound(HttpServletRequest request, String key) {
        return answer(request, HttpStatus.NOT_FOUND, detail(request, key), null);
    }

    private Object answer(
            HttpServletRequest request, HttpStatusCode status, Map<String, Object> body, @Nullable String permission) {
        return isApi(request)
                ? json(request, status, body)
                : page(request, status, String.valueOf(body.get("detail")), permission);
    }

    private ResponseEntity<Object> json(HttpServletRequest request, HttpStatusCode status, Object body) {
        if (!prefersProblem(request) || !(body instanceof Map<?, ?> fields)) {
            return ResponseEntity.status(status)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(body);
        }
        var problem = new LinkedHashMap<String, Object>();
        var reason = HttpStatus.resolve(status.value());
        problem.put("type", fields.get("code") == null ? "about:blank" : "/problems/" + fields.get("code"));
        problem.put("title", reason == null ? "Error" : reason.getReasonPhrase());
        problem.put("status", status.value());
        fields.forEach((name, value) -> problem.put(name.equals("status") ? "state" : name.toString(), value));
        return ResponseEntity.status(status).contentType(PROBLEM_JSON).body(problem);
    }

    private ModelAndView page(
            HttpServletRequest request, HttpStatusCode status, String message, @Nullable String permission) {
        var view = new ModelAndView("web/error", status);
        view.addObject("page", pages.page(request));
        view.addObject("status", status.value());
        view.addObject("message", message);
        view.addObject("title", titleOf(status.value()));
        view.addObject("permission", permission == null ? "" : permission);
        view.addObject("requestId", RequestIds.of(request));
        return view;
    }

    private static String titleOf(int status) {
        return switch (status) {
            case 403 -> "error.title.forbidden";
            case 404 -> "error.title.not_found";
            case 409 -> "error.title.conflict";
            case 429 -> "error.title.throttled";
            default -> status < 500 ? "error.title.bad_request" : "error.title.internal";
        };
    }

    /** What takes only forms stands below the page they are on; after a refusal that address can be reloaded, or sent on. */
    private @Nullable String pageAbove(String path) {
        for (var end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
            var above = path.substring(0, end);
            if (isPage(PathContainer.parsePath(above))) {
                return above;
            }
        }
        return null;
    }

    private boolean isPage(PathContainer path) {
        return handlers.getObject().getHandlerMethods().keySet().stream()
                .filter(mapping -> mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET))
                .map(RequestMappingInfo::getPathPatternsCondition)
                .filter(Objects::nonNull)
                .flatMap(condition -> condition.getPatterns().stream())
                .anyMatch(pattern -> pattern.matches(path));
    }

    private Object toSignIn(HttpServletRequest request, HttpServletResponse response) {
        var htmx = request.getHeader("HX-Request") != null;
        var wanted = htmx ? request.getHeader("HX-Current-URL") : here(request);
        var address = "/login"
                + (wanted == null || wanted.equals("/")
                        ? ""
                        : "?next=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8));
        if (htmx) {
            response.setHeader("HX-Redirect", address);
            return ResponseEntity.status(HttpStatus.UNAUTHORIZED).build();
        }
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, address)
                .build();
    }

    /** A page that was asked for by GET can be asked for again; a form leads back to the page it stood on. */
    private static String here(HttpServletRequest request) {
        if (!request.getMethod().equals("GET")) {
            return Objects.requireNonNullElse(request.getHeader(HttpHeaders.REFERER), "/");
        }
        return request.getQueryString() == null
                ? request.getRequestURI()
                : request.getRequestURI() + "?" + request.getQueryString();
    }

    private Map<String, Object> detail(HttpServletRequest request, String key, Object... args) {
        var body = new LinkedHashMap<String, Object>();
        body.put("detail", texts.get(language(request), key, args));
        return body;
    }

    private Language language(HttpServletRequest request) {
        if (isApi(request)) {
            return Language.accepted(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        }
        return pages.page(request).visitor().language();
    }

    private static boolean isApi(HttpServletRequest request) {
        return ApiPaths.isApi(request)
                || request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri
                        && uri.startsWith("/api");
    }

    private static boolean prefersProblem(HttpServletRequest request) {
        try {
            return MediaType.parseMediaTypes(request.getHeader(HttpHeaders.ACCEPT)).stream()
                    .filter(type -> isProblem(type) || type.includes(MediaType.APPLICATION_JSON))
                    .max(Comparator.comparingDouble(MediaType::getQualityValue))
                    .filter(Problems::isProblem)
                    .isPresent();
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static boolean isProblem(MediaType type) {
        return type.equalsTypeAndSubtype(MediaType.APPLICATION_PROBLEM_JSON);
    }

    /** The same request by another method, to find out what it would have needed. */
    private static final class OtherMethod extends jakarta.servlet.http.HttpServletRequestWrapper {

        private final String method;

        OtherMethod(HttpServletRequest request, String method) {
            super(request);
            this.method = method;
        }

        @Override
        public String getMethod() {
            return method;
        }
    }
}
