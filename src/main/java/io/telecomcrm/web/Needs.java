package io.telecomcrm.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The permission a route needs. Every route has one; it is checked before the request's body is read. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {

    /** Whoever has signed in, whatever the role. */
    String SIGNED_IN = "signed-in";

    /** Anybody, also without an account. */
    String NOTHING = "nothing";

    String value();
}
