package io.telecomcrm.tickets;

import static io.telecomcrmdb.Tables.TICKET_ATTACHMENT;
import static io.telecomcrmdb.Tables.TICKET_ATTACHMENT_PART;
import static io.telecomcrmdb.Tables.TICKET_COMMENT;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.NotFound;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.SelectField;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** What is said on tickets and the files that hang on them, as stored. */
@Repository
class ThreadRepository {

    /** Files are kept in pieces of this size, so that none is ever whole in memory. */
    private static final int PIECE_BYTES = 256 * 1024;

    private static final SelectField<Attachment> ATTACHMENT = row(
                    TICKET_ATTACHMENT.ID,
                    TICKET_ATTACHMENT.COMMENT_ID,
                    TICKET_ATTACHMENT.NAME,
                    TICKET_ATTACHMENT.MEDIA_TYPE,
                    TICKET_ATTACHMENT.SIZE,
                    TICKET_ATTACHMENT.AUTHOR,
                    TICKET_ATTACHMENT.CREATED_AT)
            .mapping(Attachment::new);

    private final DSLContext db;

    ThreadRepository(DSLContext db) {
        this.db = db;
    }

    /**
     * The comments of a ticket, newest first.
     *
     * @param before only those older than this one; null for the newest
     */
    List<Comment> comments(long ticket, @Nullable Long before, int most, long offset) {
        return comments(
                TICKET_COMMENT.TICKET_ID.eq(ticket).and(before == null ? noCondition() : TICKET_COMMENT.ID.lt(before)),
                most,
                offset);
    }

    Comment comment(long ticket, long id) {
        return comments(TICKET_COMMENT.TICKET_ID.eq(ticket).and(TICKET_COMMENT.ID.eq(id)), 1, 0).stream()
                .findFirst()
                .orElseThrow(() -> new NotFound("comment", id));
    }

    private List<Comment> comments(Condition condition, int most, long offset) {
        var found = db.select(
                        TICKET_COMMENT.ID,
                        TICKET_COMMENT.AUTHOR_ID,
                        TICKET_COMMENT.AUTHOR,
                        TICKET_COMMENT.TEXT,
                        TICKET_COMMENT.IS_INTERNAL,
                        TICKET_COMMENT.CREATED_AT)
                .from(TICKET_COMMENT)
                .where(condition)
                .orderBy(TICKET_COMMENT.ID.desc())
                .limit(most)
                .offset(offset)
                .fetch();
        var files = files(found.getValues(TICKET_COMMENT.ID));
        return found.map(comment -> new Comment(
                comment.value1(),
                comment.value2(),
                comment.value3(),
                comment.value4(),
                comment.value5(),
                comment.value6(),
                files.getOrDefault(comment.value1(), List.of())));
    }

    private Map<Long, List<Attachment>> files(List<Long> comments) {
        return comments.isEmpty()
                ? Map.of()
                : db
                        .select(TICKET_ATTACHMENT.COMMENT_ID, ATTACHMENT)
                        .from(TICKET_ATTACHMENT)
                        .where(TICKET_ATTACHMENT.COMMENT_ID.in(comments))
                        .orderBy(TICKET_ATTACHMENT.ID)
                        .stream()
                        .collect(Collectors.groupingBy(
                                file -> file.value1(), Collectors.mapping(file -> file.value2(), Collectors.toList())));
    }

    int countComments(long ticket) {
        return db.fetchCount(TICKET_COMMENT, TICKET_COMMENT.TICKET_ID.eq(ticket));
    }

    boolean hasComment(long ticket, long comment) {
        return db.fetchExists(TICKET_COMMENT, TICKET_COMMENT.ID.eq(comment), TICKET_COMMENT.TICKET_ID.eq(ticket));
    }

    boolean isEmpty(long ticket) {
        return !db.fetchExists(TICKET_COMMENT, TICKET_COMMENT.TICKET_ID.eq(ticket))
                && !db.fetchExists(TICKET_ATTACHMENT, TICKET_ATTACHMENT.TICKET_ID.eq(ticket));
    }

    long say(long ticket, String author, String text, boolean internal, Instant now) {
        return db.insertInto(TICKET_COMMENT)
                .set(TICKET_COMMENT.TICKET_ID, ticket)
                .set(TICKET_COMMENT.AUTHOR_ID, Actor.current().userId())
                .set(TICKET_COMMENT.AUTHOR, author)
                .set(TICKET_COMMENT.TEXT, text)
                .set(TICKET_COMMENT.IS_INTERNAL, internal)
                .set(TICKET_COMMENT.CREATED_AT, now)
                .returningResult(TICKET_COMMENT.ID)
                .fetchSingle()
                .value1();
    }

    /** The files of a ticket, in the order they came. */
    List<Attachment> attachments(long ticket) {
        return db.select(ATTACHMENT)
                .from(TICKET_ATTACHMENT)
                .where(TICKET_ATTACHMENT.TICKET_ID.eq(ticket))
                .orderBy(TICKET_ATTACHMENT.ID)
                .limit(1000)
                .fetch(Record1::value1);
    }

    Attachment attachment(long ticket, long id) {
        return db.select(ATTACHMENT)
                .from(TICKET_ATTACHMENT)
                .where(TICKET_ATTACHMENT.ID.eq(id), TICKET_ATTACHMENT.TICKET_ID.eq(ticket))
                .fetchOptional(Record1::value1)
                .orElseThrow(() -> new NotFound("attachment", id));
    }

    int countAttachments(long ticket) {
        return db.fetchCount(TICKET_ATTACHMENT, TICKET_ATTACHMENT.TICKET_ID.eq(ticket));
    }

    long attach(long ticket, @Nullable Long comment, AcceptedFile file, String author, Instant now) throws IOException {
        var id = db.insertInto(TICKET_ATTACHMENT)
                .set(TICKET_ATTACHMENT.TICKET_ID, ticket)
                .set(TICKET_ATTACHMENT.COMMENT_ID, comment)
                .set(TICKET_ATTACHMENT.NAME, file.name())
                .set(TICKET_ATTACHMENT.MEDIA_TYPE, file.mediaType())
                .set(TICKET_ATTACHMENT.SIZE, file.upload().size())
                .set(TICKET_ATTACHMENT.AUTHOR_ID, Actor.current().userId())
                .set(TICKET_ATTACHMENT.AUTHOR, author)
                .set(TICKET_ATTACHMENT.CREATED_AT, now)
                .returningResult(TICKET_ATTACHMENT.ID)
                .fetchSingle()
                .value1();
        try (var content = file.upload().open()) {
            store(id, content);
        }
        return id;
    }

    private void store(long attachment, InputStream content) throws IOException {
        var position = 0;
        for (var piece = content.readNBytes(PIECE_BYTES); piece.length > 0; piece = content.readNBytes(PIECE_BYTES)) {
            db.insertInto(TICKET_ATTACHMENT_PART)
                    .set(TICKET_ATTACHMENT_PART.ATTACHMENT_ID, attachment)
                    .set(TICKET_ATTACHMENT_PART.POSITION, position++)
                    .set(TICKET_ATTACHMENT_PART.CONTENT, piece)
                    .execute();
        }
    }

    /** Writes a file out, piece by piece; no transaction is open meanwhile, for readers may be slow. */
    void write(Attachment file, OutputStream out) throws IOException {
        var pieces = Math.ceilDiv(file.size(), (long) PIECE_BYTES);
        for (var position = 0; position < pieces; position++) {
            out.write(db.select(TICKET_ATTACHMENT_PART.CONTENT)
                    .from(TICKET_ATTACHMENT_PART)
                    .where(
                            TICKET_ATTACHMENT_PART.ATTACHMENT_ID.eq(file.id()),
                            TICKET_ATTACHMENT_PART.POSITION.eq(position))
                    .fetchSingle()
                    .value1());
        }
    }
}
