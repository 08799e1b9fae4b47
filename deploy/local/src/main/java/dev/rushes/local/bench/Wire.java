package dev.rushes.local.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One connection that asks and waits, again and again. The JDK's client would take as much of the machine as what is
 * measured; this one takes a tenth.
 */
final class Wire implements AutoCloseable {
    private static final int ANSWER_WITHIN_MILLISECONDS = 30_000;

    private final String host;
    private final String authorization;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final List<Duration> times = new ArrayList<>();

    /** When the next request was to be sent, in {@link System#nanoTime}. */
    private OptionalLong due = OptionalLong.empty();

    /**
     * @param token bearer token, or null where the server asks for none
     */
    Wire(URI server, @Nullable String token) throws IOException {
        host = server.getHost() + ":" + server.getPort();
        authorization = token == null ? "" : "Authorization: Bearer " + token + "\r\n";
        socket = new Socket(server.getHost(), server.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(ANSWER_WITHIN_MILLISECONDS);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        out = socket.getOutputStream();
    }

    /** An answer; the body is read whole. */
    record Reply(int status, String body) {
        /** The value of a member of the body's own object that is text. */
        String text(String member) {
            String start = "\"" + member + "\":\"";
            int at = body.indexOf(start);
            if (at < 0) {
                return "";
            }
            int from = at + start.length();
            return body.substring(from, body.indexOf('"', from));
        }
    }

    /** Counts the time of the next request from this moment of {@link System#nanoTime} on, and not from its sending. */
    void nextIsDue(long nanoTime) {
        due = OptionalLong.of(nanoTime);
    }

    /** What each request took until its answer was read, in their order. */
    List<Duration> times() {
        return times;
    }

    /**
     * Asks and reads the answer.
     *
     * @throws IOException where the status is not the expected one
     */
    Reply ask(String method, String path, @Nullable String body, int expected) throws IOException {
        byte[] content = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        String head =
                method
                        + " "
                        + path
                        + " HTTP/1.1\r\nHost: "
                        + host
                        + "\r\nAccept: application/json\r\n"
                        + authorization
                        + (body == null ? "" : "Content-Type: application/json\r\n")
                        + (method.equals("GET") ? "" : "Content-Length: " + content.length + "\r\n")
                        + "\r\n";
        ByteArrayOutputStream request = new ByteArrayOutputStream(head.length() + content.length);
        request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(content);
        long began = due.orElseGet(System::nanoTime);
        due = OptionalLong.empty();
        request.writeTo(out);
        Reply reply = read();
        times.add(Duration.ofNanos(System.nanoTime() - began));
        if (reply.status() != expected) {
            throw new IOException(
                    "%s %s: %d, expected %d: %s"
                            .formatted(method, path, reply.status(), expected, reply.body()));
        }
        return reply;
    }

    private Reply read() throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        int length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:") && lower.contains("chunked")) {
                chunked = true;
            }
        }
        byte[] body = chunked ? chunks() : exactly(length);
        return new Reply(status, new String(body, StandardCharsets.UTF_8));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int length = Integer.parseInt(line().strip(), 16);
            body.writeBytes(exactly(length));
            line();
            if (length == 0) {
                return body.toByteArray();
            }
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the server hung up");
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server hung up");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
