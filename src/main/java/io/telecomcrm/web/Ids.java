package io.telecomcrm.web;

import io.telecomcrm.kernel.Digits;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Ids in addresses are ASCII digits. Spring's own way would ask Java's parser, which takes other scripts, signs and
 * hexadecimal too.
 */
class Ids implements HandlerMethodArgumentResolver {

    private static final int LONGEST = 18;

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == long.class && parameter.hasParameterAnnotation(PathVariable.class);
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var name = String.valueOf(parameter.getParameterName());
        var variables = (Map<?, ?>)
                request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
        var text = variables == null ? "" : String.valueOf(variables.get(name));
        if (text.isEmpty() || text.length() > LONGEST || !Digits.only(text, 0)) {
            throw new MethodArgumentTypeMismatchException(text, long.class, name, parameter, null);
        }
        return Long.valueOf(text);
    }
}
