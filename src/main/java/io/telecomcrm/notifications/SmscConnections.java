package io.telecomcrm.notifications;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.ConnectionFactory;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.jspecify.annotations.Nullable;

/**
 * How the centre for short messages is reached. With jsmpp's own ways nobody gives up for two minutes where packets are
 * lost, and any valid certificate will do, whoever it was given to.
 *
 * @param timeout of connecting, and of each answer while the encryption is agreed on
 * @param tls null for none
 */
record SmscConnections(Duration timeout, @Nullable SSLSocketFactory tls) implements ConnectionFactory {

    @Override
    public Connection createConnection(String host, int port) throws IOException {
        var socket = new Socket();
        try {
            var millis = Math.toIntExact(timeout.toMillis());
            socket.connect(new InetSocketAddress(host, port), millis);
            socket.setSoTimeout(millis);
            return new SocketConnection(tls == null ? socket : encrypted(tls, socket, host, port));
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static Socket encrypted(SSLSocketFactory tls, Socket socket, String host, int port) throws IOException {
        var encrypted = (SSLSocket) tls.createSocket(socket, host, port, true);
        var parameters = encrypted.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        encrypted.setSSLParameters(parameters);
        encrypted.startHandshake();
        return encrypted;
    }
}
