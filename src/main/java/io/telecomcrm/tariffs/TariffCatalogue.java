package io.telecomcrm.tariffs;

import java.util.List;

/**
 * The catalogue as a page shows it.
 *
 * @param archive whether it is the archive that is looked at
 * @param active how many are sold
 * @param archived how many are not sold any more
 */
public record TariffCatalogue(
        boolean archive, String q, List<TariffLine> lines, long active, long archived, boolean part) {

    public boolean isFiltered() {
        return !q.isEmpty();
    }

    public String path() {
        return archive ? "/tariffs?tab=archive" : "/tariffs";
    }
}
