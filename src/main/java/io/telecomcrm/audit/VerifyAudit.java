package io.telecomcrm.audit;

import io.telecomcrm.kernel.Command;
import io.telecomcrm.web.Language;
import io.telecomcrm.web.Texts;
import org.springframework.stereotype.Component;

/** {@code --verify-audit}, or {@code --verify-audit=57:9f86d081…} with a seal taken from the application's log. */
@Component
class VerifyAudit implements Command {

    private final Verification verification;
    private final Texts texts;

    VerifyAudit(Verification verification, Texts texts) {
        this.verification = verification;
        this.texts = texts;
    }

    @Override
    public String option() {
        return "verify-audit";
    }

    @Override
    @SuppressWarnings("SystemOut")
    public int run(String value) {
        var check = verification.check(KnownSeal.parse(value));
        System.out.println(texts.get(Language.EN, "audit.checked", check.entries(), check.seal(), check.sealHash()));
        check.findings().forEach(finding -> System.out.println("  - " + texts.get(Language.EN, finding)));
        System.out.println(texts.get(Language.EN, check.isGood() ? "audit.check.good" : "audit.check.bad"));
        return check.isGood() ? 0 : 1;
    }
}
