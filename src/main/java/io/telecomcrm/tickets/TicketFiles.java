package io.telecomcrm.tickets;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Upload;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** How files come in and go out, for pages and programs alike. */
@Component
class TicketFiles {

    private final ThreadRepository thread;

    TicketFiles(ThreadRepository thread) {
        this.thread = thread;
    }

    /** The files of a field of the form, each of a kind we keep. */
    List<AcceptedFile> accepted(HttpServletRequest request, String field) {
        if (!Upload.isIn(request)) {
            return List.of();
        }
        return Upload.of(request, field).stream()
                .map(upload -> FileKind.accept(upload, field))
                .toList();
    }

    /** Just one file, which must be there. */
    AcceptedFile one(HttpServletRequest request, String field) {
        var uploads = Upload.isMissing(request) ? List.<Upload>of() : Upload.of(request, field);
        if (uploads.size() != 1) {
            throw new Invalid(field, uploads.isEmpty() ? "field.required" : "tickets.one-file");
        }
        return FileKind.accept(uploads.getFirst(), field);
    }

    /** The comment that a file belongs to, null for none. */
    @Nullable
    Long comment(HttpServletRequest request, long ticket) {
        var fields = Fields.of(request.getParameterMap());
        var comment = fields.whole("comment");
        if (comment != null && !thread.hasComment(ticket, comment)) {
            fields.reject("comment", "field.no_such", Long.toString(comment));
        }
        fields.check();
        return comment;
    }

    /** Sends a file to be saved and never shown or run in the browser, whatever is in it. */
    void send(long ticket, long id, HttpServletResponse response) throws IOException {
        var file = thread.attachment(ticket, id);
        var disposition =
                ContentDisposition.attachment().filename(file.name(), UTF_8).build();
        response.setContentType(file.mediaType());
        response.setContentLengthLong(file.size());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, disposition.toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-store");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
        response.setHeader("X-Content-Type-Options", "nosniff");
        thread.write(file, response.getOutputStream());
    }
}
