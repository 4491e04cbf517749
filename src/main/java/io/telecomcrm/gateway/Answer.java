package io.telecomcrm.gateway;

/** What came back of a question to a provider. */
sealed interface Answer {

    record Known(Remote remote) implements Answer {}

    /** It understood us and will not do it; asking again is of no use. */
    record Refused(String why) implements Answer {}

    /** Whether it was done nobody knows: the same question, with the same key, tells. */
    record Unknown(String why) implements Answer {}
}
