package io.telecomcrm.live;

/**
 * A card that somebody has open just now.
 *
 * @param path where it is, {@code /contracts/7}
 */
public record OpenCard(long user, String path) {}
