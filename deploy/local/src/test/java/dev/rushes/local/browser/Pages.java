package dev.rushes.local.browser;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** A folder of pages on an origin of its own: {@code http://localhost} and a free port. */
record Pages(HttpServer server) implements AutoCloseable {

    static Pages of(Path folder) {
        HttpServer server =
                SimpleFileServer.createFileServer(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        folder,
                        SimpleFileServer.OutputLevel.NONE);
        server.start();
        return new Pages(server);
    }

    String origin() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
