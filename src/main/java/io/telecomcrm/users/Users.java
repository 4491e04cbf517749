package io.telecomcrm.users;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Email;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Stale;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Fields;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The door to the accounts of the staff. Passwords are hashed before a transaction begins: that takes long, and others
 * want to write meanwhile.
 */
@Service
public class Users {

    static final String EDIT = "users.edit";

    private static final List<Particulars> DEMO = List.of(
            new Particulars(
                    "admin", "Соколова Ирина Викторовна", new Email("i.sokolova@example.com"), Role.ADMIN, true),
            new Particulars(
                    "supervisor", "Громов Павел Андреевич", new Email("p.gromov@example.com"), Role.SUPERVISOR, true),
            new Particulars(
                    "operator", "Попова Анна Сергеевна", new Email("a.popova@example.com"), Role.OPERATOR, true),
            new Particulars(
                    "employee", "Зайцев Никита Олегович", new Email("n.zaytsev@example.com"), Role.EMPLOYEE, true));

    private final UserRepository users;
    private final RoleRepository roles;
    private final SessionRepository sessions;
    private final Passwords passwords;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Users(
            UserRepository users,
            RoleRepository roles,
            SessionRepository sessions,
            Passwords passwords,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Clock clock) {
        this.users = users;
        this.roles = roles;
        this.sessions = sessions;
        this.passwords = passwords;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Makes an account.
     *
     * @param mustChange the password is for one sign-in, at which its owner replaces it
     */
    public User create(Particulars particulars, String password, boolean mustChange) {
        var actor = Actor.current();
        actor.demand(EDIT);
        checkPassword("password", password, particulars.username());
        var hash = passwords.hash(password);
        return transaction.execute(_ -> {
            // one at a time, so that the same name twice is told and not broken off
            roles.lock(Role.ADMIN);
            checkRank(particulars.role());
            checkFree(particulars.username(), 0);
            return insert(particulars, hash, mustChange);
        });
    }

    /**
     * Changes an account's particulars.
     *
     * @param version what the caller has seen; null to change whatever is there
     */
    public User update(long id, UnaryOperator<Particulars> change, @Nullable Long version) {
        var actor = Actor.current();
        actor.demand(EDIT);
        return transaction.execute(_ -> {
            roles.lock(Role.ADMIN);
            var before = users.get(id);
            if (version != null && version != before.version()) {
                throw new Stale("user", id);
            }
            var after = before.with(change.apply(before.particulars()));
            if (before.equals(after)) {
                return before;
            }
            before.checkChangedBy(actor.userId(), Role.CODES.get(actor.role()), after);
            if (before.isActiveAdmin() && !after.isActiveAdmin() && users.activeAdmins() < 2) {
                throw new Refusal("users.last_admin");
            }
            checkFree(after.username(), id);
            users.update(after, clock.instant());
            if (!after.isActive()) {
                sessions.endAll(id, null, clock.instant());
            }
            var stored = users.get(id);
            events.publishEvent(UserEvent.of("updated", id, before.facts(), stored.facts()));
            return stored;
        });
    }

    /** Gives somebody a new password, which ends their sessions and voids their tokens. */
    public void resetPassword(long id, String password, boolean mustChange) {
        var actor = Actor.current();
        actor.demand(EDIT);
        var user = users.get(id);
        checkRank(user.role());
        checkPassword("password", password, user.username());
        var hash = passwords.hash(password);
        transaction.executeWithoutResult(_ -> {
            var account = users.lock(id);
            if (account == null) {
                throw new NotFound("user", id);
            }
            // once more, for they may have risen above the caller meanwhile
            checkRank(account.role());
            var now = clock.instant();
            users.setPassword(account, hash, mustChange, now);
            sessions.endAll(id, null, now);
            events.publishEvent(UserEvent.of("password_reset", id));
        });
    }

    /**
     * Replaces one's own password; the session that did it stays.
     *
     * @return the account as it is now; null, and nothing is changed, when what was verified doesn't hold any more
     */
    @Nullable
    Account changeOwnPassword(Account verified, String field, String password, @Nullable String session) {
        checkPassword(field, password, verified.username());
        var hash = passwords.hash(password);
        var changed = transaction.execute(_ -> {
            var now = clock.instant();
            if (!users.replacePassword(verified, hash, now)) {
                return Optional.<Account>empty();
            }
            sessions.endAll(verified.id(), session, now);
            events.publishEvent(UserEvent.of("password_changed", verified.id()));
            return Optional.ofNullable(users.account(verified.id()));
        });
        return changed.orElse(null);
    }

    /** Notes in the form what {@link #create} or {@link #update} would refuse, so that all errors are told at once. */
    void checkNew(Fields fields, String username, @Nullable String password, long exceptId) {
        if (!fields.rejected("username") && users.isTaken(username, exceptId)) {
            fields.reject("username", "users.username_taken");
        }
        if (password != null) {
            checkNewPassword(fields, "password", username, password);
        }
    }

    void checkNewPassword(Fields fields, String field, String username, String password) {
        var flaw = fields.rejected(field) ? null : passwords.flaw(password, username);
        if (flaw != null) {
            fields.reject(field, flaw);
        }
    }

    /**
     * Makes the users of a demonstration, one for each role, where they are missing. Their password is the caller's
     * choice, however easy.
     */
    public void seedDemoUsers(String password) {
        Actor.current().demand(EDIT);
        var hash = passwords.hash(password);
        transaction.executeWithoutResult(_ -> DEMO.stream()
                .filter(particulars -> !users.isTaken(particulars.username(), 0))
                .forEach(particulars -> insert(particulars, hash, false)));
    }

    private User insert(Particulars particulars, String hash, boolean mustChange) {
        var user = users.get(users.insert(particulars, hash, mustChange, clock.instant()));
        events.publishEvent(UserEvent.of("created", user.id(), Map.of(), user.facts()));
        return user;
    }

    private void checkPassword(String field, String password, String username) {
        var flaw = passwords.flaw(password, username);
        if (flaw != null) {
            throw new Invalid(Map.of(field, List.of(flaw)));
        }
    }

    private void checkFree(String username, long exceptId) {
        if (users.isTaken(username, exceptId)) {
            throw new Invalid(Map.of("username", List.of(new Text("users.username_taken"))));
        }
    }

    private static void checkRank(Role role) {
        var own = Role.CODES.get(Actor.current().role());
        if (own != null && role.compareTo(own) > 0) {
            throw new Refusal("users.above_own_role");
        }
    }
}
