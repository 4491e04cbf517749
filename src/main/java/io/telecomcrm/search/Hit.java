package io.telecomcrm.search;

import org.jspecify.annotations.Nullable;

/**
 * One thing found.
 *
 * @param tagKey the key of its state's text, null for none
 */
public record Hit(
        String href,
        String icon,
        String text,
        @Nullable String sub,
        @Nullable String tagKey,
        @Nullable String tagClass) {}
