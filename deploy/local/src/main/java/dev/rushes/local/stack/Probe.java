package dev.rushes.local.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;

/** A question about a running process that takes at most a few seconds to answer. */
@FunctionalInterface
interface Probe {

    /** Asks about the process {@code pid}. */
    boolean holds(long pid) throws InterruptedException;

    /** Someone accepts connections on every one of {@code ports}. */
    static Probe listening(int... ports) {
        return pid -> IntStream.of(ports).allMatch(Probe::accepts);
    }

    /** A GET of {@code address} answers 200. */
    static Probe answering(HttpClient http, URI address) {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(3)).build();
        return pid -> {
            try {
                return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()
                        == 200;
            } catch (IOException notYet) {
                return false;
            }
        };
    }

    /** The process has written its own id into {@code file}, as the stand-ins do once they can be used. */
    static Probe toldIn(Path file) {
        return pid -> {
            try {
                return Files.exists(file)
                        && Files.readString(file).contains("\"pid\": %d,".formatted(pid));
            } catch (IOException beingReplaced) {
                return false;
            }
        };
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
