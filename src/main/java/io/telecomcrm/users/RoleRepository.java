package io.telecomcrm.users;

import static io.telecomcrmdb.Tables.ROLE;
import static io.telecomcrmdb.Tables.ROLE_PERMISSION;

import io.telecomcrm.database.Dialect;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;

/** Roles and their permissions as stored. */
@Repository
class RoleRepository {

    private final DSLContext db;

    RoleRepository(DSLContext db) {
        this.db = db;
    }

    /** From the least to the most powerful. */
    List<RoleRights> all() {
        var versions = db.select(ROLE.CODE, ROLE.VERSION).from(ROLE).fetchMap(ROLE.CODE, ROLE.VERSION);
        var permissions = db.select(ROLE_PERMISSION.ROLE_CODE, ROLE_PERMISSION.PERMISSION)
                .from(ROLE_PERMISSION)
                .fetchGroups(ROLE_PERMISSION.ROLE_CODE, ROLE_PERMISSION.PERMISSION);
        return List.of(Role.values()).stream()
                .map(role -> new RoleRights(
                        role,
                        versions.getOrDefault(role.code(), 0L),
                        new HashSet<>(permissions.getOrDefault(role.code(), List.of()))))
                .toList();
    }

    RoleRights get(Role role) {
        return all().get(role.ordinal());
    }

    /** Whoever changes who is an Admin, or what a role may do, takes turns here. */
    void lock(Role role) {
        Dialect.of(db)
                .lock(db.select(ROLE.CODE).from(ROLE).where(ROLE.CODE.eq(role.code())))
                .fetch();
    }

    void replace(Role role, Set<String> permissions) {
        db.deleteFrom(ROLE_PERMISSION)
                .where(ROLE_PERMISSION.ROLE_CODE.eq(role.code()))
                .execute();
        var rows = db.insertInto(ROLE_PERMISSION, ROLE_PERMISSION.ROLE_CODE, ROLE_PERMISSION.PERMISSION);
        for (var permission : permissions) {
            rows = rows.values(role.code(), permission);
        }
        if (!permissions.isEmpty()) {
            rows.execute();
        }
        db.update(ROLE)
                .set(ROLE.VERSION, ROLE.VERSION.plus(1))
                .where(ROLE.CODE.eq(role.code()))
                .execute();
    }
}
