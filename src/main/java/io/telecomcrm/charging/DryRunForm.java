package io.telecomcrm.charging;

import io.telecomcrm.kernel.Text;
import java.time.LocalDate;
import java.util.List;

/** The question which day a dry run is for. */
public record DryRunForm(String day, LocalDate today, List<Text> wrong) {

    public String first() {
        return today.toString();
    }

    public String last() {
        return today.plusDays(ChargeRuns.DAYS_AHEAD).toString();
    }
}
