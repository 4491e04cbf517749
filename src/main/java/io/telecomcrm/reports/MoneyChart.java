package io.telecomcrm.reports;

import io.telecomcrm.kernel.Money;
import java.util.List;

/**
 * What came in, month by month, in a unit that keeps the figures short.
 *
 * @param unit key of its text
 * @param months the amounts themselves, as the table beside the bars tells them
 */
public record MoneyChart(BarChart chart, String unit, List<Figures.Revenue> months) {

    private static final long THOUSANDS_FROM = 100_000;
    private static final long MILLIONS_FROM = 100_000_000;

    static MoneyChart of(List<Figures.Revenue> months) {
        var most =
                months.stream().mapToLong(month -> rubles(month.amount())).max().orElse(0);
        if (most >= MILLIONS_FROM) {
            return new MoneyChart(BarChart.ofRevenue(months, 1_000_000), "dashboard.millions", months);
        }
        return most >= THOUSANDS_FROM
                ? new MoneyChart(BarChart.ofRevenue(months, 1_000), "dashboard.thousands", months)
                : new MoneyChart(BarChart.ofRevenue(months, 1), "dashboard.rubles", months);
    }

    static long rubles(Money amount) {
        return Math.max(0, amount.kopecks() / 100);
    }
}
