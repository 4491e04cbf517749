package io.telecomcrm.notifications;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A text cut into what the network carries: the 7-bit alphabet of GSM 03.38 where it has all characters, else UCS-2. Parts
 * say by a header which of how many they are.
 *
 * @param isUnicode whether the parts are UCS-2
 * @param parts the header and the text of each, as they go over the wire
 */
record SmsText(boolean isUnicode, List<byte[]> parts) {

    private static final String ALPHABET = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\uFFFFÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENSION = "\f^{}\\[~]|€";
    private static final byte[] EXTENSION_CODES = {0x0A, 0x14, 0x28, 0x29, 0x2F, 0x3C, 0x3D, 0x3E, 0x40, 0x65};
    private static final byte ESCAPE = 0x1B;

    static final int SINGLE = 160;
    static final int SEGMENT = 153;
    static final int SINGLE_UNICODE = 70;
    static final int SEGMENT_UNICODE = 67;

    /** @param reference marks the parts of one text; of equal ones the phone would make one text */
    static SmsText of(String text, int reference) {
        var plain = text.replace("\r\n", "\n").replace('\u00a0', ' ');
        var gsm = plain.chars().allMatch(c -> isGsm((char) c));
        // the space that must not break stays one where that costs nothing
        var sent = gsm ? plain : text.replace("\r\n", "\n");
        var single = gsm ? SINGLE : SINGLE_UNICODE;
        var cut = cut(sent, single, gsm);
        if (cut.size() == 1) {
            return new SmsText(!gsm, List.of(encode(cut.getFirst(), gsm)));
        }
        var segments = cut(sent, gsm ? SEGMENT : SEGMENT_UNICODE, gsm);
        var parts = new ArrayList<byte[]>();
        for (var segment : segments) {
            var part = new ByteArrayOutputStream();
            part.writeBytes(new byte[] {5, 0, 3, (byte) reference, (byte) segments.size(), (byte) (parts.size() + 1)});
            part.writeBytes(encode(segment, gsm));
            parts.add(part.toByteArray());
        }
        return new SmsText(!gsm, parts);
    }

    boolean hasHeader() {
        return parts.size() > 1;
    }

    /** Never inside a character, be it a pair of surrogates or an escaped one. */
    private static List<String> cut(String text, int most, boolean gsm) {
        var pieces = new ArrayList<String>();
        var piece = new StringBuilder();
        var size = 0;
        for (var at = 0; at < text.length(); ) {
            var character = text.codePointAt(at);
            var length = Character.charCount(character);
            var cost = gsm ? EXTENSION.indexOf(character) < 0 ? 1 : 2 : length;
            if (size + cost > most) {
                pieces.add(piece.toString());
                piece.setLength(0);
                size = 0;
            }
            piece.appendCodePoint(character);
            size += cost;
            at += length;
        }
        pieces.add(piece.toString());
        return pieces;
    }

    private static boolean isGsm(char character) {
        return character != '\uFFFF' && ALPHABET.indexOf(character) >= 0 || EXTENSION.indexOf(character) >= 0;
    }

    private static byte[] encode(String text, boolean gsm) {
        if (!gsm) {
            return text.getBytes(StandardCharsets.UTF_16BE);
        }
        var bytes = new ByteArrayOutputStream();
        for (var character : text.toCharArray()) {
            var extended = EXTENSION.indexOf(character);
            if (extended >= 0) {
                bytes.write(ESCAPE);
                bytes.write(EXTENSION_CODES[extended]);
            } else {
                bytes.write(ALPHABET.indexOf(character));
            }
        }
        return bytes.toByteArray();
    }

    /** How many parts a text takes, for whoever words it. */
    static int count(String text) {
        return of(text, 0).parts().size();
    }
}
