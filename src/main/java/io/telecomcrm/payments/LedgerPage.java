package io.telecomcrm.payments;

import io.telecomcrm.contracts.ContractCard;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.ListView;
import io.telecomcrm.web.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of a contract, or the lines of all a customer's contracts; each with the balance of its contract after it.
 *
 * @param of whose it is, a path such as {@code /contracts/7}
 * @param contract null for those of a customer
 * @param balances of each contract, as the newest of its lines shown left it
 * @param free the largest adjustment without the right of the supervisor
 * @param key by which a second click adjusts nothing
 * @param values what was sent in the dialog that was refused
 * @param errors what was wrong with it; empty where none was
 */
public record LedgerPage(
        ListView<PaymentCard> view,
        String of,
        @Nullable ContractCard contract,
        Map<Long, Money> balances,
        Money free,
        String key,
        Map<String, String> values,
        Map<String, List<Text>> errors) {

    /** A line, and the balance after it; null where it had no effect. */
    public record Line(PaymentCard card, @Nullable Money balance) {}

    public List<Line> lines() {
        var lines = new ArrayList<Line>();
        var after = new HashMap<>(balances);
        for (var card : view.lines()) {
            var line = card.payment();
            var balance = line.status().tookEffect() ? after.get(line.contractId()) : null;
            lines.add(new Line(card, balance));
            if (balance != null) {
                after.put(line.contractId(), balance.minus(line.amount()));
            }
        }
        return lines;
    }

    public String value(String name) {
        return values.getOrDefault(name, "");
    }

    public @Nullable String error(Page page, String field) {
        return page.error(errors, field);
    }

    /** Why the balance moved, in one line. */
    public static String explanation(Page page, Payment line) {
        var period = line.period();
        if (line.kind() == PaymentKind.CHARGE && period != null) {
            return page.t(
                    "payments.fee-of",
                    line.description() == null ? "" : line.description(),
                    page.date(period.start()),
                    page.date(period.end().minusDays(1)));
        }
        var words = line.reason() != null ? line.reason() : line.description();
        var name = page.t(
                line.kind() == PaymentKind.PAYMENT
                        ? "payments.method-" + line.method().code()
                        : "payments.kind-" + line.kind().code());
        var whole = line.kind() == PaymentKind.ADJUSTMENT && line.reverses() != null
                ? page.t("payments.named-of", name, Long.toString(line.reverses()))
                : name;
        return words == null ? whole : page.t("payments.named-so", whole, words);
    }
}
