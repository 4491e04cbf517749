package io.telecomcrm.web;

import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.RequestContextFilter;
import tools.jackson.core.util.JsonpCharacterEscapes;
import tools.jackson.databind.module.SimpleModule;

/** How the server under Spring MVC and its JSON are set up. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CrmSettings.class)
class ServerConfiguration {

    @Bean
    JsonMapperBuilderCustomizer wireFormat() {
        return builder -> builder.addModule(new SimpleModule().addSerializer(new WireInstant()));
    }

    /** Line separators that JavaScript once took for the end of a line are escaped. */
    @Bean
    JsonFactoryBuilderCustomizer escapes() {
        return builder -> builder.characterEscapes(JsonpCharacterEscapes.instance());
    }

    /** Spring's servlet does the same, and nothing outside of it asks. */
    @Bean
    FilterRegistrationBean<RequestContextFilter> noContextBeforeTheServlet() {
        var filter = new FilterRegistrationBean<>(new RequestContextFilter());
        filter.setEnabled(false);
        return filter;
    }

    /** Slashes and other rarities in paths reach our own error pages; proxies count only where they are trusted. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> server(CrmSettings settings) {
        return tomcat -> {
            tomcat.addContextCustomizers(context -> {
                var parent = context.getParent();
                if (parent instanceof StandardHost host) {
                    host.setErrorReportValveClass(PlainErrors.class.getName());
                }
            });
            tomcat.addConnectorCustomizers(connector -> connector.setEncodedSolidusHandling("passthrough"));
            if (settings.trustedProxies() != null && !settings.trustedProxies().isBlank()) {
                var valve = new RemoteIpValve();
                valve.setInternalProxies(settings.trustedProxies());
                valve.setProtocolHeader("X-Forwarded-Proto");
                valve.setHostHeader("X-Forwarded-Host");
                tomcat.addEngineValves(valve);
            }
        };
    }
}
