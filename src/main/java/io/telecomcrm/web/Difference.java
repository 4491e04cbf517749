package io.telecomcrm.web;

import org.jspecify.annotations.Nullable;

/** A field as people read it: its name, what it was and what it became. */
public record Difference(
        String field, @Nullable String before, @Nullable String after) {}
