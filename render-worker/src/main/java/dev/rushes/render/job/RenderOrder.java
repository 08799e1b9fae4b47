package dev.rushes.render.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rushes.common.job.Attempt;
import dev.rushes.common.job.JobKind;
import dev.rushes.common.job.JobOutput;
import dev.rushes.common.job.JobPhase;
import dev.rushes.common.job.JobTransitions;
import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Clip;
import dev.rushes.common.plan.structure.EditStructure;
import dev.rushes.common.plan.structure.OutputSettings;
import dev.rushes.common.plan.structure.PlanCheck;
import dev.rushes.common.plan.structure.PlanFault;
import dev.rushes.common.plan.structure.PlanLimits;
import dev.rushes.common.plan.structure.Programme;
import dev.rushes.common.plan.structure.Quality;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.storage.ObjectKeys;
import dev.rushes.render.engine.RenderListener;
import dev.rushes.render.engine.RenderedVideo;
import dev.rushes.render.engine.Renderer;
import dev.rushes.render.ffmpeg.AssetProbe;
import dev.rushes.render.ffmpeg.MediaProbe;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaConfig;
import dev.rushes.render.media.MediaInfo;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.sound.SoundTrack;
import dev.rushes.render.timeline.Timeline;
import dev.rushes.render.timeline.TimelineCompiler;
import dev.rushes.render.work.Lease;
import dev.rushes.render.work.Refused;
import dev.rushes.render.workspace.Results;
import dev.rushes.render.workspace.Scratch;
import dev.rushes.render.workspace.ScratchFolder;
import dev.rushes.render.workspace.SourceObject;
import dev.rushes.render.workspace.Sources;
import dev.rushes.render.workspace.StoredObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Does one render: sources down, plan checked against what they really are, rendered, checked, up, written. */
@ApplicationScoped
class RenderOrder {
    private static final int FAULTS_SHOWN = 10;

    /** Bytes of result and segments for a second of programme: 10 Mbit/s, twice. */
    private static final long RESULT_BYTES_PER_SECOND = 2_500_000;

    private final Orders orders;
    private final JobTransitions jobs;
    private final Sources sources;
    private final Results results;
    private final Scratch scratch;
    private final ObjectMapper json;
    private final PlanLimits limits;
    private final MediaLimits mediaLimits;
    private final Renderer renderer;

    RenderOrder(
            Orders orders,
            JobTransitions jobs,
            Sources sources,
            Results results,
            Scratch scratch,
            RenderConfig config,
            MediaConfig media,
            ObjectMapper json) {
        this.orders = orders;
        this.jobs = jobs;
        this.sources = sources;
        this.results = results;
        this.scratch = scratch;
        this.json = json;
        mediaLimits = MediaLimits.of(media);
        limits =
                new PlanLimits(
                        config.maxClips(),
                        Rational.of(config.maxDuration().toMillis(), 1000),
                        config.maxSide());
        renderer =
                new Renderer(
                        config.segmentsAtOnce()
                                .orElseGet(Runtime.getRuntime()::availableProcessors),
                        mediaLimits);
    }

    /**
     * Renders the plan and completes the job.
     *
     * @return false where the job was no longer this attempt's at its end
     */
    boolean perform(Attempt attempt, Lease lease) {
        Progress progress = new Progress();
        lease.everyLook(() -> report(attempt, progress));
        Order order = orders.read(attempt);
        EditStructure structure = check(order.document(), order.footage()).structure();
        Map<String, Take> takes = takesOf(structure, order.footage());
        try (ScratchFolder folder = folder(attempt, structure, takes)) {
            Map<String, Path> files = download(takes, folder.path(), lease, progress);
            Timeline timeline = timeline(attempt, order, structure, takes, files, lease);
            Path video = folder.path().resolve("final.mp4");
            RenderedVideo rendered = render(timeline, files, folder.path(), video, lease, progress);
            return deliver(attempt, rendered, video, lease, progress);
        }
    }

    private void report(Attempt attempt, Progress progress) {
        Progress.State state = progress.state();
        jobs.progress(attempt, state.percent(), state.phase(), state.speed(), state.etaSeconds());
    }

    private PlanCheck check(JsonNode document, EpisodeFootage footage) {
        PlanCheck check = PlanCheck.of(document, footage, limits);
        if (!check.isValid()) {
            throw new Refused(ProblemType.PLAN_NOT_RENDERABLE, text(check.errors()));
        }
        return check;
    }

    private static String text(List<PlanFault> faults) {
        String first =
                faults.stream()
                        .limit(FAULTS_SHOWN)
                        .map(fault -> fault.pointer() + ": " + fault.detail())
                        .collect(Collectors.joining(" "));
        int more = faults.size() - FAULTS_SHOWN;
        return more > 0 ? first + " And " + more + " more." : first;
    }

    /** Takes and assets of the plan in the order of their first use, each once. */
    private static Map<String, Take> takesOf(EditStructure structure, EpisodeFootage footage) {
        Map<String, Take> takes = new LinkedHashMap<>();
        for (String key : structure.s3Keys()) {
            takes.put(
                    key,
                    footage.take(key)
                            .orElseThrow(() ->
                                    new Refused(
                                            ProblemType.SOURCE_MISSING,
                                            "There is no take " + key + ".")));
        }
        return takes;
    }

    private ScratchFolder folder(
            Attempt attempt, EditStructure structure, Map<String, Take> takes) {
        long sourceBytes =
                takes.values().stream()
                        .map(take -> take.object().sizeBytes())
                        .mapToLong(size -> size == null ? 0 : size)
                        .sum();
        Rational length = structure.totalDuration();
        long seconds = length == null ? 0 : length.roundHalfUp();
        return scratch.folder(
                "job-" + attempt.jobId() + "-" + attempt.number(),
                sourceBytes,
                seconds * RESULT_BYTES_PER_SECOND
                        + SoundTrack.scratchBytes(structure.output().sound(), seconds));
    }

    private Map<String, Path> download(
            Map<String, Take> takes, Path folder, Lease lease, Progress progress) {
        progress.phase(JobPhase.DOWNLOADING);
        progress.expect(
                takes.values().stream()
                        .map(take -> take.object().sizeBytes())
                        .mapToLong(size -> size == null ? 0 : size)
                        .sum());
        Map<String, Path> files = new HashMap<>();
        for (Take take : takes.values()) {
            SourceObject object = take.object();
            // Numbered: a key is a stranger's text, and FFmpeg must not guess a format from it.
            Path file = folder.resolve("source-" + files.size());
            sources.download(object, file, lease::stop, progress::moved);
            files.put(object.key(), file);
        }
        return files;
    }

    /** Measures what was not measured yet, checks the plan against exact lengths and compiles it. */
    private Timeline timeline(
            Attempt attempt,
            Order order,
            EditStructure structure,
            Map<String, Take> takes,
            Map<String, Path> files,
            Lease lease) {
        Map<String, MediaInfo> infos =
                AssetProbe.measure(structure.assets(), files, MediaLimits.DEFAULT, lease::stop);
        for (Clip clip : structure.clips()) {
            Take take = takes.get(clip.s3Key());
            MediaInfo known = take == null ? null : take.info();
            infos.computeIfAbsent(
                    clip.s3Key(), key -> known != null ? known : measure(key, files, lease));
        }
        PlanCheck check = check(order.document(), order.footage().with(infos));
        Programme programme = check.programme();
        if (programme == null) {
            throw new IllegalStateException("a valid plan with measured takes has a programme");
        }
        OutputSettings settings = check.structure().output();
        if (attempt.kind() == JobKind.DRAFT) {
            settings = settings.withQuality(Quality.DRAFT);
        }
        return TimelineCompiler.compile(programme, settings, infos);
    }

    private MediaInfo measure(String key, Map<String, Path> files, Lease lease) {
        Path file = files.get(key);
        if (file == null) {
            throw new IllegalStateException("every take was downloaded");
        }
        try {
            return MediaProbe.probe(file, mediaLimits, lease::stop);
        } catch (BadMedia e) {
            throw new Refused(ProblemType.BAD_MEDIA, key + ": " + e.getMessage());
        }
    }

    private RenderedVideo render(
            Timeline timeline,
            Map<String, Path> files,
            Path folder,
            Path video,
            Lease lease,
            Progress progress) {
        progress.rendering(timeline.duration().toDouble());
        return renderer.render(
                timeline,
                files,
                folder,
                video,
                new RenderListener() {
                    @Override
                    public void phase(Phase phase) {
                        switch (phase) {
                            case RENDERING -> {}
                            case JOINING -> progress.phase(JobPhase.JOINING);
                            case CHECKING -> progress.phase(JobPhase.CHECKING);
                        }
                    }

                    @Override
                    public void frames(long done, long total) {
                        progress.rendered(done, total);
                    }

                    @Override
                    public boolean cancelled() {
                        return lease.stop();
                    }
                });
    }

    private boolean deliver(
            Attempt attempt, RenderedVideo rendered, Path file, Lease lease, Progress progress) {
        progress.phase(JobPhase.UPLOADING);
        progress.expect(rendered.sizeBytes());
        lease.lookNow();
        String key =
                ObjectKeys.output(
                        attempt.episodeId(), attempt.jobId(), attempt.number(), "final", "mp4");
        StoredObject video = results.store(file, key, "video/mp4", lease::stop, progress::moved);
        Optional<Boolean> completed = Optional.empty();
        try {
            completed =
                    lease.insist(
                            "the end of the job", () -> complete(attempt, output(rendered, video)));
        } finally {
            // Where nobody knows whether it was written, the object may be the job's: a sweep
            // decides later.
            if (completed.isPresent() && !completed.get()) {
                results.discard(key, video.versionId());
            }
        }
        return completed.orElse(false);
    }

    private boolean complete(Attempt attempt, JobOutput output) {
        return jobs.complete(attempt, output)
                || orders.completedWith(attempt.jobId(), output.key());
    }

    private JobOutput output(RenderedVideo rendered, StoredObject video) {
        ArrayNode outputs = json.createArrayNode();
        outputs.addObject()
                .put("kind", "video")
                .put("format", "mp4")
                .put("width", rendered.width())
                .put("height", rendered.height())
                .put("key", video.key())
                .put("sizeBytes", video.sizeBytes());
        return new JobOutput(
                video.key(), video.versionId(), video.sizeBytes(), video.sha256(), outputs);
    }
}
