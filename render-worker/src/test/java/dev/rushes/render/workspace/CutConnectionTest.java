package dev.rushes.render.workspace;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rushes.common.storage.BucketRole;
import dev.rushes.render.media.RenderCancelled;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** An object store that dies between an upload's head and its body. */
class CutConnectionTest {
    private static final BucketConfig BUCKETS =
            new BucketConfig() {
                @Override
                public String rawFootage() {
                    return "raw";
                }

                @Override
                public String processedVideos() {
                    return "processed";
                }

                @Override
                public String trainingData() {
                    return "training";
                }

                @Override
                public long partBytes() {
                    return 8 << 20;
                }
            };

    private static final TransferMeters METERS = new TransferMeters(new SimpleMeterRegistry());

    @TempDir Path folder = Path.of("");

    @Test
    void anUploadThatIsCutOffIsAnOutageOfTheStore() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[100_000]);
        try (ServerSocket store = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                S3Client s3 = client(store.getLocalPort())) {
            Thread.ofVirtual().start(() -> hangUp(store));
            Results results = new Results(s3, BUCKETS, METERS);
            assertThatThrownBy(
                            () -> results.store(file, "key", "video/mp4", () -> false, sent -> {}))
                    .isInstanceOf(StorageUnavailable.class);
        }
    }

    private static void assertStopsWithinASecond(Consumer<BooleanSupplier> transfer) {
        long begin = System.nanoTime();
        long told = begin + Duration.ofMillis(400).toNanos();
        assertThatThrownBy(() -> transfer.accept(() -> System.nanoTime() - told > 0))
                .isInstanceOf(RenderCancelled.class);
        assertThat(Duration.ofNanos(System.nanoTime() - told)).isBetween(ZERO, ofSeconds(1));
    }

    @Test
    void transfersWithASilentStoreStopWithinASecond() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[20 << 20]);
        try (ServerSocket store = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                S3Client s3 = client(store.getLocalPort())) {
            // Nobody accepts: the system does, and says nothing, ever.
            Results results = new Results(s3, BUCKETS, METERS);
            assertStopsWithinASecond(
                    stop -> results.store(file, "key", "video/mp4", stop, sent -> {}));
            Path small = Files.write(folder.resolve("small"), new byte[5 << 20]);
            assertStopsWithinASecond(
                    stop -> results.store(small, "key", "video/mp4", stop, sent -> {}));
            Sources sources = new Sources(s3, BUCKETS, METERS);
            SourceObject source = new SourceObject(BucketRole.RAW_FOOTAGE, "key", null, null, null);
            assertStopsWithinASecond(stop ->
                    sources.download(source, folder.resolve("target"), stop, received -> {}));
            KeptSegments kept = new KeptSegments(s3, BUCKETS, METERS);
            long told = System.nanoTime() + Duration.ofMillis(400).toNanos();
            kept.keep("fingerprint", small, () -> System.nanoTime() - told > 0);
            assertThat(kept.fetch("fingerprint", folder.resolve("segment"), () -> true)).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - told)).isBetween(ZERO, ofSeconds(1));
        }
    }

    /** Reads each request up to the end of its head, so that the client waits for "100 Continue", and hangs up. */
    private static void hangUp(ServerSocket store) {
        while (true) {
            try (Socket socket = store.accept()) {
                InputStream in = socket.getInputStream();
                int last = 0;
                while ((last & 0xffff) != 0x0d0d) {
                    int next = in.read();
                    if (next < 0) {
                        break;
                    }
                    last = next == '\n' ? last : (last << 8) | next;
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static S3Client client(int port) {
        return S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("key", "secret")))
                .forcePathStyle(true)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
