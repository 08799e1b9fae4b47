package dev.rushes.render.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.job.Attempt;
import dev.rushes.common.job.JobKind;
import dev.rushes.common.job.JobOutput;
import dev.rushes.common.job.JobPhase;
import dev.rushes.common.job.JobTransitions;
import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.layers.Captions;
import dev.rushes.common.plan.structure.Clip;
import dev.rushes.common.plan.structure.EditStructure;
import dev.rushes.common.plan.structure.OutputSettings;
import dev.rushes.common.plan.structure.PlanCheck;
import dev.rushes.common.plan.structure.PlanFault;
import dev.rushes.common.plan.structure.PlanLimits;
import dev.rushes.common.plan.structure.Programme;
import dev.rushes.common.plan.structure.ProgrammeRange;
import dev.rushes.common.plan.structure.Quality;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.render.captions.CaptionTrack;
import dev.rushes.render.engine.Companion;
import dev.rushes.render.engine.Inspector;
import dev.rushes.render.engine.RenderedVideo;
import dev.rushes.render.engine.Renderer;
import dev.rushes.render.engine.SegmentCache;
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
import dev.rushes.render.workspace.KeptSegments;
import dev.rushes.render.workspace.Results;
import dev.rushes.render.workspace.Scratch;
import dev.rushes.render.workspace.ScratchFolder;
import dev.rushes.render.workspace.SourceObject;
import dev.rushes.render.workspace.Sources;
import dev.rushes.render.workspace.SourcesArchived;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
    private final KeptSegments kept;
    private final PlanLimits limits;
    private final MediaLimits mediaLimits;
    private final RenderMeters meters;
    private final Renderer renderer;

    RenderOrder(
            Orders orders,
            JobTransitions jobs,
            Sources sources,
            Results results,
            Scratch scratch,
            KeptSegments kept,
            RenderConfig config,
            MediaConfig media,
            RenderMeters meters) {
        this.orders = orders;
        this.jobs = jobs;
        this.sources = sources;
        this.results = results;
        this.scratch = scratch;
        this.kept = kept;
        this.meters = meters;
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
        try (Stages stages = meters.stages()) {
            Progress progress = new Progress(phase -> stages.enter(phase.text()));
            lease.everyLook(() -> report(attempt, progress));
            try {
                return perform(attempt, lease, progress, stages);
            } finally {
                meters.ended(progress.state());
            }
        }
    }

    private boolean perform(Attempt attempt, Lease lease, Progress progress, Stages stages) {
        Order order = orders.read(attempt);
        EditStructure structure = check(order.document(), order.footage()).structure();
        Map<String, Take> takes = takesOf(structure, order.footage());
        List<Shape> shapes = Shape.of(order, structure.output(), limits);
        try (ScratchFolder folder = folder(attempt, structure, shapes.size(), takes)) {
            Map<String, Path> files = download(takes, folder.path(), lease, progress);
            stages.enter(Stages.MEASURING);
            SegmentCache cache = new SegmentCache(kept, identities(takes, files));
            List<Product> products =
                    renderAll(
                            attempt,
                            order,
                            shapes,
                            takes,
                            files,
                            cache,
                            folder.path(),
                            lease,
                            progress);
            meters.rendered(attempt.kind(), progress.state(), seconds(products));
            return deliver(attempt, products, lease, progress);
        }
    }

    private static double seconds(List<Product> products) {
        return products.stream()
                .mapToDouble(product -> product.video().duration().toDouble())
                .sum();
    }

    /** One shape after the other; each is rendered by all processors. */
    private List<Product> renderAll(
            Attempt attempt,
            Order order,
            List<Shape> shapes,
            Map<String, Take> takes,
            Map<String, Path> files,
            SegmentCache cache,
            Path folder,
            Lease lease,
            Progress progress) {
        Map<String, MediaInfo> infos = infos(order, takes, files, lease);
        List<Cut> cuts = new ArrayList<>();
        for (Shape shape : shapes) {
            cuts.add(cut(attempt, order, shape.document(), files, infos));
        }
        long frames = cuts.stream().mapToLong(cut -> cut.timeline().frames()).sum();
        progress.rendering(
                cuts.stream().mapToDouble(cut -> cut.timeline().duration().toDouble()).sum());
        Watch watch =
                new Watch(
                        progress,
                        lease,
                        frames,
                        cuts.stream().mapToInt(cut -> cut.timeline().segments().size()).sum());
        List<Product> products = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            CaptionTrack captions = cuts.get(i).captions();
            Timeline timeline = cuts.get(i).timeline();
            Shape shape = shapes.get(i);
            Path video =
                    folder.resolve(
                            shape.fileName("final")
                                    + "."
                                    + timeline.output().container().wireName());
            RenderedVideo rendered = renderer.render(timeline, files, cache, folder, video, watch);
            watch.next();
            List<Companion> companions = new ArrayList<>();
            if (captions != null && cuts.get(i).beside()) {
                companions.addAll(captions.write(folder, shape.fileName("captions")));
            }
            companions.addAll(
                    new Inspector(
                                    timeline,
                                    captions == null
                                            ? rendered
                                            : rendered.with(captions.warnings()),
                                    video,
                                    mediaLimits,
                                    lease::stop)
                            .inspect(folder, shape::fileName));
            products.add(new Product(shape, timeline, rendered, video, companions));
        }
        return products;
    }

    private void report(Attempt attempt, Progress progress) {
        Progress.State state = progress.state();
        jobs.progress(
                attempt,
                state.percent(),
                state.phase(),
                state.speed(),
                state.etaSeconds(),
                state.segments());
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
            Attempt attempt, EditStructure structure, int shapes, Map<String, Take> takes) {
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
                seconds * shapes * RESULT_BYTES_PER_SECOND
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
            try {
                sources.download(object, file, lease::stop, progress::moved);
            } catch (SourcesArchived archived) {
                throw sources.allArchived(
                        archived, takes.values().stream().map(Take::object).toList(), lease::stop);
            }
            files.put(object.key(), file);
        }
        return files;
    }

    /** Measures what was not measured yet. */
    private Map<String, MediaInfo> infos(
            Order order, Map<String, Take> takes, Map<String, Path> files, Lease lease) {
        EditStructure structure = check(order.document(), order.footage()).structure();
        Map<String, MediaInfo> infos =
                AssetProbe.measure(structure.assets(), files, mediaLimits, lease::stop);
        for (Clip clip : structure.clips()) {
            Take take = takes.get(clip.s3Key());
            MediaInfo known = take == null ? null : take.info();
            infos.computeIfAbsent(
                    clip.s3Key(), key -> known != null ? known : measure(key, files, lease));
        }
        return infos;
    }

    /**
     * A programme ready to be rendered.
     *
     * @param captions in its own seconds, or null where the plan has none
     * @param beside whether they are wanted as files
     */
    private record Cut(Timeline timeline, @Nullable CaptionTrack captions, boolean beside) {}

    /** Checks the plan against exact lengths and compiles it, or the part of it that is wanted. */
    private Cut cut(
            Attempt attempt,
            Order order,
            JsonNode document,
            Map<String, Path> files,
            Map<String, MediaInfo> infos) {
        PlanCheck check = check(document, order.footage().with(infos));
        Programme programme = check.programme();
        if (programme == null) {
            throw new IllegalStateException("a valid plan with measured takes has a programme");
        }
        OutputSettings settings = check.structure().output();
        if (attempt.kind() == JobKind.DRAFT) {
            settings = settings.withQuality(Quality.DRAFT);
        }
        Timeline whole = TimelineCompiler.compile(programme, settings, infos);
        Captions captions = check.structure().captions();
        Timeline burned = CaptionTrack.burned(whole, captions, files);
        JsonNode range = order.scope().range();
        Timeline timeline = range == null ? burned : burned.part(range(range, whole.duration()));
        return new Cut(
                timeline,
                captions == null ? null : CaptionTrack.of(captions, files, whole).within(timeline),
                captions != null && captions.mode().isBeside());
    }

    private static ProgrammeRange range(JsonNode json, Rational total) {
        List<PlanFault> faults = new ArrayList<>();
        ProgrammeRange range = ProgrammeRange.read(json, "/range", faults);
        if (range == null) {
            throw new Refused(ProblemType.PLAN_NOT_RENDERABLE, text(faults));
        }
        String beyond = range.beyond(total);
        if (beyond != null) {
            throw new Refused(ProblemType.PLAN_NOT_RENDERABLE, "The range " + beyond + ".");
        }
        return range;
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

    /** ETags stand for contents; where nobody knows it, the digest of what was downloaded does. */
    private static Map<String, String> identities(
            Map<String, Take> takes, Map<String, Path> files) {
        Map<String, String> identities = new HashMap<>();
        files.forEach((key, file) -> {
            Take take = takes.get(key);
            String etag = take == null ? null : take.object().etag();
            identities.put(key, etag == null ? SegmentCache.digest(file) : etag.replace("\"", ""));
        });
        return identities;
    }

    private boolean deliver(
            Attempt attempt, List<Product> products, Lease lease, Progress progress) {
        Shipment shipment = new Shipment(attempt, results);
        products.forEach(shipment::add);
        progress.phase(JobPhase.UPLOADING);
        progress.expect(shipment.bytes());
        lease.lookNow();
        Optional<Boolean> completed = Optional.of(false);
        try {
            JobOutput output = shipment.send(lease, progress::moved);
            completed = Optional.empty();
            completed = lease.insist("the end of the job", () -> complete(attempt, output));
        } finally {
            // Where nobody knows whether it was written, the objects may be the job's: a sweep
            // decides later.
            if (completed.isPresent() && !completed.get()) {
                shipment.takeBack();
            }
        }
        return completed.orElse(false);
    }

    private boolean complete(Attempt attempt, JobOutput output) {
        return jobs.complete(attempt, output)
                || orders.completedWith(attempt.jobId(), output.key());
    }
}
