package io.telecomcrm.notifications;

import static io.telecomcrmdb.Tables.NOTIFICATION_TEMPLATE;
import static org.jooq.impl.DSL.row;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.kernel.Stale;
import io.telecomcrm.web.Language;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.SelectField;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The wordings of messages. */
@Repository
class TemplateRepository {

    private static final SelectField<Template> TEMPLATE = row(
                    NOTIFICATION_TEMPLATE.ID,
                    NOTIFICATION_TEMPLATE.EVENT,
                    NOTIFICATION_TEMPLATE.LANGUAGE,
                    NOTIFICATION_TEMPLATE.CHANNEL,
                    NOTIFICATION_TEMPLATE.SUBJECT,
                    NOTIFICATION_TEMPLATE.TEXT,
                    NOTIFICATION_TEMPLATE.IS_ACTIVE,
                    NOTIFICATION_TEMPLATE.UPDATED_AT,
                    NOTIFICATION_TEMPLATE.UPDATED_BY,
                    NOTIFICATION_TEMPLATE.VERSION)
            .mapping((id, event, language, channel, subject, text, active, at, by, version) ->
                    new Template(id, event, Language.of(language), channel, subject, text, active, at, by, version));

    private final DSLContext db;

    /** Asked with each message. Another node's change of a wording is seen a second later. */
    private final Cache<NotificationEvent, List<Template>> wordings =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(1)).build();

    TemplateRepository(DSLContext db) {
        this.db = db;
    }

    List<Template> all() {
        return db.select(TEMPLATE)
                .from(NOTIFICATION_TEMPLATE)
                .orderBy(NOTIFICATION_TEMPLATE.ID)
                .fetch(Record1::value1);
    }

    /** Those by which anything is sent. */
    List<Template> active(NotificationEvent event) {
        return wordings.get(event, this::readActive);
    }

    private List<Template> readActive(NotificationEvent event) {
        return db.select(TEMPLATE)
                .from(NOTIFICATION_TEMPLATE)
                .where(NOTIFICATION_TEMPLATE.EVENT.eq(event), NOTIFICATION_TEMPLATE.IS_ACTIVE.isTrue())
                .fetch(Record1::value1);
    }

    Template get(long id) {
        return db.select(TEMPLATE)
                .from(NOTIFICATION_TEMPLATE)
                .where(NOTIFICATION_TEMPLATE.ID.eq(id))
                .fetchOptional(Record1::value1)
                .orElseThrow(() -> new NotFound("notification_template", id));
    }

    void update(Template before, @Nullable String subject, String text, boolean active, Instant now, String by) {
        var updated = db.update(NOTIFICATION_TEMPLATE)
                .set(NOTIFICATION_TEMPLATE.SUBJECT, subject)
                .set(NOTIFICATION_TEMPLATE.TEXT, text)
                .set(NOTIFICATION_TEMPLATE.IS_ACTIVE, active)
                .set(NOTIFICATION_TEMPLATE.UPDATED_AT, now)
                .set(NOTIFICATION_TEMPLATE.UPDATED_BY, by)
                .set(NOTIFICATION_TEMPLATE.VERSION, before.version() + 1)
                .where(NOTIFICATION_TEMPLATE.ID.eq(before.id()), NOTIFICATION_TEMPLATE.VERSION.eq(before.version()))
                .execute();
        if (updated == 0) {
            throw new Stale("notification_template", before.id());
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                wordings.invalidate(before.event());
            }
        });
    }
}
