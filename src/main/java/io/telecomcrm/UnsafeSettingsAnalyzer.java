package io.telecomcrm;

import io.telecomcrm.kernel.UnsafeSettings;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in one message what production lacks, instead of a stack trace. */
class UnsafeSettingsAnalyzer extends AbstractFailureAnalyzer<UnsafeSettings> {

    @Override
    protected FailureAnalysis analyze(Throwable root, UnsafeSettings cause) {
        return new FailureAnalysis(
                "The product does not start with unsafe settings:\n  - " + String.join("\n  - ", cause.wrong()),
                cause.advice(),
                cause);
    }
}
