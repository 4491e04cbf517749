package io.telecomcrm.web;

/** A step of the way back: where the page hangs in the product. */
public record Crumb(String text, String href) {}
