package io.telecomcrm.web;

import java.util.List;

/** Tells what the one who acts can do now with a thing of one type, for a refusal to name the same as its card does. */
public interface AllowedMoves {

    /** The type as it is called on the wire: {@code contract}. */
    String type();

    /** The commands as they are called on the wire. */
    List<String> allowed(long id);
}
