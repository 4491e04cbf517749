package io.telecomcrm.notifications;

/** Takes messages of one channel out of the house. Never called inside a transaction. */
interface Carrier {

    Channel channel();

    Outcome send(Notification message);

    /** Before a round of messages, also an empty one. */
    default void prepare() {}
}
