package io.telecomcrm.live;

import io.telecomcrm.web.Visitor;
import org.jspecify.annotations.Nullable;

/** What somebody is to see at once; asked here, answered by whoever keeps it. Called in the visitor's name. */
public interface LiveNews {

    /**
     * The ready HTML of what is new, each piece with the id of its place on the page; null for nothing.
     *
     * @param told what this page was told before; it is told what is told now
     */
    @Nullable
    String html(Visitor visitor, Glance glance, Told told);
}
