package dev.rushes.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.local.demo.FfmpegPrograms;
import dev.rushes.local.demo.Workflow;
import dev.rushes.local.stack.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@ExtendWith(RunningStack.class)
class WorkflowIT {

    @Test
    void anEpisodeGoesFromTakesToACheckedVideoAndCanBeRemoved(
            RunningStack.Parts stack, @TempDir Path folder)
            throws IOException, InterruptedException {
        Workflow workflow = stack.workflow();
        String show = workflow.createShow("Workflow");
        Episode episode = Episode.of(stack, show, 1, stack.footage().small());
        String job = episode.render();
        List<Integer> progress = new ArrayList<>();

        JsonNode done =
                workflow.await(
                        job,
                        Duration.ofMinutes(3),
                        state -> progress.add(state.path("progressPercentage").asInt()));

        Workflow.requireCompleted(done);
        workflow.requireFinalVideo(episode.id(), done);
        assertThat(progress).isSorted().last().isEqualTo(100);
        Path video = folder.resolve("final.mp4");
        stack.client().download(job, video);
        FfmpegPrograms.Checked checked =
                FfmpegPrograms.of(Installation.current(), folder.resolve("programs")).check(video);
        // Two seconds less 0.1 s at both ends, at the take's own 30 frames a second, in the default
        // size.
        assertThat(checked.frames()).isEqualTo(54);
        assertThat(checked.width()).isEqualTo(1920);
        assertThat(checked.height()).isEqualTo(1080);
        assertThat(checked.codecs()).containsExactly("h264", "aac");

        workflow.cleanUp(show, episode.id());
        assertThat(stack.client().tryGet("/jobs/" + job).status()).isEqualTo(404);
    }

    @Test
    void aTextFileNamedAsAVideoEndsWithTheReasonOnItsScene(
            RunningStack.Parts stack, @TempDir Path folder)
            throws IOException, InterruptedException {
        Path text =
                java.nio.file.Files.writeString(
                        folder.resolve("E2E-MAIN-TAKE-1.mp4"), "not a video\n".repeat(100));
        Workflow workflow = stack.workflow();
        String show = workflow.createShow("Text");
        String episode = workflow.createEpisode(show, "Text", 1);
        String scene = workflow.createScene(episode, "Main", 1, "main");
        workflow.upload(
                episode, scene, new dev.rushes.local.demo.Take(text, "Main", "main"), sent -> {});

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> workflow.awaitAnalysis(scene))
                .hasMessageStartingWith("the take could not be analysed: ");
        JsonNode read = stack.client().get("/scenes/" + scene);
        assertThat(read.path("footage").path("analysisStatus").asString()).isEqualTo("failed");
        assertThat(read.path("footage").path("analysisError").asString()).isNotBlank();
        workflow.cleanUp(show, episode);
    }

    @Test
    void renderingTwiceMakesTwoJobsOneAfterTheOther(RunningStack.Parts stack)
            throws IOException, InterruptedException {
        Workflow workflow = stack.workflow();
        String show = workflow.createShow("Twice");
        Episode episode = Episode.of(stack, show, 1, stack.footage().small());
        String first = episode.render();
        String second = episode.render();

        JsonNode firstDone = workflow.await(first, Duration.ofMinutes(3), state -> {});
        JsonNode secondDone = workflow.await(second, Duration.ofMinutes(3), state -> {});

        Workflow.requireCompleted(firstDone);
        workflow.requireFinalVideo(episode.id(), Workflow.requireCompleted(secondDone));
        assertThat(Map.of(first, 1, second, 1)).hasSize(2);
        workflow.cleanUp(show, episode.id());
    }
}
