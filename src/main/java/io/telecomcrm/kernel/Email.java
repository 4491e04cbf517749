package io.telecomcrm.kernel;

import com.fasterxml.jackson.annotation.JsonValue;
import java.net.IDN;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.regex.Pattern;

/** One address of electronic mail, as its owner writes it; the letters may be of any language (RFC 6531). */
public record Email(@JsonValue String value) {

    /** What an SMTP path can carry (RFC 5321, 4.5.3.1.3, without its angle brackets). */
    private static final int LONGEST = 254;

    private static final int LONGEST_TYPED = 1_000;

    private static final String WORD = "[\\p{L}\\p{M}\\p{Nd}!#$%&'*+/=?^_`{|}~-]++";
    private static final String LABEL = "[\\p{L}\\p{Nd}](?:[\\p{L}\\p{M}\\p{Nd}-]{0,61}[\\p{L}\\p{M}\\p{Nd}])?";
    private static final Pattern FORM = Pattern.compile(
            "(?=[^@]{1,64}@)" + WORD + "(?:\\." + WORD + ")*+@(?:" + LABEL + "\\.)+(?![0-9]+$)" + LABEL);

    public Email {
        if (value.length() > LONGEST) {
            throw tooLong();
        }
        if (!FORM.matcher(value).matches()) {
            throw malformed();
        }
        if (keyOf(value).length() > LONGEST) {
            throw tooLong();
        }
    }

    public static Email parse(String typed) {
        if (typed.length() > LONGEST_TYPED) {
            throw tooLong();
        }
        return new Email(Spaces.single(typed));
    }

    /** Equal for addresses that lead to one mailbox: case is ignored, and the domain is taken as it stands in DNS. */
    public String key() {
        return keyOf(value);
    }

    /** As servers are told it: the mailbox as it is written, the domain as it stands in DNS (RFC 5891). */
    public String inDns() {
        var at = value.indexOf('@') + 1;
        return value.substring(0, at) + inDns(value.substring(at));
    }

    private static String keyOf(String address) {
        var at = address.indexOf('@');
        var mailbox = Normalizer.normalize(address.substring(0, at), Form.NFC);
        return (mailbox + "@" + inDns(address.substring(at + 1))).toLowerCase(Locale.ROOT);
    }

    private static String inDns(String domain) {
        try {
            return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED | IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException _) {
            throw malformed();
        }
    }

    private static Malformed malformed() {
        return new Malformed("email.invalid");
    }

    private static Malformed tooLong() {
        return new Malformed("email.too_long", LONGEST);
    }

    @Override
    public String toString() {
        return value;
    }
}
