package io.telecomcrm.users;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of the list of users. */
public record UserList(Question question, List<User> rows, long count) {

    static final int SIZE = 25;

    public @Nullable String previous() {
        return question.page() == 1 ? null : question.link(question.page() - 1);
    }

    public @Nullable String next() {
        return (long) question.page() * SIZE >= count ? null : question.link(question.page() + 1);
    }

    /** What was asked for; empty texts ask for nothing. */
    public record Question(String q, String role, String state, int page) {

        public int filters() {
            return (role.isEmpty() ? 0 : 1) + (state.isEmpty() ? 0 : 1);
        }

        public boolean asksForAll() {
            return q.isEmpty() && filters() == 0;
        }

        String link(int page) {
            var link = new StringBuilder("/users");
            add(link, "q", q);
            add(link, "role", role);
            add(link, "state", state);
            add(link, "page", page == 1 ? "" : Integer.toString(page));
            return link.toString();
        }

        private static void add(StringBuilder link, String name, String value) {
            if (!value.isEmpty()) {
                link.append(link.indexOf("?") < 0 ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        }
    }
}
