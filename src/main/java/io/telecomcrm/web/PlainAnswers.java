package io.telecomcrm.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.HandlerMethodReturnValueHandlerComposite;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Writes answers that are bytes already. Spring would first look for what could write them, in what type and encoding,
 * which takes a tenth of the time of a card's answer; where there is anything to decide, it still does.
 */
class PlainAnswers implements HandlerMethodReturnValueHandler {

    private final HandlerMethodReturnValueHandler others;

    PlainAnswers(List<HandlerMethodReturnValueHandler> springs) {
        this.others = new HandlerMethodReturnValueHandlerComposite().addHandlers(springs);
    }

    @Override
    public boolean supportsReturnType(MethodParameter type) {
        return type.getParameterType() == ResponseEntity.class;
    }

    @Override
    public void handleReturnValue(
            @Nullable Object value, MethodParameter type, ModelAndViewContainer container, NativeWebRequest web)
            throws Exception {
        if (value instanceof ResponseEntity<?> answer
                && answer.getBody() instanceof byte[] body
                && web.getNativeResponse() instanceof HttpServletResponse response
                && isPlain(web)) {
            container.setRequestHandled(true);
            write(answer, body, response);
        } else {
            others.handleReturnValue(value, type, container, web);
        }
    }

    private static boolean isPlain(NativeWebRequest web) {
        return web.getHeader(HttpHeaders.IF_NONE_MATCH) == null && web.getHeader(HttpHeaders.IF_MATCH) == null;
    }

    private static void write(ResponseEntity<?> answer, byte[] body, HttpServletResponse response) throws IOException {
        response.setStatus(answer.getStatusCode().value());
        answer.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
