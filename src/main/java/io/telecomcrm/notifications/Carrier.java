package io.telecomcrm.notifications;

import org.jspecify.annotations.Nullable;

/** Takes messages of one channel out of the house. Never called inside a transaction. */
interface Carrier {

    Channel channel();

    /** The code of what it lacks to send anything at all; null when it can. */
    @Nullable
    String lacks();

    Outcome send(Notification message);

    /** Before a round of messages, also an empty one. */
    default void prepare() {}
}
