package io.telecomcrm.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActorTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "0:0:0:0:0:0:0:1, ::1",
        "0:0:0:0:0:0:0:0, ::",
        "2001:db8:0:0:0:0:0:0, 2001:db8::",
        "2a02:6b8:0:1:0:0:0:5, 2a02:6b8:0:1::5",
        "2a02:0:0:1:0:0:2:5, 2a02::1:0:0:2:5",
        "2a02:6b8:c0a:1f2e:10:fe0f:2b3c:4d5e, 2a02:6b8:c0a:1f2e:10:fe0f:2b3c:4d5e",
        "2a02:10:0:20:30:40:50:60, 2a02:10:0:20:30:40:50:60",
    })
    void anAddressIsNamedInItsShortForm(String whole, String brief) {
        assertThat(Actor.anonymous(whole, null).address()).isEqualTo(brief);
    }
}
