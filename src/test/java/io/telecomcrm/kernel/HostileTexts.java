package io.telecomcrm.kernel;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Texts that nobody types in good faith; a value type either reads or refuses them, and never fails otherwise. */
public final class HostileTexts {

    private HostileTexts() {}

    public static Arbitrary<String> any() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(300),
                Arbitraries.strings().withCharRange('\u0000', '\u007f').ofMaxLength(30),
                Arbitraries.strings().withChars("+7789 -()٠١٢٣٤５６७𝟙").ofMaxLength(16),
                Arbitraries.strings().withCharRange('\ud800', '\udfff').ofMaxLength(6),
                known());
    }

    private static Arbitrary<String> known() {
        return Arbitraries.of(
                "",
                " ",
                "\u00a0",
                "\u0000",
                "+",
                "++",
                "-",
                "'",
                "@",
                "\ud83d",
                "Иван\ud83d",
                "Иван\ude00",
                "Иван\u0000",
                "+79161234567\n",
                "7707083893\n",
                "7707083893\u0000",
                "773601001\r\n",
                "4510123456\u2028",
                "ivanov@example.ru\n",
                "ivanov@example.ru\u0000",
                "ivanov@\ud83d.ru",
                "ivanov@-.ru",
                "ivanov@xn--.ru",
                "ivanov@xn--zzzzzzzz99999.ru",
                "٧٧٠٧٠٨٣٨٩٣",
                "７７０７０８３８９３",
                "\ufdfa".repeat(100),
                "ß".repeat(100),
                "'".repeat(100_000),
                " ".repeat(100_000),
                "9".repeat(100_000),
                "а\u0301".repeat(50_000),
                "a".repeat(100_000) + "@example.ru",
                "a@" + "b.".repeat(50_000) + "ru");
    }
}
