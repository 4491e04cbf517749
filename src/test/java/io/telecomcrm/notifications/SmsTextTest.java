package io.telecomcrm.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** How texts are cut for the network. */
class SmsTextTest {

    @Test
    void takesThePlainAlphabetWhereItCan() {
        var text = SmsText.of("Hello @ {1} €", 7);
        assertThat(text.isUnicode()).isFalse();
        assertThat(text.hasHeader()).isFalse();
        assertThat(text.parts()).containsExactly(new byte[] {
            'H', 'e', 'l', 'l', 'o', ' ', 0, ' ', 0x1B, 0x28, '1', 0x1B, 0x29, ' ', 0x1B, 0x65
        });
        assertThat(SmsText.of("Привет", 7).isUnicode()).isTrue();
        assertThat(SmsText.of("`", 7).isUnicode()).isTrue();
    }

    @Test
    void knowsHowMuchFits() {
        assertThat(SmsText.count("a".repeat(160))).isEqualTo(1);
        assertThat(SmsText.count("a".repeat(161))).isEqualTo(2);
        assertThat(SmsText.count("a".repeat(306))).isEqualTo(2);
        assertThat(SmsText.count("a".repeat(307))).isEqualTo(3);
        assertThat(SmsText.count("€".repeat(80))).isEqualTo(1);
        assertThat(SmsText.count("я".repeat(70))).isEqualTo(1);
        assertThat(SmsText.count("я".repeat(71))).isEqualTo(2);
        assertThat(SmsText.count("я".repeat(134))).isEqualTo(2);
        assertThat(SmsText.count("я".repeat(135))).isEqualTo(3);
    }

    @Test
    void escapesAreNotTornApart() {
        var parts = SmsText.of("a".repeat(152) + "€".repeat(10), 7).parts();
        assertThat(parts.getFirst()).hasSize(6 + 152);
        assertThat(parts.get(1)[6]).isEqualTo((byte) 0x1B);
    }

    /** Every part is whole in itself, none is too long, and together they are the text. */
    @Property(tries = 300)
    void partsAreWholeAndMakeTheText(@ForAll @StringLength(max = 400) String any) {
        var text = "я" + any.replace("\r\n", "\n").replaceAll("[\\p{Cs}]", "😀") + "😀".repeat(40);
        var sms = SmsText.of(text, 300);
        var together = new StringBuilder();
        for (var i = 0; i < sms.parts().size(); i++) {
            var part = sms.parts().get(i);
            assertThat(part).startsWith(5, 0, 3, 300 & 0xFF, sms.parts().size(), i + 1);
            var units = Arrays.copyOfRange(part, 6, part.length);
            assertThat(units.length).isLessThanOrEqualTo(2 * 67);
            var piece = new String(units, StandardCharsets.UTF_16BE);
            assertThat(Character.isLowSurrogate(piece.charAt(0))).isFalse();
            assertThat(Character.isHighSurrogate(piece.charAt(piece.length() - 1)))
                    .isFalse();
            together.append(piece);
        }
        assertThat(together.toString()).isEqualTo(text);
    }
}
