package dev.rushes.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import dev.rushes.api.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
@Tag("slow")
class ManyWatchersTest {
    private static final int WATCHERS = 500;
    private static final int CHANGES = 100;

    /** The clients live in the same process, so this is more than the service alone needs. */
    @Test
    void fiveHundredWatchersOfAJobCostUnderAHundredMegabytes() throws Exception {
        UUID job = Studio.take().job();
        try (Watching warmUp = new Watching(job, 5)) {
            warmUp.untilAllSaw(1);
            progress(job, 1);
            warmUp.untilAllSaw(2);
        }
        long before = used();
        try (Watching all = new Watching(job, WATCHERS)) {
            all.untilAllSaw(1);
            for (int i = 0; i < CHANGES; i++) {
                progress(job, i % 90 + 2);
            }
            all.untilAllSaw(CHANGES + 1);
            long cost = used() - before;
            System.out.printf(
                    "%d watchers and %d changes: %d kB%n", WATCHERS, CHANGES, cost / 1024);
            assertThat(cost).isLessThan(100_000_000L);
            assertThat(all.outOfOrder()).isEqualTo(0);
        }
    }

    private static void progress(UUID job, int percent) {
        Rows.change(
                "UPDATE video_processing_jobs SET phase = 'rendering', progress_percentage = ? WHERE id = ?",
                percent,
                job);
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long direct =
                ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum();
        return runtime.totalMemory() - runtime.freeMemory() + direct;
    }

    /** Plain sockets, each read by a virtual thread. */
    private static final class Watching implements AutoCloseable {
        private final List<Socket> sockets = new ArrayList<>();
        private final ConcurrentHashMap<Integer, Integer> seen = new ConcurrentHashMap<>();
        private final AtomicInteger outOfOrder = new AtomicInteger();
        private final int count;

        Watching(UUID job, int count) throws IOException {
            this.count = count;
            for (int i = 0; i < count; i++) {
                Socket socket = new Socket("localhost", RestAssured.port);
                sockets.add(socket);
                socket.getOutputStream()
                        .write(
                                "GET /api/v1/jobs/%s/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                                        .formatted(job, Tokens.DEFAULT)
                                        .getBytes(StandardCharsets.US_ASCII));
                int self = i;
                Thread.ofVirtual().start(() -> read(self, socket));
            }
        }

        void untilAllSaw(int events) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() ->
                            seen.size() == count
                                    && seen.values().stream().allMatch(many -> many >= events));
        }

        int outOfOrder() {
            return outOfOrder.get();
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : sockets) {
                socket.close();
            }
        }

        private void read(int self, Socket socket) {
            try {
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.UTF_8),
                                2048);
                long last = -1;
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("id:")) {
                        long id = Long.parseLong(line.substring(3).strip());
                        if (last >= 0 && id != last + 1) {
                            outOfOrder.incrementAndGet();
                        }
                        last = id;
                        seen.merge(self, 1, Integer::sum);
                    }
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
