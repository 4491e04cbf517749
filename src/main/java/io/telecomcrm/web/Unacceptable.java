package io.telecomcrm.web;

import io.telecomcrm.kernel.Text;
import org.springframework.http.HttpStatus;

/** A request that can't be read or answered in the form asked for. */
final class Unacceptable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final transient Text text;

    Unacceptable(HttpStatus status, String code, Object... args) {
        super(code, null, false, false);
        this.status = status;
        this.text = new Text(code, args);
    }

    HttpStatus status() {
        return status;
    }

    Text text() {
        return text;
    }
}
