package io.telecomcrm.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.telecomcrm.Http;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A real Chromium looking at the running product; what it complains about on its console is kept. */
final class Chromium implements AutoCloseable {

    private static final Set<String> GRAVE = Set.of("serious", "critical");

    private final Http http;
    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new ArrayList<>();

    Chromium(Http http) {
        this.http = http;
        this.playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(System.getProperty("crm.chromium", "/usr/bin/chromium")))
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--lang=ru-RU")));
    }

    /** A person at a desk of their own: cookies, window and theme. */
    Page person(int width, int height, ColorScheme colours) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(colours)
                .setLocale("ru-RU")
                .setTimezoneId("Europe/Moscow")
                .setBaseURL(http.address("")));
        context.setDefaultTimeout(15_000);
        var page = context.newPage();
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
        page.onConsoleMessage(message -> {
            // a refused form is answered with 401, 409, 422 or 429, which Chromium and htmx report by themselves
            if (message.type().equals("error")
                    && !message.text()
                            .matches(".*(status of|Status Error Code) (401|403|404|409|422|429).*"
                                    + "|.*ERR_INTERNET_DISCONNECTED.*")) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
        return page;
    }

    Page desk() {
        return person(1440, 900, ColorScheme.LIGHT);
    }

    void signIn(Page page, String role) {
        page.navigate("/login");
        page.fill("#username", http.username(role));
        page.fill("#password", Http.PASSWORD);
        page.click("main button[type=submit]");
        page.waitForURL(http.address("/"));
    }

    /** Waits until no part of the page is on its way; what is done before may be overtaken. */
    void settled(Page page) {
        page.waitForFunction("!document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling, .htmx-added')");
    }

    /** Nothing sticks out sideways, nothing serious for people who can't see or use a mouse. */
    void checkLooks(Page page, String name) {
        // colours are judged, so nothing may still be fading in; what turns for ever is not waited for
        page.evaluate("Promise.allSettled(document.getAnimations()"
                + ".filter(a => a.effect.getComputedTiming().endTime !== Infinity).map(a => a.finished))");
        var beyond =
                (Number) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(beyond.intValue()).as("sideways scroll of " + name).isZero();
        var violations = new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> GRAVE.contains(rule.getImpact()))
                        .map(rule ->
                                rule.getId() + ": " + rule.getNodes().getFirst().getHtml())
                        .toList();
        assertThat(violations).as("accessibility of " + name).isEmpty();
        picture(page, name);
    }

    /** Kept beside the test reports, for people to look at. */
    void picture(Page page, String name) {
        try {
            var folder = Files.createDirectories(Path.of(System.getProperty("basedir", "."), "target", "screenshots"));
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(folder.resolve(name.replaceAll("[^a-z0-9-]+", "-") + ".png"))
                    .setFullPage(true));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    void noComplaints() {
        assertThat(complaints).as("console errors").isEmpty();
    }

    @Override
    public void close() {
        playwright.close();
    }
}
