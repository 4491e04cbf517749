package io.telecomcrm.users;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.users.SignIn.Pair;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Unauthenticated;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** Signing in by tokens, in the dialect of simplejwt. */
@Controller
@RequestMapping("/api/auth")
@ResponseBody
class AuthApi {

    private static final int LONGEST = 10_000;

    private final SignIn signIn;
    private final Users accounts;
    private final UserRepository users;

    AuthApi(SignIn signIn, Users accounts, UserRepository users) {
        this.signIn = signIn;
        this.accounts = accounts;
        this.users = users;
    }

    @PostMapping("/login")
    @Needs(Needs.NOTHING)
    Pair login(Fields fields) {
        var username = fields.required("username", 150);
        var password = fields.secret("password");
        fields.check();
        var account = signIn.verify(username, password);
        var pair = account == null ? null : signIn.issue(account);
        if (pair == null) {
            throw new Unauthenticated("auth.no_account");
        }
        return pair;
    }

    @PostMapping("/refresh")
    @Needs(Needs.NOTHING)
    Map<String, String> refresh(Fields fields) {
        var refresh = fields.required("refresh", LONGEST);
        fields.check();
        var pair = signIn.refresh(refresh);
        var answer = new LinkedHashMap<String, String>();
        answer.put("access", pair.access());
        answer.put("refresh", pair.refresh());
        return answer;
    }

    @PostMapping("/verify")
    @Needs(Needs.NOTHING)
    Map<String, String> verify(Fields fields) {
        var token = fields.required("token", LONGEST);
        fields.check();
        if (signIn.isRevoked(token)) {
            throw new Invalid(Invalid.WHOLE, "auth.token_blacklisted");
        }
        return Map.of();
    }

    @PostMapping("/logout")
    @Needs(Needs.NOTHING)
    Map<String, String> logout(Fields fields) {
        var refresh = fields.required("refresh", LONGEST);
        fields.check();
        signIn.revoke(refresh);
        return Map.of();
    }

    @GetMapping("/me")
    @Needs(Needs.SIGNED_IN)
    Map<String, Object> me() {
        var actor = Actor.current();
        var json = UserApi.json(users.get(id(actor)));
        json.put("permissions", new TreeSet<>(actor.permissions()));
        return json;
    }

    @PostMapping("/password")
    @Needs(Needs.SIGNED_IN)
    Map<String, Object> password(Fields fields) {
        var actor = Actor.current();
        var old = fields.secret("old_password");
        var password = fields.secret("new_password");
        accounts.checkNewPassword(fields, "new_password", actor.username(), password);
        fields.check();
        var account = signIn.verify(actor.username(), old);
        if (account == null || accounts.changeOwnPassword(account, "new_password", password, null) == null) {
            throw new Invalid("old_password", "users.wrong_password");
        }
        return me();
    }

    private static long id(Actor actor) {
        if (actor.userId() == null) {
            throw new Unauthenticated("auth.not_provided");
        }
        return actor.userId();
    }
}
