package dev.rushes.storage;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the service and S3 and lets everything pass as it is, but for the faults that a test asks for. One
 * request per connection, so that a fault hits nothing else.
 */
public final class FaultyS3 implements AutoCloseable {
    /** What may go wrong. */
    public sealed interface Fault {
        /** S3 answers this instead. */
        record Refusal(int status, String code) implements Fault {}

        /** S3 takes so long. */
        record Slow(Duration by) implements Fault {}

        /** The connection breaks before S3 has read anything. */
        record Cut() implements Fault {}

        /** S3 does what it is asked, but its answer is lost half way. */
        record LostAnswer() implements Fault {}

        /** Half of what the client sends arrives. */
        record HalfBody() implements Fault {}
    }

    private record Plan(Predicate<String> requests, Fault fault, AtomicInteger times) {}

    private final ServerSocket server;
    private final URI target;
    private volatile @Nullable Plan plan;

    private FaultyS3(ServerSocket server, URI target) {
        this.server = server;
        this.target = target;
    }

    static FaultyS3 before(URI target) {
        try {
            var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            var faulty = new FaultyS3(server, target);
            Thread.ofVirtual().name("faulty-s3").start(faulty::accept);
            return faulty;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /**
     * Lets requests fail until {@link #heal}.
     *
     * @param requests sees method and target, such as {@code POST /bucket/key?uploadId=1}
     * @param times how many of them
     */
    public void fail(Predicate<String> requests, Fault fault, int times) {
        plan = new Plan(requests, fault, new AtomicInteger(times));
    }

    public void heal() {
        plan = null;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            String head = head(in);
            if (head.isEmpty()) {
                return;
            }
            switch (next(head.substring(0, head.indexOf(" HTTP/")))) {
                case null -> forward(client, in, head, Long.MAX_VALUE, Long.MAX_VALUE);
                case Fault.Refusal(int status, String code) -> {
                    in.skipNBytes(length(head));
                    client.getOutputStream().write(refusal(head, status, code));
                }
                case Fault.Slow(Duration by) -> {
                    Thread.sleep(by);
                    forward(client, in, head, Long.MAX_VALUE, Long.MAX_VALUE);
                }
                case Fault.Cut() -> client.setSoLinger(true, 0);
                case Fault.LostAnswer() -> {
                    forward(client, in, head, Long.MAX_VALUE, 20);
                    client.setSoLinger(true, 0);
                }
                case Fault.HalfBody() -> {
                    forward(client, in, head, length(head) / 2, 0);
                    client.setSoLinger(true, 0);
                }
            }
        } catch (IOException broken) {
            // The other side is gone; it knows.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Fault next(String request) {
        Plan now = plan;
        return now != null && now.requests().test(request) && now.times().getAndDecrement() > 0
                ? now.fault()
                : null;
    }

    private void forward(
            Socket client, InputStream in, String head, long bodyLimit, long answerLimit)
            throws IOException, InterruptedException {
        try (Socket s3 = new Socket(target.getHost(), target.getPort())) {
            String closing = head.replaceAll("(?im)^connection:.*\r\n", "");
            s3.getOutputStream()
                    .write(
                            (closing.substring(0, closing.length() - 2)
                                            + "Connection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.ISO_8859_1));
            Thread body =
                    Thread.ofVirtual()
                            .start(() -> copy(in, bodyLimit, s3, bodyLimit != Long.MAX_VALUE));
            if (answerLimit == 0) {
                body.join();
                return;
            }
            byte[] answer = new byte[64 * 1024];
            long passed = 0;
            InputStream from = s3.getInputStream();
            for (int read = from.read(answer); read >= 0; read = from.read(answer)) {
                int count = (int) Math.min(read, answerLimit - passed);
                if (count > 0) {
                    client.getOutputStream().write(answer, 0, count);
                }
                passed += count;
            }
        }
    }

    private static void copy(InputStream in, long limit, Socket s3, boolean thenClose) {
        try {
            OutputStream out = s3.getOutputStream();
            byte[] bytes = new byte[64 * 1024];
            long left = limit;
            while (left > 0) {
                int read = in.read(bytes, 0, (int) Math.min(bytes.length, left));
                if (read < 0) {
                    return;
                }
                out.write(bytes, 0, read);
                left -= read;
            }
            if (thenClose) {
                s3.close();
            }
        } catch (IOException gone) {
            // The answer has ended the exchange, or the client has.
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        for (int one = in.read(); one >= 0; one = in.read()) {
            head.write(one);
            matched = one == "\r\n\r\n".charAt(matched) ? matched + 1 : one == '\r' ? 1 : 0;
            if (matched == 4) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }

    private static long length(String head) {
        for (String line : head.split("\r\n", -1)) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                return Long.parseLong(line.substring(15).strip());
            }
        }
        return 0;
    }

    private static byte[] refusal(String head, int status, String code) {
        String body =
                head.startsWith("HEAD")
                        ? ""
                        : "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>injected</Message></Error>"
                                .formatted(code);
        return "HTTP/1.1 %d Injected\r\nContent-Type: application/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(status, body.length(), body)
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
