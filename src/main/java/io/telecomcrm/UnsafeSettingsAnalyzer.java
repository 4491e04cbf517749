package io.telecomcrm;

import io.telecomcrm.kernel.UnsafeSettings;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in one message what production lacks, instead of a stack trace. */
class UnsafeSettingsAnalyzer extends AbstractFailureAnalyzer<UnsafeSettings> {

    @Override
    protected FailureAnalysis analyze(Throwable root, UnsafeSettings cause) {
        return new FailureAnalysis(
                "Production does not start with unsafe settings:\n  - " + String.join("\n  - ", cause.wrong()),
                "Set them in the environment or in .env.prod (see .env.prod.example). A good key: openssl rand -base64 48",
                cause);
    }
}
