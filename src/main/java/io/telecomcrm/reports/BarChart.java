package io.telecomcrm.reports;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bar chart laid out for drawing: across in per cent of its width, so that it fits any screen, and down in pixels.
 *
 * @param bars one for each value, from left to right
 * @param lines of the grid, from the bottom up
 */
public record BarChart(List<Bar> bars, List<Line> lines) {

    private static final int TOP = 8;
    private static final int FLOOR = 194;
    private static final double FILLED = 0.6;
    private static final String CUSTOMERS = "/customers?created_from=%s&created_to=%s";
    private static final String PAYMENTS = "/payments?from=%s&to=%s";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM");
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MM.uu");

    /**
     * @param label under the bar, null where there is no room for all
     * @param spare whether a narrow screen leaves the label out
     * @param title the whole name of the value
     * @param href where a click leads
     * @param css of the bar
     */
    public record Bar(
            double left,
            double top,
            double width,
            double height,
            @Nullable String label,
            boolean spare,
            String title,
            long value,
            String href,
            String css) {

        public double middle() {
            return rounded(left + width / 2);
        }
    }

    /** A line of the grid and the value it stands for. */
    public record Line(double top, long value) {}

    static BarChart ofGrowth(List<Figures.Month> months) {
        return of(
                months.stream()
                        .map(month -> new Value(
                                MONTH.format(month.month()),
                                month.added(),
                                month.month().atDay(1),
                                month.month().atEndOfMonth()))
                        .toList(),
                2,
                CUSTOMERS);
    }

    /** @param unit how many roubles one stands for */
    static BarChart ofRevenue(List<Figures.Revenue> months, long unit) {
        return of(
                months.stream()
                        .map(month -> new Value(
                                MONTH.format(month.month()),
                                MoneyChart.rubles(month.amount()) / unit,
                                month.month().atDay(1),
                                month.month().atEndOfMonth()))
                        .toList(),
                2,
                PAYMENTS);
    }

    static BarChart ofDays(List<Figures.Day> days) {
        return of(
                days.stream()
                        .map(day -> new Value(DAY.format(day.day()), day.added(), day.day(), day.day()))
                        .toList(),
                4,
                CUSTOMERS);
    }

    /** Two bars a month: contracts begun and contracts ended. */
    static BarChart ofActivity(List<Figures.Activity> months) {
        var top = top(months.stream()
                .mapToLong(month -> Math.max(month.activated(), month.terminated()))
                .max()
                .orElse(0));
        var slot = 100.0 / months.size();
        var width = slot * FILLED / 2;
        var bars = new ArrayList<Bar>();
        for (var i = 0; i < months.size(); i++) {
            var month = months.get(i);
            var name = MONTH.format(month.month());
            var left = slot * i + slot * (1 - FILLED) / 2;
            var fromLast = months.size() - 1 - i;
            var label = fromLast % 2 == 0 ? name : null;
            var spare = fromLast / 2 % 2 == 1;
            bars.add(pair(left, width, month.activated(), top, label, spare, "activated", "bar v-3", month));
            bars.add(pair(left + width, width, month.terminated(), top, null, false, "terminated", "bar v-5", month));
        }
        return new BarChart(bars, lines(top));
    }

    private static Bar pair(
            double left,
            double width,
            long value,
            long top,
            @Nullable String label,
            boolean spare,
            String what,
            String css,
            Figures.Activity month) {
        var height = height(value, top);
        return new Bar(
                rounded(left),
                rounded(FLOOR - height),
                rounded(width),
                rounded(height),
                label,
                spare,
                MONTH.format(month.month()),
                value,
                "/contracts?" + what + "_from=" + month.month().atDay(1) + "&" + what + "_to="
                        + month.month().atEndOfMonth(),
                css);
    }

    private static long top(long most) {
        var step = step(most);
        return Math.max(step, (most + step - 1) / step * step);
    }

    private static List<Line> lines(long top) {
        var step = step(top);
        var lines = new ArrayList<Line>();
        for (var value = 0L; value <= top; value += step) {
            lines.add(new Line(rounded(FLOOR - height(value, top)), value));
        }
        return lines;
    }

    private static BarChart of(List<Value> values, int labelEach, String list) {
        var top = top(values.stream().mapToLong(Value::amount).max().orElse(0));
        var lines = lines(top);
        var slot = 100.0 / values.size();
        var bars = new ArrayList<Bar>();
        for (var i = 0; i < values.size(); i++) {
            var value = values.get(i);
            var height = height(value.amount(), top);
            var fromLast = values.size() - 1 - i;
            bars.add(new Bar(
                    rounded(slot * i + slot * (1 - FILLED) / 2),
                    rounded(FLOOR - height),
                    rounded(slot * FILLED),
                    rounded(height),
                    fromLast % labelEach == 0 ? value.name() : null,
                    fromLast / labelEach % 2 == 1,
                    value.name(),
                    value.amount(),
                    list.formatted(value.from(), value.to()),
                    "bar v-1"));
        }
        return new BarChart(bars, lines);
    }

    private static double height(long value, long top) {
        return (double) value / top * (FLOOR - TOP);
    }

    private static double rounded(double length) {
        return Math.round(length * 100) / 100.0;
    }

    /** A round distance between the lines of the grid, so that there are three or four of them. */
    private static long step(long most) {
        var rough = Math.max(1, (most + 2) / 3);
        var magnitude = (long) Math.pow(10, Math.floor(Math.log10(rough)));
        for (var factor : new int[] {1, 2, 5, 10}) {
            if (magnitude * factor >= rough) {
                return magnitude * factor;
            }
        }
        throw new IllegalStateException("no step for " + most);
    }

    private record Value(String name, long amount, LocalDate from, LocalDate to) {}
}
