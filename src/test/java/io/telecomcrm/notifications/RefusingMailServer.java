package io.telecomcrm.notifications;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A mail server that answers one command so, and all others kindly. */
final class RefusingMailServer implements AutoCloseable {

    private final ServerSocket door;
    private final String command;
    private final String answer;

    RefusingMailServer(int port, String command, String answer) throws IOException {
        this.door = new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
        this.command = command;
        this.answer = answer;
        Thread.startVirtualThread(this::serve);
    }

    private void serve() {
        while (!door.isClosed()) {
            try (var guest = door.accept()) {
                talk(guest);
            } catch (IOException e) {
                // whoever comes next is served
            }
        }
    }

    private void talk(Socket guest) throws IOException {
        var in = new BufferedReader(new InputStreamReader(guest.getInputStream(), StandardCharsets.UTF_8));
        say(guest, "220 here");
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            say(guest, line.startsWith(command) ? answer : line.startsWith("QUIT") ? "221 bye" : "250 yes");
        }
    }

    private static void say(Socket guest, String words) throws IOException {
        guest.getOutputStream().write((words + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
