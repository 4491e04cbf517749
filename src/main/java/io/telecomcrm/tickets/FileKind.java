package io.telecomcrm.tickets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.web.Upload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The kinds of files that tickets take. What a file is shows in its first bytes; its name must say the same, and so must
 * its sender, unless they say nothing. Nothing on the list runs, and all are sent back as files to be saved.
 */
public enum FileKind {
    PNG("image/png", Set.of("png"), starts("\u0089PNG\r\n\u001a\n")),
    JPEG("image/jpeg", Set.of("jpg", "jpeg"), starts("\u00ff\u00d8\u00ff")),
    GIF("image/gif", Set.of("gif"), starts("GIF87a").or(starts("GIF89a"))),
    WEBP("image/webp", Set.of("webp"), starts("RIFF").and(has(8, "WEBP"))),
    HEIC("image/heic", Set.of("heic", "heif"), has(4, "ftyp")),
    PDF("application/pdf", Set.of("pdf"), starts("%PDF-")),
    DOCX(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Set.of("docx"),
            starts("PK\u0003\u0004")),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Set.of("xlsx"), starts("PK\u0003\u0004")),
    ODT("application/vnd.oasis.opendocument.text", Set.of("odt"), starts("PK\u0003\u0004")),
    ODS("application/vnd.oasis.opendocument.spreadsheet", Set.of("ods"), starts("PK\u0003\u0004")),
    DOC("application/msword", Set.of("doc"), starts("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1")),
    XLS("application/vnd.ms-excel", Set.of("xls"), starts("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1")),
    ZIP("application/zip", Set.of("zip"), starts("PK\u0003\u0004").or(starts("PK\u0005\u0006"))),
    MP3(
            "audio/mpeg",
            Set.of("mp3"),
            starts("ID3").or(starts("\u00ff\u00fb")).or(starts("\u00ff\u00f3")).or(starts("\u00ff\u00f2"))),
    OGG("audio/ogg", Set.of("ogg", "oga"), starts("OggS")),
    WAV("audio/wav", Set.of("wav"), starts("RIFF").and(has(8, "WAVE"))),
    TEXT("text/plain", Set.of("txt", "log"), FileKind::isText),
    CSV("text/csv", Set.of("csv"), FileKind::isText);

    /** Says nothing: what browsers send for files they don't know. */
    private static final Set<String> UNSURE = Set.of(
            "",
            "application/octet-stream",
            "binary/octet-stream",
            "application/x-zip-compressed",
            "application/vnd.ms-excel",
            "audio/mp3",
            "audio/x-wav",
            "audio/wave",
            "audio/vnd.wave",
            "image/jpg",
            "image/heif",
            "text/x-log",
            "text/plain",
            "application/csv");

    /** Of one file. */
    public static final int LARGEST_BYTES = 10 << 20;

    /** Of all that are sent at once, a little below what the server takes. */
    public static final int TOGETHER_BYTES = 40 << 20;

    private static final int HEAD_BYTES = 4096;
    private static final int LONGEST_NAME = 200;
    private static final Pattern BEFORE_NAME = Pattern.compile(".*[/\\\\]", Pattern.DOTALL);
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\"<>|?*:;%]+");
    private static final Pattern EDGES = Pattern.compile("^[.\\s]+|[.\\s]+$");

    private final String mediaType;
    private final Set<String> extensions;
    private final Predicate<byte[]> shows;

    FileKind(String mediaType, Set<String> extensions, Predicate<byte[]> shows) {
        this.mediaType = mediaType;
        this.extensions = extensions;
        this.shows = shows;
    }

    /** For the {@code accept} of a file control. */
    static String accepted() {
        return Arrays.stream(values())
                .flatMap(kind -> kind.extensions.stream())
                .sorted()
                .map(extension -> "." + extension)
                .collect(Collectors.joining(","));
    }

    /** The upload, if it is of a kind we keep; else what is wrong with it, as an error of this field. */
    static AcceptedFile accept(Upload upload, String field) {
        var name = safe(upload.name());
        if (upload.size() > LARGEST_BYTES) {
            throw new Invalid(field, "tickets.file-large", name, LARGEST_BYTES >> 20);
        }
        if (upload.size() == 0) {
            throw new Invalid(field, "tickets.file-empty", name);
        }
        var kind = of(name).orElseThrow(() -> new Invalid(field, "tickets.file-kind", name, listed()));
        if (!kind.shows.test(head(upload)) || !kind.isDeclared(upload.declaredType())) {
            throw new Invalid(field, "tickets.file-unlike", name);
        }
        return new AcceptedFile(name, kind.mediaType, upload);
    }

    /** A name that is a file's and nothing else on any system: no path, no control characters, not too long. */
    static String safe(String sent) {
        var name = BEFORE_NAME.matcher(sent).replaceFirst("");
        name = EDGES.matcher(UNSAFE.matcher(name).replaceAll("_")).replaceAll("");
        if (name.isEmpty()) {
            return "file";
        }
        if (name.codePointCount(0, name.length()) <= LONGEST_NAME) {
            return name;
        }
        var dot = name.lastIndexOf('.');
        var extension = dot > 0 && name.length() - dot <= 10 ? name.substring(dot) : "";
        return name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME - extension.length())) + extension;
    }

    private static Optional<FileKind> of(String name) {
        var extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(kind -> kind.extensions.contains(extension))
                .findFirst();
    }

    private static String listed() {
        return Arrays.stream(values())
                .flatMap(kind -> kind.extensions.stream().sorted())
                .collect(Collectors.joining(", "));
    }

    private boolean isDeclared(@org.jspecify.annotations.Nullable String type) {
        var bare = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return bare.equals(mediaType) || UNSURE.contains(bare);
    }

    private static byte[] head(Upload upload) {
        try (var content = upload.open()) {
            return content.readNBytes(HEAD_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Text in UTF-8 or Windows-1251: no control characters but those of lines. */
    private static boolean isText(byte[] head) {
        for (var b : head) {
            if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0x1b) {
                return false;
            }
        }
        return true;
    }

    private static Predicate<byte[]> starts(String sign) {
        return has(0, sign);
    }

    private static Predicate<byte[]> has(int at, String sign) {
        var bytes = sign.getBytes(ISO_8859_1);
        return head ->
                head.length >= at + bytes.length && Arrays.equals(head, at, at + bytes.length, bytes, 0, bytes.length);
    }
}
