package dev.rushes.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rushes.local.demo.FfmpegPrograms;
import dev.rushes.local.demo.Workflow;
import dev.rushes.local.rehearsal.Evaluation;
import dev.rushes.local.rehearsal.Rehearse;
import dev.rushes.local.stack.Installation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plans of takes whose truth is known, made by the packaged services from what the real analysis finds. */
@ExtendWith(RunningStack.class)
class GeneratedPlansIT {
    private static final long SEED = 20261125;

    @Test
    void threeEpisodesAreCutRight(RunningStack.Parts stack, @TempDir Path folder)
            throws IOException, InterruptedException {
        assertThat(evaluated(3, stack, folder).faults()).isEmpty();
    }

    @Test
    @Tag("slow")
    void fortyEpisodesAreCutRight(RunningStack.Parts stack, @TempDir Path folder)
            throws IOException, InterruptedException {
        assertThat(evaluated(40, stack, folder).faults()).isEmpty();
    }

    @Test
    void aPlanRendersAndARejectedTakeIsRenderedAloneAgain(
            RunningStack.Parts stack, @TempDir Path folder)
            throws IOException, InterruptedException {
        Rehearse.Planned planned = rehearse(stack, folder).planned(SEED + 1);
        JsonNode first = drafted(stack, planned.plan());
        JsonNode rows =
                stack.client().get("/edit-plans/" + planned.plan() + "/decisions?limit=100");
        String row = "";
        for (JsonNode each : rows.path("items")) {
            if (each.path("kind").asString().equals("take") && each.path("alternates").size() > 0) {
                row = each.path("id").asString();
            }
        }
        stack.client()
                .post(
                        "/edit-plans/" + planned.plan() + "/decisions/" + row + "/reject",
                        Map.of(),
                        200);
        JsonNode second = drafted(stack, planned.plan());
        long total = second.path("segments").path("total").asLong();
        long rendered = second.path("segments").path("rendered").asLong();
        assertThat(first.path("segments").path("reused").asLong()).isZero();
        assertThat(second.path("segments").path("reused").asLong()).isEqualTo(total - rendered);
        // The clip itself, and where it melts into its neighbours.
        assertThat(rendered).isBetween(1L, 3L).isLessThan(total);

        stack.workflow().approve(planned.plan());
        JsonNode done =
                stack.workflow()
                        .await(
                                stack.workflow().render(planned.plan()),
                                Duration.ofMinutes(3),
                                state -> {});
        Workflow.requireCompleted(done);
        stack.workflow().requireFinalVideo(planned.episode(), done);
        requireGood(
                report(stack, done.path("id").asString()),
                stack.client().get("/edit-plans/" + planned.plan()));
        stack.workflow().cleanUp(planned.show(), planned.episode());
    }

    private static JsonNode report(RunningStack.Parts stack, String job)
            throws IOException, InterruptedException {
        String url = stack.client().get("/jobs/" + job + "/report").path("url").asString();
        return JsonMapper.shared()
                .readTree(
                        stack.client()
                                .http()
                                .send(
                                        HttpRequest.newBuilder(URI.create(url)).build(),
                                        HttpResponse.BodyHandlers.ofString())
                                .body());
    }

    /** What the quality report says of a finished programme: no frame is black or repeated at a cut, length and loudness are right. */
    private static void requireGood(JsonNode report, JsonNode plan) {
        assertThat(report.path("warnings")).as("warnings").isEmpty();
        assertThat(report.path("cuts").path("count").asInt()).as("cuts").isPositive();
        for (String bad : List.of("blackFrames", "frozenFrames")) {
            JsonNode frames = report.path("cuts").path(bad);
            assertThat(frames.isArray()).as(bad).isTrue();
            assertThat(frames).as(bad).isEmpty();
        }
        // A frame for each clip and transition, whose lengths are rounded.
        assertThat(report.path("durationSeconds").asDouble())
                .isCloseTo(
                        plan.path("editStructure").path("totalDuration").asDouble(), within(0.3));
        assertThat(report.path("loudnessLufs").asDouble()).isCloseTo(-16, within(1.0));
        assertThat(report.path("truePeakDbtp").asDouble()).isLessThanOrEqualTo(-1.5);
        assertThat(report.path("audioVideoOffsetSeconds").isNumber()).isTrue();
        assertThat(Math.abs(report.path("audioVideoOffsetSeconds").asDouble()))
                .isLessThan(1.0 / 30);
    }

    private static JsonNode drafted(RunningStack.Parts stack, String plan)
            throws IOException, InterruptedException {
        String job =
                stack.client()
                        .post("/edit-plans/" + plan + "/render", Map.of("draft", true), 202)
                        .body()
                        .path("id")
                        .asString();
        return Workflow.requireCompleted(
                stack.workflow().await(job, Duration.ofMinutes(3), state -> {}));
    }

    private static Evaluation evaluated(int episodes, RunningStack.Parts stack, Path folder)
            throws IOException, InterruptedException {
        Evaluation found = rehearse(stack, folder).evaluate(episodes, SEED, System.out::println);
        found.table().forEach(System.out::println);
        return found;
    }

    private static Rehearse rehearse(RunningStack.Parts stack, Path folder) throws IOException {
        FfmpegPrograms programs =
                FfmpegPrograms.of(Installation.current(), folder.resolve("programs"));
        return new Rehearse(
                stack.client(), programs.folder().resolve("ffmpeg"), folder.resolve("takes"));
    }
}
