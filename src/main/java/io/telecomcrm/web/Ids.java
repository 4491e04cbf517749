package io.telecomcrm.web;

import java.beans.PropertyEditorSupport;
import java.util.regex.Pattern;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * Ids in addresses are ASCII digits. A converter would not do: where it refuses, Spring falls back to Java's own parser,
 * which takes digits of other scripts, signs and hexadecimal too.
 */
@ControllerAdvice
class Ids {

    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    @InitBinder
    void readStrictly(WebDataBinder binder) {
        binder.registerCustomEditor(long.class, new StrictId());
        binder.registerCustomEditor(Long.class, new StrictId());
    }

    private static final class StrictId extends PropertyEditorSupport {

        @Override
        public void setAsText(String text) {
            if (!ID.matcher(text).matches()) {
                throw new IllegalArgumentException("not an id");
            }
            setValue(Long.valueOf(text));
        }
    }
}
