package dev.rushes.api.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;

import dev.rushes.api.Tokens;
import dev.rushes.local.standin.StandIns;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service starts before its database and its queues are there. */
@QuarkusTest
@TestProfile(LateDatabaseTest.Alone.class)
class LateDatabaseTest {
    private static final StandIns.Ports PORTS = new StandIns.Ports(free(), free(), free());

    @TempDir Path data;

    public static final class Alone implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Nothing.class));
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    /** Where the stand-ins are going to be. */
    public static final class Nothing implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            System.setProperty("aws.accessKeyId", "any");
            System.setProperty("aws.secretAccessKey", "any");
            Map<String, String> settings = new HashMap<>(Tokens.install());
            settings.put(
                    "DATABASE_URL",
                    "postgresql://rushes:rushes@127.0.0.1:" + PORTS.postgres() + "/rushes");
            settings.put("AWS_ENDPOINT_URL_SQS", "http://127.0.0.1:" + PORTS.sqs());
            return settings;
        }

        @Override
        public void stop() {}
    }

    @Test
    void itWaitsForItsDatabaseAndServesAsSoonAsItIsThere() {
        RestAssured.get("/q/health/live").then().statusCode(200);
        RestAssured.get("/q/health/started").then().statusCode(200);
        RestAssured.get("/q/health/ready").then().statusCode(503);
        RestAssured.get("/api/v1/shows")
                .then()
                .statusCode(503)
                .header("Retry-After", "5")
                .contentType("application/problem+json")
                .body("type", endsWith(":unavailable"));
        try (StandIns standIns = StandIns.start(data, PORTS)) {
            // The SDK asks for its credentials with every call.
            Map<String, String> environment = standIns.environment();
            System.setProperty("aws.accessKeyId", environment.get("AWS_ACCESS_KEY_ID"));
            System.setProperty("aws.secretAccessKey", environment.get("AWS_SECRET_ACCESS_KEY"));
            ready();
            RestAssured.get("/api/v1/shows").then().statusCode(200);
            standIns.killPostgres();
            // The stand-ins start it again; no connection of the pool survives that.
            ready();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> RestAssured.get("/api/v1/shows").statusCode() == 200);
            assertThat(RestAssured.get("/api/v1/queues").statusCode()).isEqualTo(200);
        }
    }

    private static void ready() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
    }

    private static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
