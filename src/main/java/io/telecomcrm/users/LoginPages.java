package io.telecomcrm.users;

import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Identities;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Throttled;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

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
        var username = fields.raw("username").strip();
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
            return form(username, next, Map.of("username", new Text("login.wrong")), HttpStatus.UNPROCESSABLE_CONTENT);
        }
        cookies.signIn(signIn.begin(account, request.getHeader("User-Agent")), request, response);
        return seeOther(LocalPath.of(next));
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
        return seeOther("/login");
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

    private static ModelAndView seeOther(String path) {
        return Redirect.to(path);
    }
}
