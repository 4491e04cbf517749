package io.telecomcrm.live;

import java.util.function.LongSupplier;

/**
 * A list whose page says that there are new rows; the feature that owns it declares it as a bean.
 *
 * @param path where it is, {@code /payments}
 * @param newest the highest id there is, found at once
 */
public record LiveList(String path, String permission, LongSupplier newest) {}
