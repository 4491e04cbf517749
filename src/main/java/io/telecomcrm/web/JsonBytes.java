package io.telecomcrm.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
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

    private byte[] bytes = new byte[16_384];
    private int length;

    /** What follows is the field's value; nothing in its name needs to be escaped. */
    public JsonBytes field(String name) {
        separate();
        makeRoom(name.length() + 3);
        bytes[length++] = '"';
        for (var i = 0; i < name.length(); i++) {
            bytes[length++] = (byte) name.charAt(i);
        }
        bytes[length++] = '"';
        bytes[length++] = ':';
        return this;
    }

    public void beginObject() {
        separate();
        put('{');
    }

    public void endObject() {
        put('}');
    }

    public void beginArray() {
        separate();
        put('[');
    }

    public void endArray() {
        put(']');
    }

    public void number(long number) {
        separate();
        put(Long.toString(number).getBytes(ISO_8859_1));
    }

    /** Null. */
    public void empty() {
        separate();
        put(NULL);
    }

    public void text(@Nullable String text) {
        text(text == null ? null : text.getBytes(UTF_8));
    }

    /** A text in UTF-8, or null. */
    public void text(byte @Nullable [] utf8) {
        separate();
        if (utf8 == null) {
            put(NULL);
            return;
        }
        makeRoom(utf8.length * LONGEST_ESCAPE + 2);
        var to = length;
        bytes[to++] = '"';
        for (var i = 0; i < utf8.length; i++) {
            var b = utf8[i];
            if (b >= 0 && b < ' ') {
                to = escape(b, to);
            } else if (isSeparator(utf8, i)) {
                to = escape(0x2028 + (utf8[i + 2] & 1), to);
                i += 2;
            } else {
                if (b == '"' || b == '\\') {
                    bytes[to++] = '\\';
                }
                bytes[to++] = b;
            }
        }
        bytes[to++] = '"';
        length = to;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Line separators that JavaScript once took for the end of a line: U+2028 and U+2029. */
    private static boolean isSeparator(byte[] utf8, int i) {
        return utf8[i] == (byte) 0xE2
                && i + 2 < utf8.length
                && utf8[i + 1] == (byte) 0x80
                && (utf8[i + 2] & 0xFE) == 0xA8;
    }

    private int escape(int character, int start) {
        var to = start;
        bytes[to++] = '\\';
        var brief = "\b\t\n\f\r".indexOf(character);
        if (brief >= 0) {
            bytes[to++] = (byte) "btnfr".charAt(brief);
            return to;
        }
        bytes[to++] = 'u';
        for (var shift = 12; shift >= 0; shift -= 4) {
            bytes[to++] = HEX[character >> shift & 0xF];
        }
        return to;
    }

    /** A comma, unless what stands here is the first of its kind or a field's value. */
    private void separate() {
        var before = length == 0 ? '[' : bytes[length - 1];
        if (before != '[' && before != '{' && before != ':') {
            put(',');
        }
    }

    private void put(char ascii) {
        makeRoom(1);
        bytes[length++] = (byte) ascii;
    }

    private void put(byte[] json) {
        makeRoom(json.length);
        System.arraycopy(json, 0, bytes, length, json.length);
        length += json.length;
    }

    private void makeRoom(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
