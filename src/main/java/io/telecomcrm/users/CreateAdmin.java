package io.telecomcrm.users;

import io.telecomcrm.kernel.Command;
import io.telecomcrm.kernel.Invalid;
import org.springframework.stereotype.Component;

/** {@code --create-admin=<login>} makes an Admin where there is nobody yet to do it on the page. */
@Component
class CreateAdmin implements Command {

    private final Users users;

    CreateAdmin(Users users) {
        this.users = users;
    }

    @Override
    public String option() {
        return "create-admin";
    }

    @Override
    public int run(String login) {
        if (!UserInput.isUsername(login)) {
            System.err.println("Give a login of Latin letters, digits and . _ @ + -: --create-admin=ivanova");
            return 2;
        }
        var password = Passwords.random();
        try {
            users.create(new Particulars(login, login, null, Role.ADMIN, true), password, true);
        } catch (Invalid taken) {
            System.err.println("There is a user " + login + " already; nothing was changed.");
            return 1;
        }
        System.out.println("The administrator " + login + " is ready. One-time password, to be changed at the first");
        System.out.println("sign-in: " + password);
        return 0;
    }
}
