package io.telecomcrm.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceChainRegistration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.resource.ResourceTransformer;
import org.springframework.web.servlet.resource.ResourceTransformerChain;
import org.springframework.web.servlet.resource.TransformedResource;
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

    @Bean
    static WebMvcRegistrations routing() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new Routing();
            }

            @Override
            public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
                return new Handling();
            }
        };
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
        docs(registry, "/api/docs/files/**", "org.webjars", "swagger-ui", "");
        docs(registry, "/api/redoc/files/**", "org.webjars.npm", "redoc", "bundles/")
                .addTransformer(new LocalLogo());
    }

    /** A reader of the API's description, from the jar it is delivered in, whatever its version. */
    private static ResourceChainRegistration docs(
            ResourceHandlerRegistry registry, String path, String group, String name, String folder) {
        try {
            var delivered = new Properties();
            try (var file = new ClassPathResource("META-INF/maven/" + group + "/" + name + "/pom.properties")
                    .getInputStream()) {
                delivered.load(file);
            }
            var version = delivered.getProperty("version");
            return registry.addResourceHandler(path)
                    .addResourceLocations(
                            "classpath:/static/docs/",
                            "classpath:/META-INF/resources/webjars/" + name + "/" + version + "/" + folder)
                    .setCacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
                    .resourceChain(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** ReDoc would load its maker's logo from another origin, which the pages' policy forbids; it shows ours. */
    private static final class LocalLogo implements ResourceTransformer {

        @Override
        public Resource transform(HttpServletRequest request, Resource resource, ResourceTransformerChain chain)
                throws IOException {
            var found = chain.transform(request, resource);
            if (!"redoc.standalone.js".equals(found.getFilename())) {
                return found;
            }
            var script = found.getContentAsString(StandardCharsets.UTF_8)
                    .replace("https://cdn.redoc.ly/redoc/logo-mini.svg", "/assets/favicon.svg");
            return new TransformedResource(found, script.getBytes(StandardCharsets.UTF_8));
        }
    }
}
