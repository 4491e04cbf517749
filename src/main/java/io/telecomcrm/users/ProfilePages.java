package io.telecomcrm.users;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Language;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Throttled;
import io.telecomcrm.web.Toast;
import io.telecomcrm.web.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** What everybody may see and change about themselves. */
@Controller
@RequestMapping("/profile")
class ProfilePages {

    private static final Duration YEAR = Duration.ofDays(365);
    private static final Set<String> THEMES = Set.of("system", "light", "dark");

    private final Profile profile;
    private final Users users;
    private final UserRepository stored;
    private final SignIn signIn;
    private final Cookies cookies;

    ProfilePages(Profile profile, Users users, UserRepository stored, SignIn signIn, Cookies cookies) {
        this.profile = profile;
        this.users = users;
        this.stored = stored;
        this.signIn = signIn;
        this.cookies = cookies;
    }

    @GetMapping
    @Needs(Needs.SIGNED_IN)
    ModelAndView show(HttpServletRequest request) {
        return page(request, Map.of(), HttpStatus.OK);
    }

    @PostMapping("/password")
    @Needs(Needs.SIGNED_IN)
    Object password(Fields fields, HttpServletRequest request, HttpServletResponse response) {
        var actor = Actor.current();
        try {
            if (fields.raw("old_password").isEmpty()) {
                fields.reject("old_password", "profile.no_old_password");
            }
            users.checkNewPassword(fields, "new_password", actor.username(), fields.raw("new_password"));
            fields.check();
            var account = signIn.verify(actor.username(), fields.raw("old_password"));
            var password = fields.raw("new_password");
            if (account == null
                    || users.changeOwnPassword(account, "new_password", password, Visitor.session(request)) == null) {
                throw new Invalid("old_password", "users.wrong_password");
            }
            return Toast.after("profile.password_changed", "/profile");
        } catch (Throttled throttled) {
            return page(request, LoginPages.throttled(throttled, response), HttpStatus.TOO_MANY_REQUESTS);
        } catch (Invalid invalid) {
            return page(request, LoginPages.first(invalid), HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    @PostMapping("/sessions/end")
    @Needs(Needs.SIGNED_IN)
    Object endOthers(HttpServletRequest request) {
        profile.endOtherSessions(Visitor.session(request));
        return Toast.after("profile.sessions_ended", "/profile");
    }

    @PostMapping("/language")
    @Needs(Needs.NOTHING)
    ModelAndView language(Fields fields, HttpServletRequest request, HttpServletResponse response) {
        var language = Language.of(fields.raw("language")).code();
        cookies.set("crm_language", language, YEAR, request, response);
        profile.setLanguage(language);
        return Redirect.to(LocalPath.ofAny(fields.raw("back")));
    }

    @PostMapping("/theme")
    @Needs(Needs.NOTHING)
    ModelAndView theme(Fields fields, HttpServletRequest request, HttpServletResponse response) {
        var theme = THEMES.contains(fields.raw("theme")) ? fields.raw("theme") : "system";
        cookies.set("crm_theme", theme, YEAR, request, response);
        profile.setTheme(theme);
        return Redirect.to(LocalPath.ofAny(fields.raw("back")));
    }

    private ModelAndView page(HttpServletRequest request, Map<String, Text> errors, HttpStatus status) {
        var id = Actor.current().userId();
        return new ModelAndView(
                "users/profile",
                Map.of(
                        "user",
                        stored.get(id == null ? 0 : id),
                        "sessions",
                        profile.sessions(),
                        "errors",
                        errors,
                        "current",
                        String.valueOf(Visitor.session(request))),
                status);
    }
}
