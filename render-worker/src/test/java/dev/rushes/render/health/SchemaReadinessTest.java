package dev.rushes.render.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rushes.render.studio.StandInResource;
import dev.rushes.render.studio.Studio;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A worker that is newer than the schema must not take work: every claim of it would fail. */
@QuarkusTest
@QuarkusTestResource(StandInResource.class)
class SchemaReadinessTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject Studio studio;
    @Inject EntityManager database;

    @Test
    void aWorkerIsNotReadyWhileTheNewestColumnIsMissing() {
        studio.openBuckets();
        await().atMost(SOON).until(() -> ready() == 200);
        rename("trace_parent", "comes_later");
        try {
            await().atMost(SOON).until(() -> ready() == 503);
            assertThat(RestAssured.get("/q/health/ready").asString())
                    .contains("column \\\"trace_parent\\\" does not exist");
        } finally {
            rename("comes_later", "trace_parent");
        }
        await().atMost(SOON).until(() -> ready() == 200);
    }

    private static int ready() {
        return RestAssured.get("/q/health/ready").statusCode();
    }

    private void rename(String old, String fresh) {
        studio.in(() ->
                database.createNativeQuery(
                                "ALTER TABLE video_processing_jobs RENAME COLUMN "
                                        + old
                                        + " TO "
                                        + fresh)
                        .executeUpdate());
    }
}
