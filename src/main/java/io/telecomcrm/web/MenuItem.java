package io.telecomcrm.web;

/**
 * A section of the product in the side menu; each feature declares its own as a bean.
 *
 * @param permission who sees it; {@link Needs#SIGNED_IN} for all
 * @param shortcut the key that opens it after G, as the keyboard event names it: {@code KeyC}
 */
public record MenuItem(int order, String path, String textKey, String icon, String permission, String shortcut) {}
