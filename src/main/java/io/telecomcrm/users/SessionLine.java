package io.telecomcrm.users;

import io.telecomcrm.kernel.Text;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A session as its owner sees it in the profile. */
public record SessionLine(
        long id, @Nullable String address, @Nullable String browser, Instant createdAt, Instant seenAt) {

    /** What a browser calls itself; most claim to be others too, hence the order. */
    private static final Map<String, String> BROWSERS = new LinkedHashMap<>();

    private static final Map<String, String> SYSTEMS = new LinkedHashMap<>();

    static {
        BROWSERS.put("YaBrowser/", "Yandex Browser");
        BROWSERS.put("Edg/", "Edge");
        BROWSERS.put("OPR/", "Opera");
        BROWSERS.put("Firefox/", "Firefox");
        BROWSERS.put("Chrome/", "Chrome");
        BROWSERS.put("Safari/", "Safari");
        SYSTEMS.put("Windows", "Windows");
        SYSTEMS.put("Android", "Android");
        SYSTEMS.put("iPhone", "iPhone");
        SYSTEMS.put("iPad", "iPad");
        SYSTEMS.put("Mac OS", "macOS");
        SYSTEMS.put("Linux", "Linux");
    }

    /** Browser and system by the names people know. */
    public Text device() {
        var name = find(BROWSERS);
        var system = find(SYSTEMS);
        if (name == null) {
            return new Text("profile.other_browser");
        }
        return system == null ? new Text("profile.browser_only", name) : new Text("profile.device", name, system);
    }

    private @Nullable String find(Map<String, String> names) {
        return names.entrySet().stream()
                .filter(known -> browser != null && browser.contains(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
