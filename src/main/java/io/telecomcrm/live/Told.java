package io.telecomcrm.live;

import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What the page behind a socket was told, by ids: those up to the one it was opened with, and the latest ones. Ids are not
 * committed in their order, so the highest alone would not do.
 */
public final class Told {

    private static final int MOST = 200;

    private final NavigableSet<Long> latest = new TreeSet<>();
    private long upTo;

    public Told(long upTo) {
        this.upTo = upTo;
    }

    /** Whether it is news; from now on it is not. */
    public boolean isNews(long id) {
        if (id <= upTo || !latest.add(id)) {
            return false;
        }
        if (latest.size() > MOST) {
            upTo = latest.removeFirst();
        }
        return true;
    }
}
