package io.telecomcrm.customers;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What the form says while it is filled in, and what it asks before it saves.
 *
 * @param mixed the fields whose name has Latin and Russian letters in one word
 * @param company whether it is a company that is being entered
 * @param adding whether it is a new customer; one that is known already only has to differ in what is unique
 * @param confirmed whether somebody has said that the look-alikes are others
 */
public record FormAdvice(
        List<String> mixed, List<Lookalike> lookalikes, boolean company, boolean adding, boolean confirmed) {

    static final FormAdvice NONE = new FormAdvice(List.of(), List.of(), false, false, false);

    /** Whether one of them is the same by law, so that a second one needs a right of its own. */
    public boolean isStrong() {
        return lookalikes.stream().anyMatch(Lookalike::isStrong);
    }

    /** Whether somebody has to say that the look-alikes are others. */
    public boolean asks() {
        return adding || isStrong();
    }

    /** Who was shown, so that a decision about them is not taken for one about others. */
    public String seen() {
        return lookalikes.stream().map(found -> Long.toString(found.id())).collect(Collectors.joining(" "));
    }
}
