package io.telecomcrm.live;

import io.telecomcrm.web.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.tomcat.websocket.Constants;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/**
 * {@code /live}, where pages open their sockets, with the cookie of their session and from our own pages only. They say
 * nothing there; whoever does is sent away.
 */
@Component
class LiveEndpoint extends AbstractWebSocketHandler implements HandshakeInterceptor {

    static final String PATH = "/live";

    private static final String OPENED = Opened.class.getName();
    /** Pages say nothing, so a socket needs next to no memory to be heard. */
    private static final int LONGEST_MESSAGE = 512;

    private final Sockets sockets;
    private final LiveSettings settings;

    LiveEndpoint(Sockets sockets, LiveSettings settings) {
        this.sockets = sockets;
        this.settings = settings;
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> kept) {
        var servlet = ((ServletServerHttpRequest) request).getServletRequest();
        var visitor = Visitor.of(servlet);
        if (visitor == null || visitor.session() == null || visitor.actor().userId() == null) {
            response.setStatusCode(HttpStatus.UNAUTHORIZED);
            return false;
        }
        if (!isOurs(servlet)) {
            response.setStatusCode(HttpStatus.FORBIDDEN);
            return false;
        }
        var page = OpenPage.of(
                servlet.getParameter("at"), servlet.getParameter("since"), servlet.getParameter("opened") != null);
        kept.put(OPENED, new Opened(visitor.actor().userId(), visitor.session(), page));
        return true;
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception exception) {
        // nothing is left to do
    }

    /** Browsers name the page's origin, always; a cookie goes along wherever the page is from. */
    private static boolean isOurs(HttpServletRequest request) {
        var origin = request.getHeader("Origin");
        if (origin == null) {
            return false;
        }
        try {
            var from = URI.create(origin).getAuthority();
            return from != null
                    && (from.equalsIgnoreCase(request.getHeader("Host"))
                            || from.equalsIgnoreCase(request.getServerName() + ":" + request.getServerPort())
                            || from.equalsIgnoreCase(request.getServerName()) && isUsualPort(request));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static boolean isUsualPort(HttpServletRequest request) {
        return request.getServerPort() == (request.isSecure() ? 443 : 80);
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession socket) {
        if (socket instanceof StandardWebSocketSession standard) {
            standard.getNativeSession()
                    .getUserProperties()
                    .put(
                            Constants.BLOCKING_SEND_TIMEOUT_PROPERTY,
                            settings.sending().toMillis());
        }
        var opened = opened(socket);
        sockets.open(opened.user(), opened.session(), opened.page(), socket);
    }

    @Override
    public void handleMessage(WebSocketSession socket, WebSocketMessage<?> message) throws Exception {
        if (message instanceof PongMessage) {
            sockets.lives(opened(socket).user(), socket);
        } else {
            socket.close(CloseStatus.NOT_ACCEPTABLE);
        }
    }

    @Override
    public void handleTransportError(WebSocketSession socket, Throwable exception) {
        // the page is gone, which is told by closing
    }

    @Override
    public void afterConnectionClosed(WebSocketSession socket, CloseStatus status) {
        sockets.closed(opened(socket).user(), socket);
    }

    private static Opened opened(WebSocketSession socket) {
        return (Opened) Objects.requireNonNull(socket.getAttributes().get(OPENED));
    }

    /** Who opened a socket, and for what. */
    private record Opened(long user, String session, OpenPage page) {}

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(LiveSettings.class)
    static class Beans {

        @Bean
        WebSocketHandlerMapping live(LiveEndpoint endpoint) {
            var handler = new WebSocketHttpRequestHandler(endpoint);
            handler.setHandshakeInterceptors(List.of(endpoint));
            var mapping = new WebSocketHandlerMapping();
            mapping.setUrlMap(Map.of(PATH, handler));
            mapping.setOrder(1);
            return mapping;
        }

        @Bean
        ServletServerContainerFactoryBean webSockets() {
            var container = new ServletServerContainerFactoryBean();
            container.setMaxTextMessageBufferSize(LONGEST_MESSAGE);
            container.setMaxBinaryMessageBufferSize(LONGEST_MESSAGE);
            return container;
        }
    }
}
