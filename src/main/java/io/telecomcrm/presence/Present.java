package io.telecomcrm.presence;

/**
 * Somebody else who has the card open.
 *
 * @param fullName Фамилия Имя Отчество
 * @param minutes for how long
 */
public record Present(String fullName, long minutes) {

    /** As colleagues call one another: А. Попова. */
    public String shortName() {
        var words = fullName.strip().split("\\s+");
        return words.length < 2 ? fullName : words[1].substring(0, words[1].offsetByCodePoints(0, 1)) + ". " + words[0];
    }
}
