package io.telecomcrm.web;

import java.beans.PropertyEditorSupport;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * Ids in addresses are plain digits. A converter would not do: where one fails, Spring asks Java's own parser, which
 * takes other scripts, signs and hexadecimal too, so that one customer would have many addresses.
 */
@ControllerAdvice
class StrictIds {

    private static final int LONGEST = 18;

    @InitBinder
    void ids(WebDataBinder binder) {
        binder.registerCustomEditor(long.class, new Id(false));
        binder.registerCustomEditor(Long.class, new Id(true));
    }

    private static final class Id extends PropertyEditorSupport {

        private final boolean mayBeAbsent;

        Id(boolean mayBeAbsent) {
            this.mayBeAbsent = mayBeAbsent;
        }

        @Override
        public void setAsText(String text) {
            if (text.isEmpty() && mayBeAbsent) {
                setValue(null);
                return;
            }
            if (text.isEmpty() || text.length() > LONGEST || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new IllegalArgumentException("not an id");
            }
            setValue(Long.valueOf(text));
        }
    }
}
