package io.telecomcrm.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/** How Spring MVC is set up. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    private final ApiChecks checks;
    private final Allow allow;
    private final Options options;
    private final Gate gate;
    private final PageAdvice pages;
    private final JsonBody bodies;

    WebConfiguration(ApiChecks checks, Allow allow, Options options, Gate gate, PageAdvice pages, JsonBody bodies) {
        this.checks = checks;
        this.allow = allow;
        this.options = options;
        this.gate = gate;
        this.pages = pages;
        this.bodies = bodies;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(allow);
        registry.addInterceptor(checks);
        registry.addInterceptor(options);
        registry.addInterceptor(gate);
        registry.addInterceptor(pages);
    }

    /** {@link ApiChecks} has asked whether the caller reads JSON, so that is what the API writes, and nothing else. */
    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
        var byHeader = new HeaderContentNegotiationStrategy();
        negotiation.strategies(List.of(web -> {
            var request = (HttpServletRequest) web.getNativeRequest();
            return ApiPaths.isApi(request) && !ApiPaths.isDocs(request)
                    ? List.of(MediaType.APPLICATION_JSON)
                    : byHeader.resolveMediaTypes(web);
        }));
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(bodies);
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations("classpath:/static/assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .resourceChain(true)
                .addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"));
        docs(registry, "/api/docs/files/**", "swagger-ui/*/");
        docs(registry, "/api/redoc/files/**", "redoc/*/bundles/");
    }

    /** A reader of the API's description, from the jar it is delivered in, whatever its version. */
    private static void docs(ResourceHandlerRegistry registry, String path, String folder) {
        try {
            var folders = new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:META-INF/resources/webjars/" + folder);
            registry.addResourceHandler(path)
                    .addResourceLocations("classpath:/static/docs/")
                    .addResourceLocations(folders)
                    .setCacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
