package dev.rushes.api.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class EstimatesTest {
    @Test
    void moreWorkIsEstimatedHigher() {
        double plain = predicted("{}", "");
        double high = predicted("{\"quality\": \"high\"}", "");
        double large = predicted("{\"width\": 3840, \"height\": 2160}", "");
        double fast = predicted("{\"frameRate\": 60}", "");
        double effects = predicted("{}", ", \"effects\": [\"grayscale\", \"denoise\"]");
        double shapes = predicted("{\"variants\": [\"16:9\", \"9:16\"]}", "");
        double h265 = predicted("{\"codec\": \"h265\"}", "");
        assertThat(plain).isBetween(3.0, 10.0);
        for (double more : new double[] {high, large, fast, effects, shapes, h265}) {
            assertThat(more).isGreaterThan(plain);
        }
        assertThat(high).isGreaterThan(effects);
    }

    @Test
    void aDraftAndARangeAreLessWork() {
        Studio.Take take = Studio.take();
        UUID plan = take.approved();
        double full = predicted(Studio.post("/edit-plans/" + plan + "/render"));
        double draft =
                predicted(Studio.post("/edit-plans/" + plan + "/render", "{\"draft\": true}"));
        double range =
                predicted(
                        Studio.post(
                                "/edit-plans/" + plan + "/render",
                                "{\"range\": {\"start\": 0, \"end\": 1}}"));
        assertThat(draft).isLessThan(full);
        assertThat(range).isLessThan(full);
    }

    @Test
    void aWaitingJobShowsWhatItIsExpectedToTake() {
        Response made =
                Studio.post(
                        "/edit-plans/" + Studio.take().approved() + "/render",
                        "{\"processingMethod\": \"ec2\"}");
        int expected = made.path("estimatedDurationSeconds");
        assertThat(expected).isBetween(3, 10);
        made.then().body("etaSeconds", equalTo(expected));
        assertThat(made.<Float>path("complexityScore")).isBetween(0.01f, 0.2f);
        UUID job = Studio.id(made);
        Rows.change(
                "UPDATE video_processing_jobs SET status = 'processing', attempt = 1, progress_percentage = 50 WHERE id = ?",
                job);
        Studio.get("/jobs/" + job).then().body("etaSeconds", equalTo(Math.ceilDiv(expected, 2)));
        Rows.change("UPDATE video_processing_jobs SET status = 'cancelled' WHERE id = ?", job);
        Studio.get("/jobs/" + job).then().body("etaSeconds", nullValue());
    }

    /** A worker that is four times as slow as the reference, and once was asleep. */
    @Test
    void estimatesGetCloserWithAHistory() {
        Studio.Take take = Studio.take();
        UUID plan = take.approved();
        Response first = lambda(plan);
        double predicted = predicted(first);
        int before = first.path("estimatedDurationSeconds");
        assertThat(before).isEqualTo((int) Math.round(predicted));
        double actual = 4 * predicted;
        finish(Studio.id(first), actual);
        finish(Studio.id(lambda(plan)), 100 * predicted);
        finish(Studio.id(lambda(plan)), actual * 1.02);
        finish(Studio.id(lambda(plan)), actual * 0.98);
        finish(Studio.id(lambda(plan)), actual);
        // Not comparable: half of it was found finished, and a second attempt.
        UUID reused = Studio.id(lambda(plan));
        Rows.change(
                "UPDATE video_processing_jobs SET segments_total = 2, segments_reused = 1, segments_rendered = 1 WHERE id = ?",
                reused);
        finish(reused, 1);
        int after = lambda(plan).path("estimatedDurationSeconds");
        assertThat(after).isEqualTo((int) Math.round(actual));
        assertThat(Math.abs(after - actual)).isLessThan(Math.abs(before - actual));
        // Another method has no history yet.
        assertThat(
                        Studio.post(
                                        "/edit-plans/" + plan + "/render",
                                        "{\"processingMethod\": \"ec2\"}")
                                .<Integer>path("estimatedDurationSeconds"))
                .isEqualTo(before);
    }

    private static Response lambda(UUID plan) {
        return Studio.post("/edit-plans/" + plan + "/render", "{\"processingMethod\": \"lambda\"}");
    }

    private static void finish(UUID job, double seconds) {
        Rows.change(
                "UPDATE video_processing_jobs SET status = 'completed', attempt = 1, progress_percentage = 100,"
                        + " output_s3_key = 'v.mp4', started_at = now(),"
                        + " completed_at = now() + make_interval(secs => ?) WHERE id = ?",
                seconds,
                job);
    }

    private static double predicted(String output, String clip) {
        Studio.Take take = Studio.take();
        String structure =
                """
                {"scenes": [{"clips": [{"s3Key": "%s", "trim": {"start": 1, "end": 9}%s}]}], "output": %s}
                """
                        .formatted(take.key(), clip, output);
        UUID plan =
                Studio.id(
                        Studio.post(
                                "/episodes/" + take.episode() + "/edit-plans",
                                "{\"editStructure\": " + structure + "}"));
        Studio.post("/edit-plans/" + plan + "/submit").then().statusCode(200);
        Studio.post("/edit-plans/" + plan + "/approve").then().statusCode(200);
        return predicted(Studio.post("/edit-plans/" + plan + "/render"));
    }

    private static double predicted(Response job) {
        return Double.parseDouble(
                Rows.value(
                        "SELECT predicted_seconds FROM video_processing_jobs WHERE id = ?",
                        Studio.id(job)));
    }
}
