package io.telecomcrm.users;

import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Identities;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Throttled;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriUtils;

/** Signing in and out of the pages. */
@Controller
class LoginPages {

    private final SignIn signIn;
    private final Users users;
    private final Cookies cookies;

    LoginPages(SignIn signIn, Users users, Cookies cookies) {
        this.signIn = signIn;
        this.users = users;
        this.cookies = cookies;
    }

    @GetMapping("/login")
    @Needs(Needs.NOTHING)
    ModelAndView form(@RequestParam(defaultValue = "") String next) {
        return form("", next, Map.of(), HttpStatus.OK);
    }

    @PostMapping("/login")
    @Needs(Needs.NOTHING)
    ModelAndView signIn(Fields fields, HttpServletRequest request, HttpServletResponse response) {
        var username = fields.raw("username").replace("\0", "").strip();
        var password = fields.raw("password");
        var next = fields.raw("next");
        if (username.isEmpty() || password.isEmpty()) {
            return form(username, next, missing(username, password), HttpStatus.UNPROCESSABLE_CONTENT);
        }
        Account account;
        try {
            account = signIn.verify(username, password);
        } catch (Throttled throttled) {
            response.setHeader("Retry-After", Long.toString(throttled.seconds()));
            var minutes = (throttled.seconds() + 59) / 60;
            return form(username, next, Map.of("", new Text("login.throttled", minutes)), HttpStatus.TOO_MANY_REQUESTS);
        }
        if (account == null) {
            return form(username, next, Map.of("", new Text("login.wrong")), HttpStatus.UNPROCESSABLE_CONTENT);
        }
        if (account.mustChangePassword()) {
            return Redirect.to("/login/password?username=" + UriUtils.encode(username, StandardCharsets.UTF_8)
                    + "&next=" + UriUtils.encode(LocalPath.of(next), StandardCharsets.UTF_8));
        }
        var cookie = signIn.begin(account, request.getHeader("User-Agent"));
        if (cookie == null) {
            return form(username, next, Map.of("", new Text("login.wrong")), HttpStatus.UNPROCESSABLE_CONTENT);
        }
        cookies.signIn(cookie, request, response);
        return Redirect.to(LocalPath.of(next));
    }

    /** Where a one-time password is replaced before anything else can be done. */
    @GetMapping("/login/password")
    @Needs(Needs.NOTHING)
    ModelAndView passwordForm(
            @RequestParam(defaultValue = "") String username, @RequestParam(defaultValue = "") String next) {
        return passwordForm(username, next, Map.of(), HttpStatus.OK);
    }

    @PostMapping("/login/password")
    @Needs(Needs.NOTHING)
    ModelAndView replacePassword(Fields fields, HttpServletRequest request, HttpServletResponse response) {
        var username = fields.raw("username").replace("\0", "").strip();
        var next = fields.raw("next");
        try {
            var account = signIn.verify(username, fields.raw("old_password"));
            if (account == null) {
                fields.reject("old_password", "login.wrong_once");
            } else {
                users.checkNewPassword(fields, "new_password", account.username(), fields.raw("new_password"));
                if (fields.raw("new_password").equals(fields.raw("old_password"))) {
                    fields.reject("new_password", "users.password_same");
                }
            }
            fields.check();
            if (account != null) {
                var changed = users.changeOwnPassword(account, "new_password", fields.raw("new_password"), null);
                var cookie = changed == null ? null : signIn.begin(changed, request.getHeader("User-Agent"));
                if (cookie == null) {
                    throw new Invalid("old_password", "login.wrong_once");
                }
                cookies.signIn(cookie, request, response);
            }
            return Redirect.to(LocalPath.of(next));
        } catch (Throttled throttled) {
            return passwordForm(username, next, throttled(throttled, response), HttpStatus.TOO_MANY_REQUESTS);
        } catch (Invalid invalid) {
            return passwordForm(username, next, first(invalid), HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    @PostMapping("/logout")
    @Needs(Needs.NOTHING)
    ModelAndView signOut(
            @CookieValue(name = Identities.SESSION_COOKIE, required = false) @Nullable String session,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (session != null) {
            signIn.end(session);
        }
        cookies.signOut(request, response);
        return Redirect.to("/login");
    }

    /** The first error of each field. */
    static Map<String, Text> first(Invalid invalid) {
        var errors = new LinkedHashMap<String, Text>();
        invalid.fields().forEach((field, all) -> errors.put(field, all.getFirst()));
        return errors;
    }

    static Map<String, Text> throttled(Throttled throttled, HttpServletResponse response) {
        response.setHeader("Retry-After", Long.toString(throttled.seconds()));
        return Map.of("", new Text("login.throttled", (throttled.seconds() + 59) / 60));
    }

    private static ModelAndView passwordForm(
            String username, String next, Map<String, Text> errors, HttpStatus status) {
        return new ModelAndView(
                "users/first-password",
                Map.of("username", username, "next", LocalPath.of(next), "errors", errors),
                status);
    }

    private static Map<String, Text> missing(String username, String password) {
        if (!username.isEmpty()) {
            return Map.of("password", new Text("login.no_password"));
        }
        return password.isEmpty()
                ? Map.of("username", new Text("login.no_username"), "password", new Text("login.no_password"))
                : Map.of("username", new Text("login.no_username"));
    }

    private static ModelAndView form(String username, String next, Map<String, Text> errors, HttpStatus status) {
        return new ModelAndView(
                "users/login", Map.of("username", username, "next", LocalPath.of(next), "errors", errors), status);
    }
}
