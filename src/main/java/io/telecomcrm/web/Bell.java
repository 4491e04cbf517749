package io.telecomcrm.web;

import io.telecomcrm.kernel.Actor;

/** What the bell in the top bar shows. The shell asks, the feature that owns the notices answers. */
public interface Bell {

    /** Where counting stops; the bell then shows «99+». */
    int MOST = 99;

    State of(Actor actor);

    /**
     * @param unread how many notices were not read, at most one more than {@link #MOST}
     * @param newest the id of the newest there is; 0 for none
     */
    record State(long unread, long newest) {}
}
