package io.telecomcrm.users;

import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.users.SignIn.Pair;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Unauthenticated;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Controller;
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

    AuthApi(SignIn signIn) {
        this.signIn = signIn;
    }

    @PostMapping("/login")
    @Needs(Needs.NOTHING)
    Pair login(Fields fields) {
        var username = fields.required("username", 150);
        var password = fields.secret("password");
        fields.check();
        var account = signIn.verify(username, password);
        if (account == null) {
            throw new Unauthenticated("auth.no_account");
        }
        return signIn.issue(account);
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
}
