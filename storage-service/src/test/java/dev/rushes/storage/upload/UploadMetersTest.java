package dev.rushes.storage.upload;

import static dev.rushes.storage.upload.Uploading.abort;
import static dev.rushes.storage.upload.Uploading.announced;
import static dev.rushes.storage.upload.Uploading.complete;
import static dev.rushes.storage.upload.Uploading.movie;
import static dev.rushes.storage.upload.Uploading.put;
import static dev.rushes.storage.upload.Uploading.take;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.common.storage.BucketRole;
import dev.rushes.storage.Readiness;
import dev.rushes.storage.StandInsResource;
import dev.rushes.storage.Studio;
import dev.rushes.storage.s3.BucketNames;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class UploadMetersTest {
    @Inject MeterRegistry meters;
    @Inject S3Client s3;
    @Inject BucketNames names;

    @BeforeEach
    void ready() {
        Readiness.awaited();
    }

    @Test
    void everyUploadCountsWhereItBeginsAndWhereItEndsAndItsBytesWhenTheyAreThere() {
        Map<String, Double> before = counted();
        JsonPath stored = announced(take(Studio.newSet(), 300));
        put(stored, movie(300));
        complete(stored.getString("id")).statusCode(200);
        // A second answer to the same question.
        complete(stored.getString("id")).statusCode(200);
        JsonPath refused = announced(take(Studio.newSet(), 40));
        s3.putObject(
                object ->
                        object.bucket(names.of(BucketRole.RAW_FOOTAGE))
                                .key(refused.getString("key"))
                                .contentType("video/mp4"),
                RequestBody.fromBytes(movie(39)));
        complete(refused.getString("id")).statusCode(409);
        JsonPath aborted = announced(take(Studio.newSet(), 50));
        abort(aborted.getString("id"));

        Map<String, Double> since = counted();
        before.forEach((name, count) -> since.merge(name, -count, Double::sum));
        since.values().removeIf(count -> count == 0);
        assertThat(since)
                .isEqualTo(
                        Map.of(
                                "rushes.uploads announced", 3.0,
                                "rushes.uploads stored", 1.0,
                                "rushes.uploads refused", 1.0,
                                "rushes.uploads aborted", 1.0,
                                "rushes.upload.bytes", 300.0));
    }

    private Map<String, Double> counted() {
        Map<String, Double> counts = new TreeMap<>();
        for (Counter counter :
                meters.find("rushes.uploads").tag("kind", "raw-footage").counters()) {
            counts.put("rushes.uploads " + counter.getId().getTag("outcome"), counter.count());
        }
        for (Counter counter :
                meters.find("rushes.upload.bytes").tag("kind", "raw-footage").counters()) {
            counts.put("rushes.upload.bytes", counter.count());
        }
        return counts;
    }
}
