package io.telecomcrm.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the centre for short messages is reached, and by whom one may be taken in. */
class SmscConnectionsTest {

    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final char[] SECRET = "secret".toCharArray();

    @TempDir
    Path files;

    /** Its certificate may be as valid as can be. */
    @Test
    void talksToWhomTheCertificateIsForAndToNobodyElse() throws Exception {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        var right = keys("localhost", trusted);
        var wrong = keys("elsewhere.example", trusted);
        var connections = new SmscConnections(LONG, context(trusted, trusted).getSocketFactory());

        try (var centre = encrypting(right)) {
            var connection = connections.createConnection("localhost", centre.getLocalPort());
            assertThat(connection.getInputStream().read()).isEqualTo('!');
            connection.close();
        }
        try (var stranger = encrypting(wrong)) {
            assertThatThrownBy(() -> connections.createConnection("localhost", stranger.getLocalPort()))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageContaining("localhost");
        }
    }

    /** A key with a certificate of its own for a name, which is trusted from now on. */
    private KeyStore keys(String name, KeyStore trusted) throws Exception {
        var file = files.resolve(name);
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        name,
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(SECRET),
                        "-keystore",
                        file.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        var keys = KeyStore.getInstance(file.toFile(), SECRET);
        trusted.setCertificateEntry(name, keys.getCertificate(name));
        return keys;
    }

    private static SSLContext context(KeyStore keys, KeyStore trusted) throws Exception {
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, SECRET);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** Greets whoever comes. */
    private static ServerSocket encrypting(KeyStore keys) throws Exception {
        var door = context(keys, keys).getServerSocketFactory().createServerSocket(0);
        Thread.startVirtualThread(() -> {
            try (var guest = (SSLSocket) door.accept()) {
                guest.getOutputStream().write('!');
                assertThat(guest.getInputStream().read()).isEqualTo(-1);
            } catch (IOException refused) {
                // that is for the other side to say
            }
        });
        return door;
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void givesUpOnWhoDoesNotAgreeOnTheEncryptionAndHangsUp() throws Exception {
        var connections = new SmscConnections(SHORT, SSLContext.getDefault().getSocketFactory());
        try (var silent = new ServerSocket(0)) {
            assertThatThrownBy(() -> connections.createConnection("localhost", silent.getLocalPort()))
                    .isInstanceOf(SocketTimeoutException.class);
            try (var guest = silent.accept()) {
                assertThat(guest.getInputStream().readAllBytes()).isNotEmpty();
            }
        }
    }

    /** The system itself would try for two minutes. */
    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void givesUpWherePacketsAreLost() throws Exception {
        var here = InetAddress.getLoopbackAddress();
        List<Socket> waiting = new ArrayList<>();
        try (var full = new ServerSocket(0, 1, here)) {
            fill(new InetSocketAddress(here, full.getLocalPort()), waiting);
            assertThatThrownBy(() -> new SmscConnections(SHORT, null)
                            .createConnection(here.getHostAddress(), full.getLocalPort()))
                    .isInstanceOf(SocketTimeoutException.class);
        } finally {
            for (var guest : waiting) {
                guest.close();
            }
        }
    }

    /** Until the system drops the packets of whoever else comes. */
    private static void fill(InetSocketAddress door, List<Socket> waiting) throws IOException {
        for (var guests = 0; guests < 100; guests++) {
            var guest = new Socket();
            waiting.add(guest);
            try {
                guest.connect(door, 300);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
        throw new IllegalStateException("There is room for everybody");
    }
}
