package io.telecomcrm.users;

import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.SearchTerms;
import io.telecomcrm.kernel.Stale;
import io.telecomcrm.web.Address;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Identities;
import io.telecomcrm.web.ListView;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Toast;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** The accounts of the staff, for the Admin. */
@Controller
@RequestMapping("/users")
class UserPages {

    private static final List<String> PARAMETERS = ListView.parameters("q", "role", "state");
    private static final List<String> STATES = List.of("active", "disabled");
    private static final String USUAL_SORT = "full_name";

    private final Users users;
    private final UserRepository stored;
    private final Identities identities;

    UserPages(Users users, UserRepository stored, Identities identities) {
        this.users = users;
        this.stored = stored;
        this.identities = identities;
    }

    @GetMapping
    @Needs(Users.EDIT)
    ModelAndView list(
            HttpServletRequest request, @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        var address = sensible(Address.of(request, PARAMETERS));
        var q = address.get("q");
        var role = address.get("role");
        var state = address.get("state");
        var filter = UserFilter.of(
                q == null ? List.of() : SearchTerms.of(q),
                role == null ? null : Role.CODES.get(role),
                state == null ? null : Boolean.valueOf(state.equals("active")));
        var found = stored.slice(
                filter, ListView.sort(address, USUAL_SORT), ListView.place(address), ListView.size(address));
        return new ModelAndView(
                htmx == null ? "users/list" : "users/rows", Map.of("view", new ListView<>(address, USUAL_SORT, found)));
    }

    private static Address sensible(Address address) {
        var sensible = Role.CODES.containsKey(Objects.requireNonNullElse(address.get("role"), ""))
                ? address
                : address.without("role");
        if (!STATES.contains(Objects.requireNonNullElse(address.get("state"), ""))) {
            sensible = sensible.without("state");
        }
        return ListView.sensible(sensible, UserRepository.ORDERS.codes(), USUAL_SORT);
    }

    @GetMapping("/new")
    @Needs(Users.EDIT)
    ModelAndView empty() {
        return form(UserForm.empty(), HttpStatus.OK);
    }

    /** Shows the one-time password at once, for it is stored nowhere. */
    @PostMapping
    @Needs(Users.EDIT)
    ModelAndView create(Fields sent) {
        var form = UserForm.sent(null, 0, sent);
        var fields = form.wire();
        var particulars = UserInput.whole(fields, null);
        users.checkNew(fields, particulars.username(), null, 0);
        try {
            fields.check();
            var password = Passwords.random();
            return once("created", users.create(particulars, password, true), password);
        } catch (Invalid invalid) {
            return form(form.refused(LoginPages.first(invalid)), HttpStatus.UNPROCESSABLE_CONTENT);
        } catch (Refusal refusal) {
            return form(form.refused(Map.of("", refusal.text())), HttpStatus.CONFLICT);
        }
    }

    @GetMapping("/{id}")
    @Needs(Users.EDIT)
    ModelAndView show(@PathVariable long id) {
        return form(UserForm.of(stored.get(id)), HttpStatus.OK);
    }

    @PostMapping("/{id}")
    @Needs(Users.EDIT)
    Object change(@PathVariable long id, Fields sent) {
        var user = stored.get(id);
        var version = Objects.requireNonNullElse(sent.whole("version"), -1L);
        var form = UserForm.sent(id, version, sent);
        var fields = form.wire();
        var particulars = UserInput.whole(fields, user.particulars());
        users.checkNew(fields, particulars.username(), null, id);
        try {
            fields.check();
            users.update(id, _ -> particulars, version);
            return Toast.after("users.saved", "/users");
        } catch (Invalid invalid) {
            return form(form.refused(LoginPages.first(invalid)), HttpStatus.UNPROCESSABLE_CONTENT);
        } catch (Refusal refusal) {
            return form(form.refused(Map.of("", refusal.text())), HttpStatus.CONFLICT);
        } catch (Stale stale) {
            return form(form.over(stored.get(id), identities.fullName(stored.changedBy(id))), HttpStatus.CONFLICT);
        }
    }

    @PostMapping("/{id}/password")
    @Needs(Users.EDIT)
    ModelAndView resetPassword(@PathVariable long id) {
        var password = Passwords.random();
        users.resetPassword(id, password, true);
        return once("reset", stored.get(id), password);
    }

    private ModelAndView form(UserForm form, HttpStatus status) {
        var model = new HashMap<String, Object>();
        model.put("form", form);
        if (form.id() != null) {
            model.put("user", stored.get(form.id()));
        }
        return new ModelAndView("users/form", model, status);
    }

    private static ModelAndView once(String why, User user, String password) {
        return new ModelAndView("users/password", Map.of("why", why, "user", user, "password", password));
    }
}
