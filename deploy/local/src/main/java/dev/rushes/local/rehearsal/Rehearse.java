package dev.rushes.local.rehearsal;

import dev.rushes.local.demo.RushesClient;
import dev.rushes.local.demo.Take;
import dev.rushes.local.demo.Workflow;
import dev.rushes.local.demo.WorkflowFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Makes episodes with a known truth, has a running stack analyse and plan them, and judges the plans. */
public final class Rehearse {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long POLL = 100;

    private final RushesClient client;
    private final Workflow workflow;
    private final MakeTake making;
    private final Path folder;

    /**
     * With a stack.
     *
     * @param ffmpeg the program that makes takes
     * @param folder for the takes
     */
    public Rehearse(RushesClient client, Path ffmpeg, Path folder) {
        this.client = client;
        this.workflow = new Workflow(client);
        this.making = new MakeTake(ffmpeg);
        this.folder = folder;
    }

    /** An episode whose takes are uploaded, and perhaps analysed. */
    private record Brought(
            RehearsedEpisode episode,
            String id,
            List<String> scenes,
            Map<String, RehearsedTake> takes) {}

    /** An episode that is in the stack, and a plan of it. */
    public record Planned(String show, String episode, String plan) {}

    /**
     * Plans a number of episodes twice each.
     *
     * @param seed of the first; the others follow
     * @param said gets a line for each episode
     */
    public Evaluation evaluate(int episodes, long seed, Consumer<String> said)
            throws IOException, InterruptedException {
        List<Judged> clips = new ArrayList<>();
        List<Double> errors = new ArrayList<>();
        List<Boolean> repeated = new ArrayList<>();
        String show = workflow.createShow("Rehearsal " + seed);
        // Takes of the next episode are made while those of this one are analysed.
        Brought next = bring(show, RehearsedEpisode.of(seed), 1);
        for (int i = 0; i < episodes; i++) {
            Brought brought = next;
            if (i + 1 < episodes) {
                next = bring(show, RehearsedEpisode.of(seed + i + 1), i + 2);
            }
            awaitAnalyses(brought);
            RehearsedEpisode episode = brought.episode();
            JsonNode plan =
                    client.get("/edit-plans/" + plan(brought.id(), episode.targetSeconds()));
            JsonNode again =
                    client.get("/edit-plans/" + plan(brought.id(), episode.targetSeconds()));
            JsonNode rows =
                    client.get(
                            "/edit-plans/" + plan.path("id").asString() + "/decisions?limit=100");
            List<Judged> judged = Judged.of(plan, rows, brought.takes());
            clips.addAll(judged);
            double error =
                    Math.abs(
                            plan.path("editStructure").path("totalDuration").asDouble()
                                            / episode.targetSeconds()
                                    - 1);
            errors.add(error);
            repeated.add(plan.path("editStructure").equals(again.path("editStructure")));
            said.accept(
                    "episode %d (seed %d): %d takes, %d clips, %d mistaken, length %.1f %% off, confidence %s"
                            .formatted(
                                    i + 1,
                                    seed + i,
                                    episode.takes().size(),
                                    judged.size(),
                                    judged.stream().filter(Judged::mistaken).count(),
                                    100 * error,
                                    plan.path("overallConfidenceScore")));
        }
        return new Evaluation(clips, errors, repeated);
    }

    /** One episode with a plan, for what else is to be seen of plans. */
    public Planned planned(long seed) throws IOException, InterruptedException {
        RehearsedEpisode episode = RehearsedEpisode.of(seed);
        String show = workflow.createShow("Rehearsal " + seed);
        Brought brought = bring(show, episode, 1);
        awaitAnalyses(brought);
        return new Planned(show, brought.id(), plan(brought.id(), episode.targetSeconds()));
    }

    private Brought bring(String show, RehearsedEpisode episode, int number)
            throws IOException, InterruptedException {
        Map<String, RehearsedTake> takes = new HashMap<>();
        String id = workflow.createEpisode(show, "Episode " + episode.seed(), number);
        List<String> scenes = new ArrayList<>();
        for (RehearsedTake take : episode.takes()) {
            Path file = Files.createDirectories(folder).resolve(take.fileName());
            making.make(take, episode.seed(), file);
            String type = RehearsedEpisode.type(take.scene(), episode.scenes());
            String scene = workflow.createScene(id, "Scene " + take.scene(), take.scene(), type);
            takes.put(
                    workflow.upload(
                            id, scene, new Take(file, "Scene " + take.scene(), type), sent -> {}),
                    take);
            scenes.add(scene);
            Files.delete(file);
        }
        script(id, episode);
        return new Brought(episode, id, scenes, takes);
    }

    private void awaitAnalyses(Brought brought) throws IOException, InterruptedException {
        for (String scene : brought.scenes()) {
            workflow.awaitAnalysis(scene);
        }
    }

    private void script(String id, RehearsedEpisode episode)
            throws IOException, InterruptedException {
        JsonNode script =
                client.post(
                                "/episodes/" + id + "/scripts",
                                Map.of("scriptText", episode.script(), "format", "fountain"),
                                201)
                        .body();
        String path = "/scripts/" + script.path("id").asString();
        client.put(path + "/ai-analysis", Map.of("enabled", true), 200);
        RushesClient.Answer analysed =
                client.post(
                        path + "/analyze",
                        Map.of("targetDurationSeconds", episode.targetSeconds()),
                        200,
                        202,
                        503);
        // 503: this installation analyses no scripts; a plan can be made without.
        if (analysed.status() == 202) {
            result(analysed);
        }
    }

    private String plan(String episode, double target) throws IOException, InterruptedException {
        String path =
                result(
                        client.post(
                                "/episodes/" + episode + "/edit-plans/generate",
                                Map.of("targetDurationSeconds", target),
                                202));
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** What a started task made. */
    private String result(RushesClient.Answer started) throws IOException, InterruptedException {
        String location = started.location().orElse("");
        String task = location.substring(location.indexOf("/tasks/"));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            JsonNode read = client.get(task);
            switch (read.path("status").asString()) {
                case "completed" -> {
                    return read.path("resultUrl").asString("");
                }
                case "failed" -> throw new WorkflowFailure("a task failed: " + read.path("error"));
                default -> Thread.sleep(POLL);
            }
        }
        throw new WorkflowFailure("a task does not end: " + task);
    }
}
