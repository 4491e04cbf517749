package io.telecomcrm.gateway;

import io.telecomcrm.web.ListView;
import io.telecomcrm.web.Page;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The review list as a page shows it.
 *
 * @param state null for all
 * @param open how many wait for a decision
 */
public record ReviewListPage(
        ListView<ReviewCase> view, @Nullable ReviewState state, long open) {

    public String code() {
        return state == null ? "all" : state.code();
    }

    public Map<String, String> reasons(Page page) {
        var reasons = new LinkedHashMap<String, String>();
        reasons.put("", page.t("gateway.any-reason"));
        for (var reason : ReviewReason.values()) {
            reasons.put(reason.code(), page.t("gateway.reason-" + reason.code()));
        }
        return reasons;
    }

    public boolean filtered() {
        return view.value("reason") != null || view.value("q") != null;
    }
}
