package io.telecomcrm.live;

import org.jspecify.annotations.Nullable;

/**
 * Why a page is looked at, and what it shows.
 *
 * @param opened whether it has just been loaded
 * @param shown whether it has just come, or come back, into sight: what happened long ago is no news then
 * @param card the path of the card it shows, {@code /contracts/7}; null for none
 * @param outdated whether that card shows what is no longer so
 * @param rows whether its list may have new rows
 */
public record Glance(
        boolean opened, boolean shown, @Nullable String card, boolean outdated, boolean rows) {}
