package io.telecomcrm.users;

import static io.telecomcrmdb.Tables.ROLE_PERMISSION;
import static io.telecomcrmdb.Tables.USER_ACCOUNT;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.groupConcat;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import io.telecomcrm.database.Count;
import io.telecomcrm.database.Dialect;
import io.telecomcrm.database.Orders;
import io.telecomcrm.database.Rows;
import io.telecomcrm.database.Slice;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Cut;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.kernel.SearchKey;
import io.telecomcrm.kernel.Stale;
import io.telecomcrm.web.CrmSettings;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Accounts, roles and their permissions as stored. */
@Repository
class UserRepository {

    /** All permissions of the user's role in one column, so that an account is read by one query. */
    static final Field<Set<String>> PERMISSIONS = field(select(groupConcat(ROLE_PERMISSION.PERMISSION))
                    .from(ROLE_PERMISSION)
                    .where(ROLE_PERMISSION.ROLE_CODE.eq(USER_ACCOUNT.ROLE)))
            .convertFrom(UserRepository::split);

    static final SelectField<Account> ACCOUNT = row(
                    USER_ACCOUNT.ID,
                    USER_ACCOUNT.USERNAME,
                    USER_ACCOUNT.FULL_NAME,
                    USER_ACCOUNT.ROLE.convertFrom(Role::of),
                    USER_ACCOUNT.IS_ACTIVE,
                    USER_ACCOUNT.MUST_CHANGE_PASSWORD,
                    USER_ACCOUNT.PASSWORD_HASH,
                    USER_ACCOUNT.TOKENS_VALID_FROM_AT,
                    PERMISSIONS)
            .mapping(Account::new);

    private static final int LONGEST_SEARCH_KEY = 600;

    private static final SelectField<User> USER = row(
                    USER_ACCOUNT.ID,
                    USER_ACCOUNT.USERNAME,
                    USER_ACCOUNT.FULL_NAME,
                    USER_ACCOUNT.EMAIL,
                    USER_ACCOUNT.ROLE.convertFrom(Role::of),
                    USER_ACCOUNT.IS_ACTIVE,
                    USER_ACCOUNT.MUST_CHANGE_PASSWORD,
                    USER_ACCOUNT.LAST_LOGIN_AT,
                    USER_ACCOUNT.CREATED_AT,
                    USER_ACCOUNT.UPDATED_AT,
                    USER_ACCOUNT.VERSION)
            .mapping(User::new);

    static final Orders ORDERS = new Orders(
            USER_ACCOUNT.ID,
            Map.of(
                    "username", USER_ACCOUNT.USERNAME_KEY,
                    "full_name", USER_ACCOUNT.FULL_NAME,
                    "email", USER_ACCOUNT.EMAIL,
                    "role",
                            DSL.case_(USER_ACCOUNT.ROLE)
                                    .mapValues(Map.of("employee", 0, "operator", 1, "supervisor", 2, "admin", 3)),
                    "is_active", USER_ACCOUNT.IS_ACTIVE,
                    "last_login_at", USER_ACCOUNT.LAST_LOGIN_AT,
                    "created_at", USER_ACCOUNT.CREATED_AT));

    private final DSLContext db;
    private final Rows<User> rows;
    private final ZoneId zone;

    UserRepository(DSLContext db, CrmSettings settings) {
        this.db = db;
        this.rows = new Rows<>(db, USER_ACCOUNT, USER_ACCOUNT.ID, USER);
        this.zone = settings.zone();
    }

    User get(long id) {
        return db.select(USER)
                .from(USER_ACCOUNT)
                .where(USER_ACCOUNT.ID.eq(id))
                .fetchOptional(Record1::value1)
                .orElseThrow(() -> new NotFound("user", id));
    }

    /** Who wrote the user last; null when that is not known. */
    @Nullable
    String changedBy(long id) {
        return db.select(USER_ACCOUNT.UPDATED_BY)
                .from(USER_ACCOUNT)
                .where(USER_ACCOUNT.ID.eq(id))
                .fetchOne(USER_ACCOUNT.UPDATED_BY);
    }

    @Nullable
    Account account(long id) {
        return account(USER_ACCOUNT.ID.eq(id));
    }

    @Nullable
    Account account(String username) {
        return account(USER_ACCOUNT.USERNAME_KEY.eq(key(username)));
    }

    private @Nullable Account account(Condition condition) {
        return db.select(ACCOUNT).from(USER_ACCOUNT).where(condition).fetchOne(Record1::value1);
    }

    /** The account as it is, and stays until the transaction ends. */
    @Nullable
    Account lock(long id) {
        return Dialect.of(db)
                .lock(db.select(ACCOUNT).from(USER_ACCOUNT).where(USER_ACCOUNT.ID.eq(id)))
                .fetchOne(Record1::value1);
    }

    boolean isTaken(String username, long exceptId) {
        return db.fetchExists(USER_ACCOUNT, USER_ACCOUNT.USERNAME_KEY.eq(key(username)), USER_ACCOUNT.ID.ne(exceptId));
    }

    long insert(Particulars particulars, String passwordHash, boolean mustChange, Instant now) {
        return db.insertInto(USER_ACCOUNT)
                .set(columns(particulars))
                .set(USER_ACCOUNT.PASSWORD_HASH, passwordHash)
                .set(USER_ACCOUNT.MUST_CHANGE_PASSWORD, mustChange)
                .set(USER_ACCOUNT.TOKENS_VALID_FROM_AT, Instant.EPOCH)
                .set(USER_ACCOUNT.CREATED_AT, now)
                .set(USER_ACCOUNT.UPDATED_AT, now)
                .set(USER_ACCOUNT.UPDATED_BY, Actor.current().username())
                .returningResult(USER_ACCOUNT.ID)
                .fetchSingle()
                .value1();
    }

    /** Writes the user as it became, unless someone else changed it since it was read. */
    void update(User user, Instant now) {
        var updated = db.update(USER_ACCOUNT)
                .set(columns(user.particulars()))
                .set(USER_ACCOUNT.UPDATED_AT, now)
                .set(USER_ACCOUNT.UPDATED_BY, Actor.current().username())
                .set(USER_ACCOUNT.VERSION, USER_ACCOUNT.VERSION.plus(1))
                .where(USER_ACCOUNT.ID.eq(user.id()), USER_ACCOUNT.VERSION.eq(user.version()))
                .execute();
        if (updated == 0) {
            throw new Stale("user", user.id());
        }
    }

    /** Gives a locked account another password. */
    void setPassword(Account account, String hash, boolean mustChange, Instant now) {
        setPassword(account, USER_ACCOUNT.ID.eq(account.id()), hash, mustChange, now);
    }

    /** Gives an account another password for the one that was verified; false when that isn't its password any more. */
    boolean replacePassword(Account verified, String hash, Instant now) {
        return setPassword(verified, isStill(verified), hash, false, now) == 1;
    }

    private int setPassword(Account account, Condition which, String hash, boolean mustChange, Instant now) {
        return db.update(USER_ACCOUNT)
                .set(USER_ACCOUNT.PASSWORD_HASH, hash)
                .set(USER_ACCOUNT.MUST_CHANGE_PASSWORD, mustChange)
                .set(USER_ACCOUNT.TOKENS_VALID_FROM_AT, account.nextTokensValidFrom(now))
                .where(which)
                .execute();
    }

    /** Notes a sign-in, which locks the account; false when what was verified of it doesn't hold any more. */
    boolean setLastLogin(Account verified, Instant now) {
        return db.update(USER_ACCOUNT)
                        .set(USER_ACCOUNT.LAST_LOGIN_AT, now)
                        .where(isStill(verified))
                        .execute()
                == 1;
    }

    /** To look at a password takes long; it may be another one by now, or the account closed. */
    private static Condition isStill(Account verified) {
        return USER_ACCOUNT
                .ID
                .eq(verified.id())
                .and(USER_ACCOUNT.PASSWORD_HASH.eq(verified.passwordHash()))
                .and(USER_ACCOUNT.IS_ACTIVE.isTrue());
    }

    void setLanguage(long id, String language) {
        db.update(USER_ACCOUNT)
                .set(USER_ACCOUNT.LANGUAGE, language)
                .where(USER_ACCOUNT.ID.eq(id))
                .execute();
    }

    void setTheme(long id, String theme) {
        db.update(USER_ACCOUNT)
                .set(USER_ACCOUNT.THEME, theme)
                .where(USER_ACCOUNT.ID.eq(id))
                .execute();
    }

    Count count(UserFilter filter) {
        return rows.count(matches(filter));
    }

    List<User> list(UserFilter filter, List<String> ordering, int limit, long offset) {
        return rows.page(matches(filter), ORDERS.of(ordering), limit, offset, Count.UNKNOWN);
    }

    Slice<User> slice(UserFilter filter, String order, @Nullable String place, int size) {
        return rows.slice(matches(filter), ORDERS.of(order), place, size, count(filter));
    }

    private Condition matches(UserFilter filter) {
        var condition = noCondition();
        for (var term : filter.terms()) {
            condition = condition.and(USER_ACCOUNT.SEARCH_KEY.contains(SearchKey.of(term)));
        }
        if (filter.roles() != null) {
            condition = condition.and(
                    USER_ACCOUNT.ROLE.in(filter.roles().stream().map(Role::code).toList()));
        }
        if (filter.isActive() != null) {
            condition = condition.and(USER_ACCOUNT.IS_ACTIVE.eq(filter.isActive()));
        }
        if (filter.username() != null) {
            condition = condition.and(USER_ACCOUNT.USERNAME_KEY.eq(key(filter.username())));
        }
        if (filter.email() != null) {
            condition = condition
                    .and(USER_ACCOUNT.EMAIL.isNotNull())
                    .and(USER_ACCOUNT.SEARCH_KEY.endsWith(" " + SearchKey.of(filter.email())));
        }
        if (filter.createdAfter() != null) {
            condition = condition.and(USER_ACCOUNT.CREATED_AT.ge(
                    filter.createdAfter().atStartOfDay(zone).toInstant()));
        }
        if (filter.createdBefore() != null) {
            condition = condition.and(USER_ACCOUNT.CREATED_AT.lt(
                    filter.createdBefore().plusDays(1).atStartOfDay(zone).toInstant()));
        }
        return condition;
    }

    int activeAdmins() {
        return db.fetchCount(USER_ACCOUNT, USER_ACCOUNT.ROLE.eq(Role.ADMIN.code()), USER_ACCOUNT.IS_ACTIVE.isTrue());
    }

    private static Map<Field<?>, Object> columns(Particulars particulars) {
        var columns = new LinkedHashMap<Field<?>, Object>();
        columns.put(USER_ACCOUNT.USERNAME, particulars.username());
        columns.put(USER_ACCOUNT.USERNAME_KEY, key(particulars.username()));
        columns.put(USER_ACCOUNT.FULL_NAME, particulars.fullName());
        columns.put(USER_ACCOUNT.EMAIL, particulars.email());
        columns.put(USER_ACCOUNT.ROLE, particulars.role().code());
        columns.put(USER_ACCOUNT.IS_ACTIVE, particulars.isActive());
        columns.put(
                USER_ACCOUNT.SEARCH_KEY,
                Cut.to(
                        LONGEST_SEARCH_KEY,
                        SearchKey.of(particulars.username() + " " + particulars.fullName() + " "
                                + (particulars.email() == null
                                        ? ""
                                        : particulars.email().value()))));
        return columns;
    }

    private static String key(String username) {
        return username.strip().toLowerCase(Locale.ROOT);
    }

    private static Set<String> split(@Nullable String permissions) {
        return permissions == null ? Set.of() : Set.of(permissions.split(","));
    }
}
