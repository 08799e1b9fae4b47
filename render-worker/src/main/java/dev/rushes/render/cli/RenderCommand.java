package dev.rushes.render.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.common.plan.layers.Captions;
import dev.rushes.common.plan.structure.EditStructure;
import dev.rushes.common.plan.structure.PlanCheck;
import dev.rushes.common.plan.structure.PlanLimits;
import dev.rushes.common.plan.structure.Programme;
import dev.rushes.common.plan.structure.ProgrammeRange;
import dev.rushes.render.captions.CaptionTrack;
import dev.rushes.render.cli.RenderChoices.Edition;
import dev.rushes.render.cli.RenderChoices.Unfit;
import dev.rushes.render.engine.Companion;
import dev.rushes.render.engine.Inspector;
import dev.rushes.render.engine.RenderListener;
import dev.rushes.render.engine.RenderedVideo;
import dev.rushes.render.engine.Renderer;
import dev.rushes.render.engine.SegmentCache;
import dev.rushes.render.engine.SegmentCount;
import dev.rushes.render.engine.SegmentFolder;
import dev.rushes.render.ffmpeg.AssetProbe;
import dev.rushes.render.ffmpeg.CpuShares;
import dev.rushes.render.ffmpeg.CpuShares.Work;
import dev.rushes.render.ffmpeg.FFmpeg;
import dev.rushes.render.media.MediaInfo;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.sound.MeasuredSound;
import dev.rushes.render.timeline.Timeline;
import dev.rushes.render.timeline.TimelineCompiler;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Renders a plan file with no services at all. */
@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        description = "Renders an edit structure; every s3Key is a path below the footage folder.")
public final class RenderCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "PLAN.json", description = "The edit structure.")
    private Path plan = Path.of("");

    @Option(
            names = "--footage",
            required = true,
            paramLabel = "DIR",
            description = "The folder of takes.")
    private Path footage = Path.of("");

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "The .mp4, .webm or .gif to write.")
    private Path output = Path.of("");

    @Mixin private RenderChoices choices = new RenderChoices();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Writes what was found in the finished video as JSON; of several videos, of the last.")
    private @Nullable Path report;

    @Option(
            names = "--companions",
            description = "Writes poster, thumbnails and report beside the video.")
    private boolean companions;

    @Option(names = "--workers", description = "Segments rendered at once; else one a processor.")
    private @Nullable Integer workers;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = {
                "Keeps finished segments there, and takes from there what a plan has in common with",
                "one rendered before."
            })
    private @Nullable Path cache;

    @Option(names = "--profile", description = "Says what the processor time was spent on.")
    private boolean profile;

    public static void main(String... args) {
        FFmpeg.loadAhead();
        System.exit(Commands.run(new RenderCommand(), args));
    }

    @Override
    public Integer call() throws IOException {
        if (profile) {
            CpuShares.count();
        }
        FootageFolder folder;
        JsonNode document;
        try {
            folder = new FootageFolder(footage);
            document = new ObjectMapper().readTree(plan.toFile());
        } catch (JsonProcessingException e) {
            System.err.println(plan + " is not JSON: " + e.getOriginalMessage());
            return CommandLine.ExitCode.USAGE;
        } catch (IOException e) {
            System.err.println("cannot read " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        folder.measureSideBySide(takes(document));
        PlanCheck check = PlanCheck.of(document, folder, PlanLimits.DEFAULT);
        check.warnings()
                .forEach(warning ->
                        System.err.println(
                                "warning " + place(warning.pointer()) + warning.detail()));
        check.errors()
                .forEach(error ->
                        System.err.println("error " + place(error.pointer()) + error.detail()));
        Programme programme = check.programme();
        if (programme == null) {
            return CommandLine.ExitCode.USAGE;
        }
        try {
            Map<String, MediaInfo> infos = infos(check.structure(), folder);
            for (Edition edition : choices.editions(document, check.structure().output(), output)) {
                render(edition, folder, infos);
            }
            return CommandLine.ExitCode.OK;
        } catch (Unfit e) {
            System.err.println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }

    /** The keys of a plan's takes, as far as it has any; whether it is a plan at all is checked later. */
    private static Set<String> takes(JsonNode document) {
        Set<String> keys = new LinkedHashSet<>();
        for (JsonNode scene : document.path("scenes")) {
            for (JsonNode clip : scene.path("clips")) {
                keys.add(clip.path("s3Key").asText());
            }
        }
        return keys;
    }

    private static Map<String, MediaInfo> infos(EditStructure structure, FootageFolder folder) {
        Map<String, MediaInfo> infos =
                AssetProbe.measure(
                        structure.assets(), folder.files(), MediaLimits.DEFAULT, () -> false);
        infos.putAll(folder.measured());
        return infos;
    }

    private static String place(String pointer) {
        return pointer.isEmpty() ? "" : pointer + ": ";
    }

    /**
     * A programme ready to be rendered.
     *
     * @param captions in its own seconds, or null where the plan has none
     * @param beside whether they are wanted as files
     */
    private record Cut(Timeline timeline, @Nullable CaptionTrack captions, boolean beside) {}

    private Cut cut(Edition edition, FootageFolder folder, Map<String, MediaInfo> infos) {
        PlanCheck check = PlanCheck.of(edition.document(), folder, PlanLimits.DEFAULT);
        Programme programme = check.programme();
        if (programme == null) {
            throw new Unfit(check.errors().getFirst().detail());
        }
        Timeline whole =
                TimelineCompiler.compile(
                        programme, choices.settings(check.structure().output(), output), infos);
        Captions captions = check.structure().captions();
        Timeline burned = CaptionTrack.burned(whole, captions, folder.files());
        ProgrammeRange range = choices.range(whole.duration());
        Timeline timeline = range == null ? burned : burned.part(range);
        return captions == null
                ? new Cut(timeline, null, false)
                : new Cut(
                        timeline,
                        CaptionTrack.of(captions, folder.files(), whole).within(timeline),
                        captions.mode().isBeside());
    }

    private void render(Edition edition, FootageFolder folder, Map<String, MediaInfo> infos)
            throws IOException {
        long began = System.nanoTime();
        Cut cut = cut(edition, folder, infos);
        Timeline timeline = cut.timeline();
        Path file = edition.file();
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Progress progress = new Progress();
        try (TemporaryFolder scratch = new TemporaryFolder("rushes-render")) {
            RenderedVideo video =
                    renderer()
                            .render(
                                    timeline,
                                    folder.files(),
                                    cache(folder),
                                    scratch.path(),
                                    file,
                                    progress);
            System.out.printf(
                    "%s%n%.3f s, %dx%d, %s frames/s, %d frames, %.1f MB, made in %.1f s%n",
                    file,
                    video.duration().toDouble(),
                    video.width(),
                    video.height(),
                    video.frameRate(),
                    video.frames(),
                    video.sizeBytes() / 1e6,
                    (System.nanoTime() - began) / 1e9);
            MeasuredSound sound = video.sound();
            if (sound != null) {
                System.out.printf(
                        "sound: %.1f LUFS, true peak %.1f dBTP%n",
                        sound.integrated(), sound.truePeak());
                sound.notes().forEach(note -> System.err.println("note: " + note));
            }
            SegmentCount segments = progress.segments;
            System.out.printf(
                    "%d segments: %d reused, %d rendered%n",
                    segments.total(), segments.reused(), segments.rendered());
            if (profile) {
                System.out.printf(
                        "processor seconds: decode %.2f, filter %.2f, encode %.2f, sound %.2f%n",
                        CpuShares.seconds(Work.DECODE),
                        CpuShares.seconds(Work.FILTER),
                        CpuShares.seconds(Work.ENCODE),
                        CpuShares.seconds(Work.SOUND));
                System.out.println(progress.phases());
            }
            List<String> warnings = new ArrayList<>(video.warnings());
            if (cut.captions() != null) {
                warnings.addAll(cut.captions().warnings());
            }
            warnings.forEach(warning -> System.err.println("warning " + warning));
            if (cut.beside() && cut.captions() != null) {
                for (Companion captions :
                        cut.captions()
                                .write(
                                        Objects.requireNonNull(file.toAbsolutePath().getParent()),
                                        stem(file))) {
                    System.out.println(captions.file());
                }
            }
            inspect(timeline, video, file);
        }
    }

    private void inspect(Timeline timeline, RenderedVideo video, Path file) throws IOException {
        Inspector inspector =
                new Inspector(timeline, video, file, MediaLimits.DEFAULT, () -> false);
        long began = System.nanoTime();
        if (companions) {
            String stem = stem(file);
            Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
            for (Companion companion : inspector.inspect(folder, what -> stem + "-" + what)) {
                System.out.println(companion.file());
            }
        }
        if (report != null) {
            Files.writeString(report, inspector.report().toPrettyString() + "\n");
        }
        if (companions || report != null) {
            System.out.printf("looked at in %.2f s%n", (System.nanoTime() - began) / 1e9);
        }
    }

    /** A file's name without its ending. */
    private static String stem(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    }

    private SegmentCache cache(FootageFolder folder) {
        if (cache == null) {
            return SegmentCache.NONE;
        }
        SegmentFolder segments = new SegmentFolder(cache);
        KnownDigests digests = new KnownDigests(cache.resolve("digests"));
        Map<String, String> identities = folder.identities(digests);
        digests.save();
        return new SegmentCache(segments, identities);
    }

    private Renderer renderer() {
        return workers == null ? new Renderer() : new Renderer(workers, MediaLimits.DEFAULT);
    }

    /** A line that fills up on a terminal, or a line for every tenth in a log. */
    private static final class Progress implements RenderListener {
        private static final int WIDTH = 40;
        private final boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        private long shown = -1;
        private volatile SegmentCount segments = new SegmentCount(0, 0, 0, 0);
        private final Map<Phase, Long> begun = new EnumMap<>(Phase.class);

        @Override
        public void phase(Phase phase) {
            begun.put(phase, System.nanoTime());
        }

        /** What a finished render's phases took. */
        String phases() {
            long end = System.nanoTime();
            List<String> took = new ArrayList<>();
            for (Phase phase : Phase.values()) {
                long began = begun.getOrDefault(phase, end);
                long next =
                        begun.values().stream()
                                .filter(time -> time > began)
                                .min(Comparator.naturalOrder())
                                .orElse(end);
                took.add(
                        "%s %.2f"
                                .formatted(
                                        phase.name().toLowerCase(Locale.ROOT),
                                        (next - began) / 1e9));
            }
            return "seconds: " + String.join(", ", took);
        }

        @Override
        public void segments(SegmentCount count) {
            segments = count;
        }

        @Override
        public void frames(long done, long total) {
            long percent = done * 100 / total;
            if (terminal ? percent == shown : percent / 10 == shown) {
                return;
            }
            shown = terminal ? percent : percent / 10;
            if (terminal) {
                int full = (int) (percent * WIDTH / 100);
                System.err.printf(
                        "\r[%s%s] %3d %%  %d of %d frames%s",
                        "#".repeat(full),
                        " ".repeat(WIDTH - full),
                        percent,
                        done,
                        total,
                        done == total ? "\n" : "");
            } else {
                System.err.printf("%d %%, %d of %d frames%n", percent, done, total);
            }
        }
    }
}
