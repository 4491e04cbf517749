package io.telecomcrm.reports;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bar chart laid out for drawing: every length is in the units of its picture.
 *
 * @param bars one for each value, from left to right
 * @param lines of the grid, from the bottom up
 */
public record BarChart(int width, int height, List<Bar> bars, List<Line> lines) {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 220;
    private static final int LEFT = 48;
    private static final int BOTTOM = 24;
    private static final int TOP = 8;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM");
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MM.uuuu");

    /**
     * @param label under the bar, null where there is no room for all
     * @param title the whole name of the value
     * @param href where a click leads
     */
    public record Bar(
            double x,
            double y,
            double width,
            double height,
            @Nullable String label,
            String title,
            long value,
            String href) {

        public double middle() {
            return x + width / 2;
        }
    }

    /** A line of the grid and the value it stands for. */
    public record Line(double y, long value) {}

    static BarChart ofGrowth(List<Figures.Month> months) {
        return of(
                months.stream()
                        .map(month -> new Value(
                                MONTH.format(month.month()),
                                month.added(),
                                month.month().atDay(1),
                                month.month().atEndOfMonth()))
                        .toList(),
                1);
    }

    static BarChart ofDays(List<Figures.Day> days) {
        return of(
                days.stream()
                        .map(day -> new Value(DAY.format(day.day()), day.added(), day.day(), day.day()))
                        .toList(),
                5);
    }

    private static BarChart of(List<Value> values, int labelEach) {
        var most = values.stream().mapToLong(Value::amount).max().orElse(0);
        var step = step(most);
        var top = Math.max(step, (most + step - 1) / step * step);
        var floor = HEIGHT - BOTTOM;
        var lines = new ArrayList<Line>();
        for (var value = 0L; value <= top; value += step) {
            lines.add(new Line(floor - (double) value / top * (floor - TOP), value));
        }
        var slot = (double) (WIDTH - LEFT) / values.size();
        var bars = new ArrayList<Bar>();
        for (var i = 0; i < values.size(); i++) {
            var value = values.get(i);
            var height = (double) value.amount() / top * (floor - TOP);
            bars.add(new Bar(
                    LEFT + slot * i + slot * 0.2,
                    floor - height,
                    slot * 0.6,
                    height,
                    (values.size() - 1 - i) % labelEach == 0 ? value.name() : null,
                    value.name(),
                    value.amount(),
                    "/customers?created_from=" + value.from() + "&created_to=" + value.to()));
        }
        return new BarChart(WIDTH, HEIGHT, bars, lines);
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
