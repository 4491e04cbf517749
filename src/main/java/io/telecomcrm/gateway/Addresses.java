package io.telecomcrm.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/** Network addresses that may call; those behind a trusted proxy are already told apart. */
record Addresses(List<IpAddressMatcher> allowed) {

    /** @param written single addresses or networks, {@code 77.75.153.0/25} */
    static Addresses of(List<String> written) {
        return new Addresses(
                written.stream().map(String::strip).map(IpAddressMatcher::new).toList());
    }

    boolean allow(HttpServletRequest request) {
        return allowed.stream().anyMatch(matcher -> matcher.matches(request.getRemoteAddr()));
    }
}
