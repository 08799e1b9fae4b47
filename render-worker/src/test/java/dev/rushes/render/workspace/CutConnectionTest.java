package dev.rushes.render.workspace;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @TempDir Path folder = Path.of("");

    @Test
    void anUploadThatIsCutOffIsAnOutageOfTheStore() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[100_000]);
        try (ServerSocket store = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                S3Client s3 = client(store.getLocalPort())) {
            Thread.ofVirtual().start(() -> hangUp(store));
            Results results = new Results(s3, BUCKETS);
            assertThatThrownBy(
                            () -> results.store(file, "key", "video/mp4", () -> false, sent -> {}))
                    .isInstanceOf(StorageUnavailable.class);
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
