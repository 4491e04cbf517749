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
import java.util.List;
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

    private static final List<String> SEEN = List.of("customers.view", "sims.view", "contracts.view", "tickets.view");

    /** Whose business it is what the operator earns. */
    private static final String MONEY = "reports.view";

    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final Duration OLDEST = Duration.ofMinutes(1);

    private static final int OWN_TICKETS = 5;

    private final LoadingCache<String, Figures> figures;
    private final FiguresRepository repository;

    Dashboard(FiguresRepository repository, Clock clock, CrmSettings settings) {
        this.repository = repository;
        this.figures = Caffeine.newBuilder()
                .maximumSize(1)
                .refreshAfterWrite(FRESH)
                .expireAfterWrite(OLDEST)
                .build(_ -> repository.count(clock.instant(), settings.zone()));
    }

    @GetMapping("/")
    @Needs(Needs.SIGNED_IN)
    String page(Model model) {
        var actor = Actor.current();
        if (SEEN.stream().anyMatch(actor::may)) {
            var counted = figures.get("all");
            model.addAttribute("figures", counted);
            model.addAttribute("growth", BarChart.ofGrowth(counted.growth()));
            model.addAttribute("daily", BarChart.ofDays(counted.daily()));
            model.addAttribute("revenue", MoneyChart.of(counted.revenue()));
            model.addAttribute("activity", BarChart.ofActivity(counted.activity()));
            model.addAttribute(
                    "own",
                    actor.userId() != null && actor.may("tickets.view")
                            ? repository.ticketsOf(actor.userId(), OWN_TICKETS)
                            : List.of());
        }
        return "reports/dashboard";
    }

    /** Each figure for those who may see what it counts. */
    @GetMapping("/api/dashboard")
    @Needs(Needs.SIGNED_IN)
    @ResponseBody
    Map<String, @Nullable Object> figures() {
        var counted = figures.get("all");
        var answer = new LinkedHashMap<String, @Nullable Object>();
        answer.put("active_customers", seen("customers.view", counted.activeCustomers()));
        answer.put("active_sims", seen("sims.view", counted.activeSims()));
        answer.put("free_sims", seen("sims.view", counted.freeSims()));
        answer.put("open_tickets", seen("tickets.view", counted.openTickets()));
        answer.put("overdue_tickets", seen("tickets.view", counted.overdueTickets()));
        answer.put(
                "revenue_per_month",
                seen(MONEY, counted.revenue().stream().map(Dashboard::wire).toList()));
        answer.put(
                "customers_per_tariff",
                seen(
                        "contracts.view",
                        counted.tariffs().stream().map(Dashboard::wire).toList()));
        answer.put(
                "top_payers",
                seen(MONEY, counted.payers().stream().map(Dashboard::wire).toList()));
        answer.put(
                "base_growth",
                seen(
                        "customers.view",
                        counted.growth().stream().map(Dashboard::wire).toList()));
        answer.put("customers", seen("customers.view", counted.customers()));
        answer.put(
                "contract_activity",
                seen(
                        "contracts.view",
                        counted.activity().stream().map(Dashboard::wire).toList()));
        answer.put("counted_at", counted.at());
        return answer;
    }

    private static @Nullable Object seen(String permission, Object figure) {
        return Actor.current().may(permission) ? figure : null;
    }

    private static Map<String, Object> wire(Figures.TariffShare share) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("tariff", Map.of("id", share.id(), "name", share.name()));
        answer.put("contracts", share.contracts());
        return answer;
    }

    private static Map<String, Object> wire(Figures.Activity month) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("month", month.month().toString());
        answer.put("activated", month.activated());
        answer.put("terminated", month.terminated());
        return answer;
    }

    private static Map<String, Object> wire(Figures.Revenue month) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("month", month.month().toString());
        answer.put("amount", month.amount().wire());
        return answer;
    }

    private static Map<String, Object> wire(Figures.Payer payer) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("customer", Map.of("id", payer.id(), "full_name", payer.fullName()));
        answer.put("amount", payer.amount().wire());
        return answer;
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
