package io.telecomcrm.payments;

import io.telecomcrm.contracts.ContractCard;
import io.telecomcrm.contracts.ContractStatus;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Needs;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Taking money at the desk: whose contract, how much, and once. */
@Controller
class DeskPages {

    private static final int SHOWN = 10;

    /** Who pays the same again so soon was perhaps taken twice: by the way back, or by a colleague. */
    private static final Duration SOON = Duration.ofMinutes(10);

    private static final List<String> CONTROLS =
            List.of("contract", "contract_text", "amount", "method", "given", "transaction_id", "description");

    private final Payments payments;
    private final PaymentInput input;
    private final PaymentSettings settings;
    private final OnlinePayments online;
    private final Contracts contracts;
    private final SubscriptionForecast forecast;
    private final PaymentRepository rows;
    private final Clock clock;

    DeskPages(
            Payments payments,
            PaymentInput input,
            PaymentSettings settings,
            OnlinePayments online,
            Contracts contracts,
            SubscriptionForecast forecast,
            PaymentRepository rows,
            Clock clock) {
        this.rows = rows;
        this.clock = clock;
        this.payments = payments;
        this.input = input;
        this.settings = settings;
        this.online = online;
        this.contracts = contracts;
        this.forecast = forecast;
    }

    @GetMapping("/payments/new")
    @Needs(Payments.TAKE)
    ModelAndView form(
            @RequestParam(defaultValue = "") String contract,
            @RequestParam(name = "contract_text", defaultValue = "") String text,
            @RequestParam(defaultValue = "") String customer,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        if (customer.matches("[0-9]{1,18}")) {
            return ofCustomer(Long.parseLong(customer));
        }
        var payer = contract.matches("[0-9]{1,18}") ? find(Long.parseLong(contract)) : only(text);
        var errors = payer == null && !(contract.isBlank() && text.isBlank())
                ? Map.of("contract", List.of(new Text("payments.no-contract")))
                : Map.<String, List<Text>>of();
        return show(
                payer,
                Map.of("method", "cash", "contract_text", text),
                errors,
                null,
                null,
                null,
                htmx != null,
                HttpStatus.OK);
    }

    /** Who has one contract pays for it; who has more is found by the name. */
    private ModelAndView ofCustomer(long id) {
        var found = rows.contractsOf(id, 2);
        var name = rows.customerName(id);
        return show(
                found.size() == 1 ? find(found.getFirst()) : null,
                Map.of("method", "cash", "contract_text", name == null ? "" : name),
                Map.of(),
                null,
                null,
                null,
                false,
                HttpStatus.OK);
    }

    /** Contracts for the box that looks for one of many. */
    @GetMapping("/payments/options/contracts")
    @Needs(Payments.TAKE)
    ModelAndView options(@RequestParam(defaultValue = "") String q) {
        var asked = clean(q);
        return new ModelAndView(
                "payments/contract-options",
                Map.of("found", asked.isEmpty() ? List.of() : contracts.find(asked, SHOWN), "q", asked));
    }

    /** With the same key the money is taken once, however often the form is sent. */
    @PostMapping("/payments")
    @Needs(Payments.TAKE)
    Object take(Fields sent) {
        var details = input.read(sent);
        if (sent.errors().isEmpty()) {
            input.checkContract(sent);
        }
        var key = sent.required("request_key", 40);
        var given = details.method() == PaymentMethod.CASH ? sent.money("given", settings.largestAmount()) : null;
        if (given != null && !sent.rejected("amount") && given.compareTo(details.amount()) < 0) {
            sent.reject("given", "payments.given-less");
        }
        if (!sent.errors().isEmpty()) {
            return again(sent, sent.errors(), null, null, null, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        var amount = details.amount();
        // what was taken already is told so, and asked about no more
        var isSure = sent.raw("sure").equals(amount.wire()) || rows.isTaken(key);
        var twin = isSure
                ? null
                : rows.twin(details, key, clock.instant().minus(SOON)).orElse(null);
        if (twin != null || !isSure && isDoubted(details)) {
            return again(sent, Map.of(), amount, twin, null, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        try {
            var isOnline = details.method() == PaymentMethod.ONLINE;
            var before = contracts.get(details.contractId()).status();
            var taken = isOnline ? online.begin(details, key) : payments.take(details, key);
            var line = taken.payment();
            if (!taken.isNew() && !line.details().isSameMoney(details)) {
                return again(
                        sent,
                        Map.of("", List.of(new Text("payments.known-otherwise"))),
                        null,
                        null,
                        line,
                        HttpStatus.CONFLICT);
            }
            if (isOnline) {
                online.send(line.id());
                return done(line.id(), "begun", null);
            }
            var isResumed = before == ContractStatus.SUSPENDED
                    && contracts.get(details.contractId()).status() == ContractStatus.ACTIVE;
            return done(
                    line.id(),
                    !taken.isNew() ? "again" : isResumed ? "resumed" : "now",
                    given == null ? null : given.minus(amount));
        } catch (Refusal refusal) {
            return again(sent, Map.of("", List.of(refusal.text())), null, null, null, HttpStatus.CONFLICT);
        } catch (Invalid invalid) {
            return again(sent, invalid.fields(), null, null, null, HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    /** What is much, or more than is owed of a contract that ended. */
    private boolean isDoubted(PaymentDetails details) {
        return details.amount().compareTo(settings.undoubted()) > 0
                || DeskForm.isTooMuch(contracts.get(details.contractId()), details.amount());
    }

    private static ResponseEntity<Void> done(long id, String taken, @Nullable Money change) {
        var address = "/payments/" + id + "?taken=" + taken
                + (change == null || change.isZero() ? "" : "&change=" + change.kopecks());
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(address))
                .build();
    }

    /** The form as it was typed. What the key stands for already is not taken again, so another payment gets another key. */
    private ModelAndView again(
            Fields sent,
            Map<String, List<Text>> errors,
            @Nullable Money doubted,
            @Nullable Payment twin,
            @Nullable Payment known,
            HttpStatus status) {
        var values = new HashMap<String, String>();
        CONTROLS.forEach(name -> values.put(name, sent.raw(name)));
        if (known == null) {
            values.put("request_key", sent.raw("request_key"));
        }
        var contract = sent.raw("contract");
        var payer = contract.matches("[0-9]{1,18}") ? find(Long.parseLong(contract)) : null;
        return show(payer, values, errors, doubted, twin, known, false, status);
    }

    private ModelAndView show(
            @Nullable ContractCard payer,
            Map<String, String> values,
            Map<String, List<Text>> errors,
            @Nullable Money doubted,
            @Nullable Payment twin,
            @Nullable Payment known,
            boolean part,
            HttpStatus status) {
        var key = values.getOrDefault("request_key", "");
        var form = new DeskForm(
                payer,
                payer == null ? null : forecast.nextCharge(payer),
                payer == null ? Money.ZERO : forecast.toUnblock(payer),
                key.matches("[A-Za-z0-9-]{1,40}") ? key : UUID.randomUUID().toString(),
                values,
                errors,
                doubted,
                twin,
                known,
                online.isOffered(),
                part);
        return new ModelAndView(part ? "payments/desk" : "payments/new", Map.of("form", form), status);
    }

    private @Nullable ContractCard find(long id) {
        try {
            return contracts.card(id);
        } catch (NotFound gone) {
            return null;
        }
    }

    /** The one contract that a text describes. */
    private @Nullable ContractCard only(String text) {
        var asked = clean(text);
        var found = asked.isEmpty() ? List.<ContractCard>of() : contracts.find(asked, 2);
        return found.size() == 1 ? found.getFirst() : null;
    }

    private static String clean(String text) {
        var asked = text.replace("\0", "").strip();
        return asked.length() > 100 ? asked.substring(0, 100) : asked;
    }
}
