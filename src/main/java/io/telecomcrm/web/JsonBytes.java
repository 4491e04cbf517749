package io.telecomcrm.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * JSON put together as bytes, for answers of thousands of values. Texts come from a database in UTF-8, and leave in it:
 * to decode them and encode them anew would cost more than to read the rows.
 */
public final class JsonBytes {

    private static final byte[] NULL = "null".getBytes(UTF_8);
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(UTF_8);
    private static final int LONGEST_ESCAPE = 6;
    private static final int LONGEST_EXPECTED = 1_000_000;

    /** The bytes that a text may not have as they are, and the first of those that it may not have together. */
    private static final boolean[] SPECIAL = special();

    /** A second, as a database spells it, and behind it micros and the zone. */
    private static final int SECOND = "2026-11-23 11:55:53".length();

    private static final int MICROS = ".000000".length();
    private static final int UTC = "+00".length();

    private byte[] bytes = new byte[1_024];
    private int length;

    /** What follows is the field's value; nothing in its name needs to be escaped. */
    public JsonBytes field(String name) {
        makeRoom(name.length() + 4);
        separate();
        bytes[length++] = '"';
        put(name);
        bytes[length++] = '"';
        bytes[length++] = ':';
        return this;
    }

    public void beginObject() {
        begin('{');
    }

    public void endObject() {
        end('}');
    }

    public void beginArray() {
        begin('[');
    }

    public void endArray() {
        end(']');
    }

    public void number(long number) {
        var digits = Long.toString(number);
        makeRoom(digits.length() + 1);
        separate();
        put(digits);
    }

    /** Null. */
    public void empty() {
        makeRoom(NULL.length + 1);
        separate();
        put(NULL, 0, NULL.length);
    }

    public void flag(boolean flag) {
        var word = Boolean.toString(flag);
        makeRoom(word.length() + 1);
        separate();
        put(word);
    }

    public void text(@Nullable String text) {
        text(text == null ? null : text.getBytes(UTF_8));
    }

    /** A text in UTF-8, or null. */
    public void text(byte @Nullable [] utf8) {
        if (utf8 == null) {
            empty();
            return;
        }
        makeRoom(utf8.length * LONGEST_ESCAPE + 3);
        separate();
        bytes[length++] = '"';
        var plain = 0;
        for (var i = 0; i < utf8.length; i++) {
            if (SPECIAL[utf8[i] & 0xFF]) {
                if (utf8[i] >= 0) {
                    put(utf8, plain, i);
                    escape(utf8[i]);
                    plain = i + 1;
                } else if (isSeparator(utf8, i)) {
                    put(utf8, plain, i);
                    escape(0x2028 + (utf8[i + 2] & 1));
                    plain = i + 3;
                }
            }
        }
        put(utf8, plain, utf8.length);
        bytes[length++] = '"';
    }

    /** A time as a database spells it, {@code 2026-11-23 11:55:53.21+00}, or null; see {@link WireInstant}. */
    public void instant(byte @Nullable [] stored) {
        if (stored == null || !isPlainUtc(stored)) {
            text(stored == null ? null : WireInstant.ofStored(new String(stored, UTF_8)));
            return;
        }
        makeRoom(SECOND + MICROS + 4);
        separate();
        bytes[length++] = '"';
        var start = length;
        put(stored, 0, stored.length - UTC);
        bytes[start + 10] = 'T';
        while (length > start + SECOND && length < start + SECOND + MICROS) {
            bytes[length++] = '0';
        }
        bytes[length++] = 'Z';
        bytes[length++] = '"';
    }

    /** A piece of JSON that was put together before. */
    public void piece(byte[] json) {
        makeRoom(json.length + 1);
        separate();
        put(json, 0, json.length);
    }

    /** Much the same will follow so many times. */
    void expect(int times) {
        makeRoom((int) Math.min(LONGEST_EXPECTED, length * (times + times / 4L)));
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** The same between two other pieces. */
    byte[] between(byte[] before, byte[] behind) {
        var all = Arrays.copyOf(before, before.length + length + behind.length);
        System.arraycopy(bytes, 0, all, before.length, length);
        System.arraycopy(behind, 0, all, before.length + length, behind.length);
        return all;
    }

    /** As PostgreSQL spells a time in UTC: without a fraction, or with one that doesn't end in zeros. */
    private static boolean isPlainUtc(byte[] stored) {
        var end = stored.length - UTC;
        return (end == SECOND || end > SECOND + 1 && end <= SECOND + MICROS && stored[SECOND] == '.')
                && stored[end] == '+'
                && stored[end + 1] == '0'
                && stored[end + 2] == '0'
                && (end == SECOND || stored[end - 1] != '0')
                && stored[10] == ' ';
    }

    /** Line separators that JavaScript once took for the end of a line: U+2028 and U+2029. */
    private static boolean isSeparator(byte[] utf8, int i) {
        return i + 2 < utf8.length && utf8[i + 1] == (byte) 0x80 && (utf8[i + 2] & 0xFE) == 0xA8;
    }

    private static boolean[] special() {
        var special = new boolean[256];
        Arrays.fill(special, 0, ' ', true);
        special['"'] = true;
        special['\\'] = true;
        special[0xE2] = true;
        return special;
    }

    private void escape(int character) {
        bytes[length++] = '\\';
        var brief = "\b\t\n\f\r\"\\".indexOf(character);
        if (brief >= 0) {
            bytes[length++] = (byte) "btnfr\"\\".charAt(brief);
            return;
        }
        bytes[length++] = 'u';
        for (var shift = 12; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[character >> shift & 0xF];
        }
    }

    /** A comma, unless what stands here is the first of its kind or a field's value. */
    private void separate() {
        var before = length == 0 ? '[' : bytes[length - 1];
        if (before != '[' && before != '{' && before != ':') {
            bytes[length++] = ',';
        }
    }

    private void begin(char bracket) {
        makeRoom(2);
        separate();
        bytes[length++] = (byte) bracket;
    }

    private void end(char bracket) {
        makeRoom(1);
        bytes[length++] = (byte) bracket;
    }

    @SuppressWarnings("deprecation") // right for ASCII, and without an array in between
    private void put(String ascii) {
        ascii.getBytes(0, ascii.length(), bytes, length);
        length += ascii.length();
    }

    private void put(byte[] from, int start, int end) {
        System.arraycopy(from, start, bytes, length, end - start);
        length += end - start;
    }

    private void makeRoom(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
