package io.telecomcrm.web;

import java.beans.PropertyEditorSupport;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * Ids in addresses are ASCII digits. An editor and not a converter, for where a converter refuses, Spring asks Java's own
 * parser, which takes other scripts, signs and hexadecimal too.
 */
@ControllerAdvice
class Ids {

    @InitBinder
    void strictly(WebDataBinder binder) {
        binder.registerCustomEditor(long.class, new Strict());
        binder.registerCustomEditor(Long.class, new Strict());
    }

    private static final class Strict extends PropertyEditorSupport {

        @Override
        public void setAsText(String text) {
            if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new IllegalArgumentException("not an id");
            }
            setValue(Long.valueOf(text));
        }
    }
}
