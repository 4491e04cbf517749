package io.telecomcrm.reports;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.web.CrmSettings;
import io.telecomcrm.web.MenuItem;
import io.telecomcrm.web.Needs;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** The first page after signing in, and the same figures for programs. Counted at most twice a minute. */
@Controller
class Dashboard {

    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final Duration OLDEST = Duration.ofMinutes(1);

    private final LoadingCache<String, Figures> figures;

    Dashboard(FiguresRepository repository, Clock clock, CrmSettings settings) {
        this.figures = Caffeine.newBuilder()
                .maximumSize(1)
                .refreshAfterWrite(FRESH)
                .expireAfterWrite(OLDEST)
                .build(_ -> repository.count(clock.instant(), settings.zone()));
    }

    @GetMapping("/")
    @Needs(Needs.SIGNED_IN)
    String page(Model model) {
        var counted = visible();
        if (counted != null) {
            model.addAttribute("figures", counted);
            model.addAttribute("growth", BarChart.ofGrowth(counted.growth()));
            model.addAttribute("daily", BarChart.ofDays(counted.daily()));
        }
        return "reports/dashboard";
    }

    @GetMapping("/api/dashboard")
    @Needs(Needs.SIGNED_IN)
    @ResponseBody
    Map<String, Object> figures() {
        var counted = visible();
        var answer = new LinkedHashMap<String, Object>();
        answer.put("active_customers", counted == null ? null : counted.activeCustomers());
        answer.put("customers", counted == null ? null : counted.customers());
        answer.put(
                "base_growth",
                counted == null
                        ? null
                        : counted.growth().stream().map(Dashboard::wire).toList());
        answer.put("counted_at", counted == null ? null : counted.at());
        return answer;
    }

    /** Null for those who may not see customers. */
    private @Nullable Figures visible() {
        return Actor.current().may("customers.view") ? figures.get("all") : null;
    }

    private static Map<String, Object> wire(Figures.Month month) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("month", month.month().toString());
        answer.put("new", month.added());
        answer.put("total", month.total());
        return answer;
    }

    @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
    static class Menu {

        @Bean
        MenuItem dashboardMenu() {
            return new MenuItem(0, "/", "dashboard.title", "layout-dashboard", Needs.SIGNED_IN, "KeyH");
        }
    }
}
