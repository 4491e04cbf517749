package io.telecomcrm.notifications;

import java.util.List;

/** What came of an attempt to send something. */
sealed interface Outcome {

    /** @param parts what the centre calls the parts of a short message */
    record Sent(List<String> parts) implements Outcome {}

    /** Too much at once: later, and it does not count. */
    record Busy(String why) implements Outcome {}

    /** It may work another time. */
    record Failed(String why) implements Outcome {}

    /** It never will. */
    record Refused(String why) implements Outcome {}
}
