package io.telecomcrm.users;

import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.IfMatch;
import io.telecomcrm.web.ListAnswer;
import io.telecomcrm.web.Listing;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Once;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** The accounts of the staff, for programs. */
@Controller
@RequestMapping("/api/users")
@ResponseBody
class UserApi {

    private static final String IF_MATCH = "If-Match";

    private final Users users;
    private final UserRepository stored;

    UserApi(Users users, UserRepository stored) {
        this.users = users;
        this.stored = stored;
    }

    @GetMapping
    @Needs(Users.EDIT)
    Map<String, @Nullable Object> list(Listing listing) {
        var filter = filter(listing);
        var count = stored.count(filter);
        var found = stored.list(
                filter,
                listing.ordering(UserRepository.ORDERS.codes()),
                listing.size() + 1,
                listing.offset(() -> count));
        return ListAnswer.of(listing, count, found, UserApi::json);
    }

    @PostMapping
    @Needs(Users.EDIT)
    ResponseEntity<Map<String, Object>> create(Fields fields, Once once) {
        var particulars = UserInput.whole(fields, null);
        var password = fields.secret("password");
        var id = once.run(fields, () -> {
            users.checkNew(fields, particulars.username(), password, 0);
            fields.check();
            return users.create(particulars, password, false).id();
        });
        return answer(HttpStatus.CREATED, stored.get(id));
    }

    @GetMapping("/{id}")
    @Needs(Users.EDIT)
    ResponseEntity<Map<String, Object>> get(@PathVariable long id) {
        return answer(HttpStatus.OK, stored.get(id));
    }

    @PutMapping("/{id}")
    @Needs(Users.EDIT)
    ResponseEntity<Map<String, Object>> replace(
            @PathVariable long id,
            Fields fields,
            @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch) {
        UserInput.whole(fields, stored.get(id).particulars());
        return change(id, fields, ifMatch);
    }

    @PatchMapping("/{id}")
    @Needs(Users.EDIT)
    ResponseEntity<Map<String, Object>> update(
            @PathVariable long id,
            Fields fields,
            @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch) {
        stored.get(id);
        UserInput.checkSent(fields);
        return change(id, fields, ifMatch);
    }

    /** The audit names people for ever, so an account is never removed. */
    @DeleteMapping("/{id}")
    @Needs(Users.EDIT)
    void delete(@PathVariable long id) {
        stored.get(id);
        throw new Refusal("users.never_deleted");
    }

    @PostMapping("/{id}/password")
    @Needs(Users.EDIT)
    ResponseEntity<Map<String, Object>> password(@PathVariable long id, Fields fields) {
        var user = stored.get(id);
        var field = fields.has("new_password") && !fields.has("password") ? "new_password" : "password";
        var password = fields.secret(field);
        users.checkNewPassword(fields, field, user.username(), password);
        fields.check();
        users.resetPassword(id, password, false);
        return answer(HttpStatus.OK, stored.get(id));
    }

    /** A user as the API shows them. */
    static Map<String, Object> json(User user) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", user.id());
        json.put("username", user.username());
        json.put("full_name", user.fullName());
        json.put("email", user.email());
        json.put("role", user.role().code());
        json.put("is_active", user.isActive());
        json.put("last_login_at", user.lastLoginAt());
        json.put("created_at", user.createdAt());
        json.put("version", user.version());
        return json;
    }

    private ResponseEntity<Map<String, Object>> change(long id, Fields fields, @Nullable String ifMatch) {
        var particulars = UserInput.some(fields, stored.get(id).particulars());
        var version = IfMatch.version(ifMatch, fields);
        var password = fields.has("password") ? fields.secret("password") : null;
        users.checkNew(fields, particulars.username(), password, id);
        fields.check();
        var user = users.update(id, before -> UserInput.some(fields, before), version);
        if (password != null) {
            users.resetPassword(id, password, false);
        }
        return answer(HttpStatus.OK, user);
    }

    private static UserFilter filter(Listing listing) {
        var role = listing.choice("role", Role.CODES);
        var roles = listing.choices("role__in", Role.CODES);
        var filter = new UserFilter(
                listing.terms(),
                role == null ? roles : List.of(role),
                listing.flag("is_active"),
                listing.text("username"),
                listing.text("email"),
                listing.date("created_after"),
                listing.date("created_before"));
        listing.check();
        return filter;
    }

    private static ResponseEntity<Map<String, Object>> answer(HttpStatus status, User user) {
        return ResponseEntity.status(status).eTag(IfMatch.tag(user.version())).body(json(user));
    }
}
