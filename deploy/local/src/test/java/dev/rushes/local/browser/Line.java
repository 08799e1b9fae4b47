package dev.rushes.local.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A line to a port of this machine, as slow as it is told, that can be cut under whatever is on its way. */
final class Line implements AutoCloseable {
    private static final int CHUNK = 16 << 10;
    private static final int BUFFER = 64 << 10;

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    // Guarded by this.
    private boolean cut;
    private int bytesPerSecond = Integer.MAX_VALUE;
    private long free = System.nanoTime();

    private Line(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    static Line to(int target) throws IOException {
        ServerSocket server = new ServerSocket();
        // Small, so that what a browser has sent is not far ahead of what has arrived.
        server.setReceiveBufferSize(BUFFER);
        server.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Line line = new Line(server, target);
        Thread.ofVirtual().start(line::accept);
        return line;
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many bytes a second go out, over all connections. */
    synchronized void slow(int most) {
        bytesPerSecond = most;
    }

    /** Breaks every connection, and each that is tried until {@link #mend()}. */
    void cut() {
        synchronized (this) {
            cut = true;
        }
        sockets.forEach(Line::close);
    }

    synchronized void mend() {
        cut = false;
    }

    private synchronized boolean isCut() {
        return cut;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket from = server.accept();
                if (isCut()) {
                    close(from);
                    continue;
                }
                Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(from);
                sockets.add(to);
                Thread.ofVirtual().start(() -> pump(from, to, true));
                Thread.ofVirtual().start(() -> pump(to, from, false));
            } catch (IOException over) {
                // The listener was closed, or S3 is away: the browser sees a refused connection.
            }
        }
    }

    private void pump(Socket from, Socket to, boolean paced) {
        byte[] chunk = new byte[CHUNK];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                if (paced) {
                    pace(read);
                }
                out.write(chunk, 0, read);
            }
        } catch (IOException broken) {
            // So are both ends now.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void pace(int bytes) {
        long mine;
        synchronized (this) {
            mine = Math.max(System.nanoTime(), free);
            free = mine + TimeUnit.SECONDS.toNanos(1) * bytes / bytesPerSecond;
        }
        while (System.nanoTime() < mine) {
            LockSupport.parkNanos(mine - System.nanoTime());
        }
    }

    private static void close(Socket socket) {
        try {
            // Reset, as of a line that is gone, not closed in good order.
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException gone) {
            // Closed by its own end meanwhile.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
