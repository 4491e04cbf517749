package io.telecomcrm.notices;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.web.Bell;
import org.springframework.stereotype.Component;

/** Tells the shell how many notices wait. */
@Component
class NoticeBell implements Bell {

    private final NoticeRepository rows;

    NoticeBell(NoticeRepository rows) {
        this.rows = rows;
    }

    @Override
    public State of(Actor actor) {
        return rows.bell(actor);
    }
}
