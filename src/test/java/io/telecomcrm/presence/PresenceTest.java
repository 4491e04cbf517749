package io.telecomcrm.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.TurnableClock;
import io.telecomcrm.kernel.Actor;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
class PresenceTest {

    @Autowired
    Presence presence;

    @Autowired
    Http http;

    @Autowired
    TurnableClock clock;

    private final long id = ThreadLocalRandom.current().nextLong(1L << 40, 1L << 50);

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void tellsWhoElseIsHereAndSinceWhen() throws Exception {
        assertThat(here("operator", id)).isEmpty();
        clock.forward(Duration.ofSeconds(60));
        assertThat(here("operator", id)).isEmpty();
        clock.forward(Duration.ofSeconds(65));

        assertThat(here("supervisor", id)).extracting(Present::minutes).containsExactly(2L);
        assertThat(here("supervisor", id + 1)).isEmpty();
    }

    @Test
    void forgetsWhoeverIsSilent() throws Exception {
        here("operator", id);
        clock.forward(Duration.ofSeconds(76));
        assertThat(here("supervisor", id)).isEmpty();

        here("operator", id);
        assertThat(here("supervisor", id)).extracting(Present::minutes).containsExactly(0L);
    }

    @Test
    void shortensNamesAsColleaguesDo() {
        assertThat(new Present("Попова Анна Сергеевна", 0).shortName()).isEqualTo("А. Попова");
        assertThat(new Present("admin", 0).shortName()).isEqualTo("admin");
    }

    private List<Present> here(String role, long id) throws Exception {
        var actor = new Actor(http.userId(role), role, role, Set.of(), null, null);
        return actor.call(() -> presence.here("test", id));
    }
}
