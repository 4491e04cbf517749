package io.telecomcrm.web;

import static io.telecomcrmdb.Tables.CONTRACT_DOCUMENT;
import static io.telecomcrmdb.Tables.IDEMPOTENCY_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.TurnableClock;
import io.telecomcrm.kernel.Refusal;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Who may do the work of a key: one call at a time, and of two the one that has the key when it is done. */
@IntegrationTest
class IdempotencyKeysTest {

    private static final String BODY = "0".repeat(64);

    private final String key = UUID.randomUUID().toString();

    @Autowired
    IdempotencyKeys keys;

    @Autowired
    Http http;

    @Autowired
    TurnableClock clock;

    @Autowired
    DSLContext db;

    @AfterEach
    void setTheClockRight() {
        clock.reset();
    }

    @Test
    void aCallThatTakesTooLongLosesTheKeyAndWhatItDid() {
        var slow = claim();
        clock.forward(Duration.ofSeconds(59));
        assertThatThrownBy(this::claim).isInstanceOf(Refusal.class).hasMessage("idempotency_running");
        clock.forward(Duration.ofSeconds(2));
        var quick = claim();

        assertThatThrownBy(() -> keys.perform(slow, writing("slow")))
                .isInstanceOf(Refusal.class)
                .hasMessage("idempotency_lost");
        keys.free(slow);
        assertThat(keys.perform(quick, writing("quick")).id()).isEqualTo(7);

        assertThat(isWritten("slow")).isFalse();
        assertThat(isWritten("quick")).isTrue();
        assertThat(claim().known()).isEqualTo(new Once.Made(7, true));
        assertThatThrownBy(() -> keys.perform(slow, writing("slow"))).isInstanceOf(Refusal.class);
        keys.free(quick);
        assertThat(claim().known()).isEqualTo(new Once.Made(7, true));
    }

    @Test
    void theOutcomeIsWrittenWithTheWorkOrNotAtAll() {
        var claim = claim();
        assertThatThrownBy(() -> keys.perform(claim, () -> {
                    var _ = writing("half").get();
                    throw new IllegalStateException("broken on the way");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(isWritten("half")).isFalse();
        keys.free(claim);
        assertThat(claim().known()).isNull();
    }

    @Test
    void aKeyIsForgottenAfterAWeek() {
        keys.perform(claim(), writing("old"));
        clock.forward(Duration.ofDays(7).minusMinutes(1));
        keys.removeOld();
        assertThat(claim().known()).isEqualTo(new Once.Made(7, true));
        clock.forward(Duration.ofMinutes(2));
        keys.removeOld();
        assertThat(db.fetchExists(IDEMPOTENCY_KEY, IDEMPOTENCY_KEY.KEY_TEXT.eq(key)))
                .isFalse();
        assertThat(claim().known()).isNull();
    }

    private IdempotencyKeys.Claim claim() {
        return keys.claim(http.userId("operator"), "POST", "/api/contracts", key, BODY);
    }

    private Supplier<Once.Made> writing(String what) {
        return () -> {
            db.insertInto(CONTRACT_DOCUMENT)
                    .set(CONTRACT_DOCUMENT.DOCUMENT_KEY, what + key.substring(0, 20))
                    .execute();
            return new Once.Made(7, true);
        };
    }

    private boolean isWritten(String what) {
        return db.fetchExists(CONTRACT_DOCUMENT, CONTRACT_DOCUMENT.DOCUMENT_KEY.eq(what + key.substring(0, 20)));
    }
}
