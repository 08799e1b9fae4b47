package dev.rushes.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.local.demo.FfmpegPrograms;
import dev.rushes.local.demo.Workflow;
import dev.rushes.local.rehearsal.Evaluation;
import dev.rushes.local.rehearsal.Rehearse;
import dev.rushes.local.stack.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

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
        stack.workflow().cleanUp(planned.show(), planned.episode());
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
