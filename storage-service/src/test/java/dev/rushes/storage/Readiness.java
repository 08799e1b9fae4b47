package dev.rushes.storage;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** The service starts before its buckets are made; what asks it too early is told that S3 does not answer. */
public final class Readiness {
    private Readiness() {}

    /** Waits until the service says that it is ready. */
    public static void awaited() {
        await("readiness")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }
}
