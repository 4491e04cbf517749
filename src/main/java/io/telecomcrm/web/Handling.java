package io.telecomcrm.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** Calls handlers as Spring does, but asks {@link Ids} and {@link PlainAnswers} first. */
class Handling extends RequestMappingHandlerAdapter {

    @Override
    public void afterPropertiesSet() {
        super.afterPropertiesSet();
        setArgumentResolvers(first(new Ids(), Objects.requireNonNull(getArgumentResolvers())));
        var answers = Objects.requireNonNull(getReturnValueHandlers());
        setReturnValueHandlers(first(new PlainAnswers(answers), answers));
    }

    private static <T> List<T> first(T ours, List<T> others) {
        var all = new ArrayList<T>();
        all.add(ours);
        all.addAll(others);
        return all;
    }
}
