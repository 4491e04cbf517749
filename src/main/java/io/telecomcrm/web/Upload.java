package io.telecomcrm.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A file that a request brought. While the request lasts it lies on the disk of this node, so its size costs no memory;
 * how large it may be stands in {@code spring.servlet.multipart}.
 *
 * @param name as the sender called it, which may be anything
 * @param declaredType what the sender says it is; null when they don't
 * @param size in bytes
 */
public record Upload(String name, @Nullable String declaredType, long size, Content content) {

    private static final int PIECE_BYTES = 64 * 1024;

    /** Where the bytes come from. */
    @FunctionalInterface
    public interface Content {

        InputStream open() throws IOException;
    }

    public InputStream open() throws IOException {
        return content.open();
    }

    /** What tells it, and what came with it, from anything else that could be sent. */
    String fingerprint(String fields) {
        try (var bytes = open()) {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((fields + " " + declaredType + " " + name + "\n").getBytes(StandardCharsets.UTF_8));
            for (var piece = bytes.readNBytes(PIECE_BYTES); piece.length > 0; piece = bytes.readNBytes(PIECE_BYTES)) {
                digest.update(piece);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The files of one field of the form, those left empty aside. */
    public static List<Upload> of(HttpServletRequest request, String field) {
        return parts(request).stream()
                .filter(part -> part.getName().equals(field) && part.getSubmittedFileName() != null)
                .filter(part ->
                        part.getSize() > 0 || !part.getSubmittedFileName().isEmpty())
                .map(part -> new Upload(
                        part.getSubmittedFileName(), part.getContentType(), part.getSize(), part::getInputStream))
                .toList();
    }

    /** Whether the request may bring files at all; a form without any is sent more plainly. */
    public static boolean isIn(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    /** Whether nothing was sent, of whatever type. */
    public static boolean isMissing(HttpServletRequest request) {
        return request.getContentType() == null && request.getContentLengthLong() <= 0;
    }

    /** Whether more was sent than is taken at all. */
    static boolean isTooLarge(HttpServletRequest request) {
        if (!isIn(request)) {
            return false;
        }
        try {
            parts(request);
            return false;
        } catch (Unacceptable refused) {
            return refused.status() == HttpStatus.CONTENT_TOO_LARGE;
        }
    }

    private static List<Part> parts(HttpServletRequest request) {
        if (!isIn(request)) {
            throw new Unacceptable(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE, "error.media_type", String.valueOf(request.getContentType()));
        }
        try {
            return List.copyOf(request.getParts());
        } catch (IllegalStateException tooLarge) {
            throw new Unacceptable(HttpStatus.CONTENT_TOO_LARGE, "error.files_too_large");
        } catch (IOException | ServletException broken) {
            throw new Unacceptable(HttpStatus.BAD_REQUEST, "error.bad_request");
        }
    }
}
