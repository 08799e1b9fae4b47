package dev.rushes.local.demo;

import dev.rushes.local.stack.Installation;
import dev.rushes.local.stack.Stack;
import dev.rushes.local.stack.StackPorts;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Takes an episode from raw takes to a finished video through the real services, and checks the video. */
@Command(
        name = "demo",
        description = {
            "Takes an episode from raw takes to a finished video through the real services, and checks the video.",
            "Starts a stack of its own on free ports, or uses the one that API_URL and STORAGE_URL name."
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    private static final Duration RENDER_WITHIN = Duration.ofHours(2);
    // The encoder's last audio frame may reach over the picture's end.
    private static final BigDecimal AUDIO_FRAME = new BigDecimal("0.05");

    private final PrintStream out = System.out;
    private final boolean terminal =
            Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    private int step;

    @Option(
            names = "--footage",
            paramLabel = "DIR",
            description = "Use every video in this folder instead of making takes.")
    private @Nullable Path footage;

    @Option(names = "--clean-up", description = "Remove show, episode and objects at the end.")
    private boolean cleanUp;

    @Override
    public Integer call() throws IOException, InterruptedException {
        long began = System.nanoTime();
        Installation installation = Installation.current();
        Path folder = Files.createDirectories(installation.defaultData().resolve("demo"));
        Optional<RushesClient> given = givenServices();
        if (given.isPresent()) {
            return run(installation, folder, given.get(), began);
        }
        Path data = folder.resolve("stack");
        out.println("Starting the services (data and logs in " + data + ") ...");
        try (Stack stack =
                Stack.open(
                        installation, data, StackPorts.free(1), line -> out.println("  " + line))) {
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop-stack"));
            stack.start();
            out.printf("Services ready after %.1f s%n", seconds(began));
            return run(installation, folder, RushesClient.of(stack), began);
        }
    }

    private static Optional<RushesClient> givenServices() {
        String api = System.getenv("API_URL");
        if (api == null) {
            return Optional.empty();
        }
        String storage = System.getenv().getOrDefault("STORAGE_URL", "http://localhost:8081");
        RushesClient client = RushesClient.of(URI.create(api), URI.create(storage));
        String token = System.getenv("TOKEN");
        return Optional.of(token == null ? client : client.with(token));
    }

    private int run(Installation installation, Path folder, RushesClient client, long began)
            throws IOException, InterruptedException {
        FfmpegPrograms programs =
                FfmpegPrograms.of(installation, installation.defaultData().resolve("programs"));
        Engine engine = new Engine(installation);
        List<Take> takes = takes(engine, folder, programs);
        Workflow workflow = new Workflow(client);

        String showId = workflow.createShow("Demo show");
        done("show", showId);
        String episodeId = workflow.createEpisode(showId, "Demo episode", 1);
        done("episode with AI editing", episodeId);
        List<String> sceneIds = new ArrayList<>();
        for (Take take : takes) {
            sceneIds.add(
                    workflow.createScene(
                            episodeId, take.sceneName(), sceneIds.size() + 1, take.sceneType()));
        }
        done("scenes", sceneIds.size() + " scenes");
        List<String> keys = upload(workflow, episodeId, sceneIds, takes);
        done("raw footage straight to S3", keys.size() + " takes");
        List<Cut.Source> sources = new ArrayList<>();
        for (int i = 0; i < takes.size(); i++) {
            Workflow.Footage take = workflow.footage(sceneIds.get(i), takes.get(i), keys.get(i));
            sources.add(
                    new Cut.Source(take.sceneId(), take.sceneName(), take.key(), take.duration()));
            out.printf(
                    "         %s: %s s%n",
                    takes.get(i).fileName(), take.duration().toPlainString());
        }
        done("footage analysed", sources.size() + " takes");
        Cut cut = Cut.of(sources);
        String planId = workflow.createPlan(episodeId, cut.structure());
        done(
                "edit plan",
                "%s, %d frames at %d a second".formatted(planId, cut.frames(), Cut.FRAME_RATE));
        workflow.approve(planId);
        done("approval", "approved; rendering before approval was refused");
        String jobId = workflow.render(planId);
        done("render queued once", jobId);
        JsonNode job = follow(workflow, jobId);
        done(
                "render processed",
                job.path("processingDurationSeconds").asString("?") + " s by the database");
        Path video = folder.resolve("rushes-demo.mp4");
        client.download(jobId, video);
        FfmpegPrograms.Checked checked = check(programs, video, cut);
        done(
                "final video",
                "%d of %d frames decoded, %dx%d %s"
                        .formatted(
                                checked.frames(),
                                cut.frames(),
                                checked.width(),
                                checked.height(),
                                String.join(" + ", checked.codecs())));
        workflow.requireFinalVideo(episodeId, job);
        Map<String, Long> queued = workflow.queued();
        done("whole workflow", "the episode shows the final video; queues " + queued);
        if (cleanUp) {
            workflow.cleanUp(showId, episodeId);
            done("clean-up", "show, episode, plan, job and objects removed");
        } else {
            done(
                    "clean-up",
                    "left for you to look at: ./rushes up --data .rushes/demo/stack (or demo --clean-up)");
        }
        Path sheet = folder.resolve("contact-sheet.png");
        engine.contactSheet(video, sheet);
        out.printf("All in %.1f s%n", seconds(began));
        out.println("Video          " + video);
        out.println("Duration       " + checked.duration().toPlainString() + " s");
        out.println("Contact sheet  " + sheet);
        return 0;
    }

    private List<Take> takes(Engine engine, Path folder, FfmpegPrograms programs)
            throws IOException, InterruptedException {
        if (footage != null) {
            List<Take> takes = Takes.in(footage, programs);
            out.printf("Found %d takes in %s%n", takes.size(), footage);
            return takes;
        }
        long began = System.nanoTime();
        List<Take> takes = Takes.made(engine, folder.resolve("footage"));
        out.printf("%d takes made, ready after %.1f s%n", takes.size(), seconds(began));
        return takes;
    }

    private List<String> upload(
            Workflow workflow, String episodeId, List<String> sceneIds, List<Take> takes)
            throws IOException, InterruptedException {
        long total = 0;
        for (Take take : takes) {
            total += Files.size(take.file());
        }
        List<String> keys = new ArrayList<>();
        long before = 0;
        try (Progress progress = Progress.of(terminal, out, "upload", total)) {
            for (int i = 0; i < takes.size(); i++) {
                Take take = takes.get(i);
                long sentBefore = before;
                keys.add(
                        workflow.upload(
                                episodeId,
                                sceneIds.get(i),
                                take,
                                bytes -> progress.at(sentBefore + bytes, take.fileName())));
                before += Files.size(take.file());
            }
        }
        return keys;
    }

    private JsonNode follow(Workflow workflow, String jobId)
            throws IOException, InterruptedException {
        try (Progress progress = Progress.of(terminal, out, "render", 100)) {
            JsonNode ended =
                    workflow.await(
                            jobId,
                            RENDER_WITHIN,
                            job ->
                                    progress.at(
                                            job.path("progressPercentage").asInt(),
                                            job.path("phase").asString("")));
            return Workflow.requireCompleted(ended);
        }
    }

    private static FfmpegPrograms.Checked check(FfmpegPrograms programs, Path video, Cut cut)
            throws IOException, InterruptedException {
        FfmpegPrograms.Checked checked = programs.check(video);
        if (checked.frames() != cut.frames()
                || checked.width() != Cut.WIDTH
                || checked.height() != Cut.HEIGHT
                || !checked.codecs().equals(List.of("h264", "aac"))) {
            throw new WorkflowFailure(
                    "the plan asks for %d frames of %dx%d h264 with aac, the video has %s"
                            .formatted(cut.frames(), Cut.WIDTH, Cut.HEIGHT, checked));
        }
        BigDecimal planned =
                BigDecimal.valueOf(cut.frames())
                        .divide(
                                BigDecimal.valueOf(Cut.FRAME_RATE),
                                6,
                                java.math.RoundingMode.HALF_UP);
        if (checked.duration().subtract(planned).abs().compareTo(AUDIO_FRAME) > 0) {
            throw new WorkflowFailure(
                    "the video lasts %s s, planned were %s s"
                            .formatted(checked.duration(), planned));
        }
        return checked;
    }

    private void done(String title, String said) {
        out.printf("%2d ok    %s: %s%n", ++step, title, said);
        out.flush();
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
