package dev.rushes.local.demo;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** The calls that lead from takes to a finished video, each checked for what the contract promises. */
public final class Workflow {

    private static final Duration POLL = Duration.ofMillis(300);
    private static final Duration ANALYSIS_WITHIN = Duration.ofMinutes(5);
    private static final Set<String> FINAL = Set.of("completed", "failed", "cancelled");

    private final RushesClient client;

    /** A workflow over these services. */
    public Workflow(RushesClient client) {
        this.client = client;
    }

    /** A scene with its uploaded, analysed take. */
    public record Footage(String sceneId, String sceneName, String key, BigDecimal duration) {}

    /**
     * Creates a show that maintenance may clean up.
     *
     * @return its id
     */
    public String createShow(String name) throws IOException, InterruptedException {
        return id(client.post("/shows", Map.of("name", name, "test", true), 201));
    }

    /**
     * Creates an episode with AI editing.
     *
     * @return its id
     */
    public String createEpisode(String showId, String title, int number)
            throws IOException, InterruptedException {
        RushesClient.Answer created =
                client.post(
                        "/episodes",
                        Map.of(
                                "showId", showId,
                                "title", title,
                                "seasonNumber", 1,
                                "episodeNumber", number,
                                "aiEditEnabled", true),
                        201);
        require(created.location().isPresent(), "a created episode has no Location");
        require(
                created.body().path("renderingStatus").asString().equals("not_started"),
                "a new episode is " + created.body().path("renderingStatus"));
        return id(created);
    }

    /**
     * Creates a scene.
     *
     * @param number counts from 1
     * @return its id
     */
    public String createScene(String episodeId, String name, int number, String type)
            throws IOException, InterruptedException {
        return id(
                client.post(
                        "/episodes/" + episodeId + "/scenes",
                        Map.of("name", name, "sceneNumber", number, "type", type),
                        201));
    }

    /**
     * Uploads a take straight to S3 over a presigned address and completes the upload.
     *
     * @param sent gets the number of bytes sent so far
     * @return the object key of the take
     */
    public String upload(
            String episodeId, String sceneId, Take take, java.util.function.LongConsumer sent)
            throws IOException, InterruptedException {
        long size = Files.size(take.file());
        JsonNode upload =
                client.postToStorage(
                                "/uploads",
                                Map.of(
                                        "kind",
                                        "raw-footage",
                                        "episodeId",
                                        episodeId,
                                        "sceneId",
                                        sceneId,
                                        "filename",
                                        take.fileName(),
                                        "contentType",
                                        take.contentType(),
                                        "sizeBytes",
                                        size),
                                201)
                        .body();
        client.put(upload, take.file(), sent);
        JsonNode done =
                client.postToStorage(
                                "/uploads/" + upload.path("id").asString() + "/complete",
                                Map.of(),
                                200)
                        .body();
        require(
                done.path("status").asString().equals("stored")
                        && done.path("sizeBytes").asLong() == size,
                "completing the upload of " + take.fileName() + " gave " + done);
        require(
                !done.path("lifecycle").path("archivesAt").asString("").isEmpty(),
                "a stored take does not say when it is archived: " + done);
        return done.path("key").asString();
    }

    /**
     * Waits until the scene's take is analysed.
     *
     * @throws WorkflowFailure when the analysis failed, with its reason
     */
    public JsonNode awaitAnalysis(String sceneId) throws IOException, InterruptedException {
        JsonNode scene =
                until(
                        "analysis of scene " + sceneId,
                        ANALYSIS_WITHIN,
                        "/scenes/" + sceneId,
                        read ->
                                read.path("rawFootageDuration").isNumber()
                                        || read.path("footage")
                                                .path("analysisStatus")
                                                .asString("")
                                                .equals("failed"));
        require(
                scene.path("rawFootageDuration").isNumber()
                        && scene.path("rawFootageMetadata").isObject(),
                "the take could not be analysed: "
                        + scene.path("footage").path("analysisError").asString(""));
        return scene;
    }

    /**
     * Creates a plan.
     *
     * @return its id
     */
    public String createPlan(String episodeId, Map<String, Object> editStructure)
            throws IOException, InterruptedException {
        RushesClient.Answer created =
                client.post(
                        "/episodes/" + episodeId + "/edit-plans",
                        Map.of(
                                "editStructure",
                                editStructure,
                                "overallConfidenceScore",
                                new BigDecimal("0.90"),
                                "generatedBy",
                                "rushes-demo"),
                        201);
        require(
                created.body().path("status").asString().equals("draft"),
                "a new plan is " + created.body().path("status"));
        return id(created);
    }

    /** Sees that rendering is refused before approval, then submits and approves the plan. */
    public void approve(String planId) throws IOException, InterruptedException {
        String plan = "/edit-plans/" + planId;
        client.post(plan + "/render", Map.of(), 409);
        client.post(plan + "/submit", Map.of(), 200, 201, 202);
        client.post(plan + "/approve", Map.of(), 200, 201, 202);
        JsonNode approved = client.get(plan);
        require(
                approved.path("status").asString().equals("approved")
                        && !approved.path("contentHash").asString("").isEmpty(),
                "an approved plan reads " + approved);
    }

    /**
     * Asks for the render twice with one idempotency key and sees that this makes one job.
     *
     * @return the job's id
     */
    public String render(String planId) throws IOException, InterruptedException {
        String path = "/edit-plans/" + planId + "/render";
        String key = "demo-" + planId;
        String job = id(client.post(path, Map.of(), key, 202));
        String again = id(client.post(path, Map.of(), key, 202));
        require(job.equals(again), "the same idempotency key made a second job");
        return job;
    }

    /**
     * Follows a job to its end and sees that its progress never goes back.
     *
     * @param seen gets every state that was read
     * @return the final state, whatever it is
     */
    public JsonNode await(String jobId, Duration patience, Consumer<JsonNode> seen)
            throws IOException, InterruptedException {
        int[] furthest = {0};
        return until(
                "job " + jobId,
                patience,
                "/jobs/" + jobId,
                job -> {
                    int progress = job.path("progressPercentage").asInt();
                    require(
                            progress >= furthest[0],
                            "the progress of job %s went from %d to %d"
                                    .formatted(jobId, furthest[0], progress));
                    furthest[0] = progress;
                    seen.accept(job);
                    return isFinal(job);
                });
    }

    /** True when the state of the job will not change any more. */
    public static boolean isFinal(JsonNode job) {
        return FINAL.contains(job.path("status").asString(""));
    }

    /** Sees that a job completed, at 100 percent and with an output. */
    public static JsonNode requireCompleted(JsonNode job) {
        require(
                job.path("status").asString("").equals("completed")
                        && job.path("progressPercentage").asInt() == 100
                        && !job.path("outputKey").asString("").isEmpty(),
                "the job ended as " + job);
        return job;
    }

    /** Sees that the episode's final video is what the job made. */
    public void requireFinalVideo(String episodeId, JsonNode job)
            throws IOException, InterruptedException {
        JsonNode episode = client.get("/episodes/" + episodeId);
        require(
                episode.path("renderingStatus").asString("").equals("completed")
                        && episode.path("finalVideoKey").equals(job.path("outputKey")),
                "after job %s the episode reads %s".formatted(job.path("id"), episode));
    }

    /** The number of messages that each queue holds, visible and in flight, by the queue's name. */
    public Map<String, Long> queued() throws IOException, InterruptedException {
        Map<String, Long> queued = new LinkedHashMap<>();
        for (JsonNode queue : client.get("/queues").path("queues").values()) {
            queued.put(
                    queue.path("name").asString(),
                    queue.path("visible").asLong() + queue.path("inFlight").asLong());
        }
        return queued;
    }

    /** Removes the episode with its jobs, plans and objects, and the show; waits until the objects are gone. */
    public void cleanUp(String showId, String episodeId) throws IOException, InterruptedException {
        client.delete("/episodes/" + episodeId);
        client.delete("/shows/" + showId);
        for (String bucket : List.of("raw-footage", "processed-videos")) {
            String path = "/objects?bucket=%s&prefix=episodes/%s/".formatted(bucket, episodeId);
            long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            while (!client.getFromStorage(path).path("items").isEmpty()) {
                require(
                        System.nanoTime() < end,
                        "objects of the deleted episode stay in " + bucket);
                Thread.sleep(POLL);
            }
        }
    }

    /** Takes one scene through creation, upload and analysis. */
    public Footage bring(String episodeId, int sceneNumber, Take take)
            throws IOException, InterruptedException {
        String sceneId = createScene(episodeId, take.sceneName(), sceneNumber, take.sceneType());
        String key = upload(episodeId, sceneId, take, bytes -> {});
        return footage(sceneId, take, key);
    }

    Footage footage(String sceneId, Take take, String key)
            throws IOException, InterruptedException {
        JsonNode scene = awaitAnalysis(sceneId);
        require(
                scene.path("sourceFilename").asString("").equals(take.fileName()),
                "the scene names its source " + scene.path("sourceFilename"));
        return new Footage(
                sceneId, take.sceneName(), key, scene.path("rawFootageDuration").decimalValue());
    }

    /** The smallest edit structure over all this footage: every take whole but for a little at both ends, cut hard. */
    public static Map<String, Object> plainCut(List<Footage> footage) {
        List<Map<String, Object>> scenes = new ArrayList<>();
        for (Footage take : footage) {
            BigDecimal start = new BigDecimal("0.1");
            BigDecimal end = take.duration().subtract(start);
            scenes.add(
                    Map.of(
                            "sceneId", take.sceneId(),
                            "name", take.sceneName(),
                            "clips",
                                    List.of(
                                            Map.of(
                                                    "s3Key",
                                                    take.key(),
                                                    "trim",
                                                    Map.of("start", start, "end", end))),
                            "transitions", List.of("cut")));
        }
        return Map.of("scenes", scenes, "music", Map.of("enabled", false), "overlays", List.of());
    }

    private JsonNode until(String what, Duration patience, String path, Predicate<JsonNode> done)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        Optional<String> last = Optional.empty();
        while (true) {
            try {
                RushesClient.Answer answer = client.tryGet(path);
                last = Optional.of(answer.status() + " " + answer.body());
                if (answer.status() == 200 && done.test(answer.body())) {
                    return answer.body();
                }
                // A service that is just starting again, or its database, is waited for like the
                // result itself.
                require(
                        answer.status() == 200 || answer.status() >= 500,
                        "GET " + path + ": " + last.get());
            } catch (IOException restarting) {
                last = Optional.of(String.valueOf(restarting.getMessage()));
            }
            if (System.nanoTime() > end) {
                throw new WorkflowFailure(
                        "%s: not within %d s, last %s"
                                .formatted(what, patience.toSeconds(), last.orElse("nothing")));
            }
            Thread.sleep(POLL);
        }
    }

    private static String id(RushesClient.Answer answer) {
        String id = answer.body().path("id").asString("");
        require(!id.isEmpty(), "an answer has no id: " + answer.body());
        return id;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new WorkflowFailure(otherwise);
        }
    }
}
