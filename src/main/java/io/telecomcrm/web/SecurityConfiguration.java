package io.telecomcrm.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.XXssConfig;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Three fences: the API (no cookies, so no CSRF), its two pages of documentation, whose scripts write styles of their
 * own, and the pages. Rights are not decided here but by {@link Gate}, from the annotation on each handler.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String STRICT =
            "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
                    + "frame-ancestors 'none'";
    private static final String FOR_DOCS = "default-src 'self'; script-src 'self'; worker-src 'self' blob:; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
            + "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    private static final String FOR_API = "default-src 'none'; frame-ancestors 'none'";

    @Bean
    @Order(1)
    SecurityFilterChain docs(HttpSecurity http) throws Exception {
        return page(http.securityMatcher((RequestMatcher) ApiPaths::isDocs), FOR_DOCS)
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain api(HttpSecurity http, Identities identities) throws Exception {
        return bare(http.securityMatcher((RequestMatcher) ApiPaths::isApi), FOR_API)
                .csrf(AbstractHttpConfigurer::disable)
                .headers(headers ->
                        headers.frameOptions(FrameOptionsConfig::disable).xssProtection(XXssConfig::disable))
                .addFilterBefore(new ApiIdentity(identities), ExceptionTranslationFilter.class)
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain pages(HttpSecurity http, Identities identities) throws Exception {
        var tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookieCustomizer(cookie -> cookie.httpOnly(true).sameSite("Lax"));
        tokens.setCookieName("crm_csrf");
        tokens.setHeaderName("X-CSRF-TOKEN");
        return page(http, STRICT)
                .csrf(csrf -> csrf.csrfTokenRepository(tokens)
                        .csrfTokenRequestHandler(new XorCsrfTokenRequestAttributeHandler()))
                .exceptionHandling(errors -> errors.accessDeniedHandler((request, response, denied) -> {
                    // of a form too large to be read nothing is known, its token neither
                    if (Upload.isTooLarge(request)) {
                        response.sendError(413);
                        return;
                    }
                    request.setAttribute(Problems.CSRF_REFUSED, true);
                    response.sendError(403);
                }))
                .addFilterBefore(new PageIdentity(identities), CsrfFilter.class)
                .build();
    }

    /**
     * A method that nobody knows is told by the handlers like any other that an address doesn't take. Names and values
     * may be anything too: whoever reads one knows what it must look like and how to tell, and nobody reads the others.
     */
    @Bean
    HttpFirewall firewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        firewall.setAllowedHeaderNames(_ -> true);
        firewall.setAllowedHeaderValues(_ -> true);
        firewall.setAllowedParameterNames(_ -> true);
        firewall.setAllowedParameterValues(_ -> true);
        return firewall;
    }

    /** Nobody signs in through Spring's own form; this keeps it from inventing a user with a printed password. */
    @Bean
    UserDetailsService noUsers() {
        return name -> {
            throw new UsernameNotFoundException(name);
        };
    }

    /** Of a page more must be said than of what programs read, which is never framed, links nowhere and runs nothing. */
    private static HttpSecurity page(HttpSecurity http, String contentSecurityPolicy) throws Exception {
        return bare(http, contentSecurityPolicy)
                .headers(headers -> headers.referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(
                                permissions -> permissions.policy("camera=(), microphone=(), geolocation=()")));
    }

    private static HttpSecurity bare(HttpSecurity http, String contentSecurityPolicy) throws Exception {
        return http.sessionManagement(AbstractHttpConfigurer::disable)
                .securityContext(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(contentSecurityPolicy))
                        .cacheControl(cache -> cache.disable()));
    }
}
