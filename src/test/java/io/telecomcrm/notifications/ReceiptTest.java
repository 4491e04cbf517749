package io.telecomcrm.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.OptionalParameter.Message_payload;
import org.jsmpp.bean.OptionalParameter.Message_state;
import org.jsmpp.bean.OptionalParameter.Receipted_message_id;
import org.junit.jupiter.api.Test;

/** How the receipts of all sorts of centres are read. */
class ReceiptTest {

    private static final Receipt DELIVERED = new Receipt("7F-1", "DELIVRD");

    @Test
    void needsOnlyTheIdAndTheStateOfTheText() {
        for (var text : List.of(
                "id:7F-1 sub:001 dlvrd:001 submit date:2611251200 done date:2611251201 stat:DELIVRD err:000 text:Hi",
                "id:7F-1 sub:1 dlvrd:1 submit date:20261125120000+03 done date:- stat:DELIVRD err:4E1 Text:stat:EXPIRED",
                "ID: 7F-1 Stat: delivrd",
                "stat:DELIVRD id:7F-1")) {
            assertThat(Receipt.of(said(text))).as(text).isEqualTo(DELIVERED);
            assertThat(Receipt.of(said("", new Message_payload(text.getBytes(StandardCharsets.UTF_16BE)))))
                    .as(text)
                    .isEqualTo(DELIVERED);
        }
    }

    @Test
    void whatTheParametersSayCountsOverTheText() {
        var id = new Receipted_message_id("7F-1");
        assertThat(Receipt.of(said("id:127 stat:UNDELIV", id, new Message_state((byte) 2))))
                .isEqualTo(DELIVERED);
        assertThat(Receipt.of(said("id:127 stat:DELIVRD", id))).isEqualTo(DELIVERED);
        assertThat(Receipt.of(said("id:7F-1", new Message_state((byte) 2)))).isEqualTo(DELIVERED);
        // some don't end it with a zero
        assertThat(Receipt.of(
                        said("stat:DELIVRD", new Receipted_message_id("7F-1".getBytes(StandardCharsets.US_ASCII)))))
                .isEqualTo(DELIVERED);
        assertThat(Receipt.of(said("id:7F-1 stat:DELIVRD", new Receipted_message_id(""), new Message_state((byte) 9))))
                .isEqualTo(DELIVERED);
    }

    /** As section 5.2.28 of SMPP 3.4 numbers them. */
    @Test
    void knowsEveryState() {
        var states = List.of("ENROUTE", "DELIVRD", "EXPIRED", "DELETED", "UNDELIV", "ACCEPTD", "UNKNOWN", "REJECTD");
        for (var state : states) {
            var number = (byte) (states.indexOf(state) + 1);
            assertThat(Receipt.of(said("", new Receipted_message_id("7F-1"), new Message_state(number))))
                    .isEqualTo(new Receipt("7F-1", state));
        }
    }

    @Test
    void whatDoesNotSayBothIsNone() {
        for (var text :
                List.of("", "hello", "id:7F-1", "id:7F-1 stat:GONE", "stat:DELIVRD", "paid:7F-1 stat:DELIVRD")) {
            assertThat(Receipt.of(said(text))).as(text).isNull();
        }
        assertThat(Receipt.of(said("", new Receipted_message_id("7F-1"), new Message_state((byte) -1))))
                .isNull();
    }

    private static DeliverSm said(String text, OptionalParameter... more) {
        var said = new DeliverSm();
        said.setShortMessage(text.getBytes(StandardCharsets.US_ASCII));
        said.setOptionalParameters(more);
        return said;
    }
}
