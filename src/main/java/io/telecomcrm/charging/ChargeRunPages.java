package io.telecomcrm.charging;

import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Address;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.ListView;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Toast;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.servlet.ModelAndView;

/** The runs for people: what was charged, what is being charged, what could not be charged. */
@Controller
class ChargeRunPages {

    private static final List<String> PARAMETERS = ListView.parameters();

    /** More than that nobody looks through one by one. */
    private static final int SHOWN_PARKED = 200;

    /** htmx stops to ask when it gets this. */
    private static final int STOP_POLLING = 286;

    private final ChargeRuns runs;
    private final ChargeRunRepository rows;

    ChargeRunPages(ChargeRuns runs, ChargeRunRepository rows) {
        this.runs = runs;
        this.rows = rows;
    }

    @GetMapping("/charge-runs")
    @Needs(ChargeRuns.VIEW)
    ModelAndView list(
            HttpServletRequest request, @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        var address = address(request);
        return htmx == null
                ? show(address, null, List.of(), HttpStatus.OK)
                : new ModelAndView("charging/rows", Map.of("view", view(address)));
    }

    @PostMapping("/charge-runs")
    @Needs(ChargeRuns.RUN)
    Object start(Fields sent, HttpServletRequest request) {
        var dry = sent.raw("kind").equals(ChargeRunKind.DRY.code());
        try {
            var run = dry ? runs.startDry(Objects.requireNonNullElse(day(sent), runs.today())) : runs.start();
            return Toast.after(dry ? "charging.begun-dry" : "charging.begun", "/charge-runs/" + run.id());
        } catch (Invalid invalid) {
            return show(
                    address(request),
                    sent.raw("day"),
                    invalid.fields().getOrDefault("day", List.of()),
                    HttpStatus.UNPROCESSABLE_CONTENT);
        } catch (Refusal refusal) {
            return rows.open().stream()
                    .filter(run -> run.isDry() == dry)
                    .findFirst()
                    .map(run -> Toast.after("charging.runs-already", "/charge-runs/" + run.id()))
                    .orElseThrow(() -> refusal);
        }
    }

    @GetMapping("/charge-runs/{id}")
    @Needs(ChargeRuns.VIEW)
    String card(@PathVariable long id, Model model) {
        show(rows.get(id), model);
        return "charging/card";
    }

    /** The part of the card that a run in progress changes. */
    @GetMapping("/charge-runs/{id}/progress")
    @Needs(ChargeRuns.VIEW)
    String progress(@PathVariable long id, Model model, HttpServletResponse response) {
        var run = rows.get(id);
        show(run, model);
        if (!run.isOpen()) {
            response.setStatus(STOP_POLLING);
        }
        return "charging/progress";
    }

    @PostMapping("/charge-runs/{id}/cancel")
    @Needs(ChargeRuns.RUN)
    Object cancel(@PathVariable long id) {
        try {
            runs.cancel(id);
            return Toast.after("charging.cancelled", "/charge-runs/" + id);
        } catch (Refusal refusal) {
            return Toast.after("charging.over-already", "/charge-runs/" + id);
        }
    }

    private void show(ChargeRun run, Model model) {
        model.addAttribute("run", run);
        model.addAttribute("parked", run.tally().errors() == 0 ? List.of() : rows.parked(run.id(), SHOWN_PARKED, 0));
    }

    private ModelAndView show(Address address, @Nullable String day, List<Text> wrong, HttpStatus status) {
        var today = runs.today();
        var page = new ModelAndView("charging/list", status);
        page.addObject("view", view(address));
        page.addObject("form", new DryRunForm(day == null ? today.plusDays(1).toString() : day, today, wrong));
        page.addObject("latest", rows.latest().orElse(null));
        return page;
    }

    private ListView<ChargeRun> view(Address address) {
        var found = rows.slice(ChargeRunFilter.ALL, ListView.place(address), ListView.size(address));
        return new ListView<>(address, "-id", found);
    }

    private static Address address(HttpServletRequest request) {
        return ListView.sensible(Address.of(request, PARAMETERS), ChargeRunRepository.ORDERS.codes(), "-id");
    }

    private static @Nullable LocalDate day(Fields sent) {
        var day = sent.date("day");
        sent.check();
        return day;
    }
}
