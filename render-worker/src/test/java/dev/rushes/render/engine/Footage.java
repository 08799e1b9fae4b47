package dev.rushes.render.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.common.plan.structure.Container;
import dev.rushes.common.plan.structure.PlanCheck;
import dev.rushes.common.plan.structure.PlanLimits;
import dev.rushes.common.plan.structure.SourceCatalog;
import dev.rushes.render.captions.CaptionTrack;
import dev.rushes.render.ffmpeg.Encoder;
import dev.rushes.render.ffmpeg.MediaProbe;
import dev.rushes.render.ffmpeg.StreamFormat;
import dev.rushes.render.media.MediaInfo;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.timeline.OutputFormat;
import dev.rushes.render.timeline.Timeline;
import dev.rushes.render.timeline.TimelineCompiler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Takes by key, and plans rendered from them. */
final class Footage {
    private final Map<String, Path> files = new HashMap<>();
    private final Map<String, MediaInfo> infos = new HashMap<>();
    private final Path folder;

    Footage(Path folder) {
        this.folder = folder;
    }

    Footage add(String key, Path file) {
        return add(key, file, MediaProbe.probe(file));
    }

    Footage add(String key, Path file, MediaInfo info) {
        files.put(key, file);
        infos.put(key, info);
        return this;
    }

    /** What is no take: a table, an image. */
    Footage asset(String key, Path file) {
        files.put(key, file);
        return this;
    }

    MediaInfo info(String key) {
        return Objects.requireNonNull(infos.get(key), key);
    }

    Map<String, Path> files() {
        return files;
    }

    /** A plan with single quotes for double ones. */
    Timeline compile(String plan) {
        return compile(json(plan));
    }

    private static JsonNode json(String plan) {
        try {
            return new ObjectMapper().readTree(plan.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    Timeline compile(JsonNode plan) {
        PlanCheck check = check(plan);
        if (check.programme() == null) {
            throw new IllegalArgumentException(check.errors().toString());
        }
        return TimelineCompiler.compile(check.programme(), check.structure().output(), infos);
    }

    /** As {@link #render(String)}, with the plan's captions in the pictures. */
    Seen renderCaptioned(String plan) {
        return render(
                CaptionTrack.burned(compile(plan), check(json(plan)).structure().captions(), files),
                RenderListener.NONE);
    }

    PlanCheck check(JsonNode plan) {
        SourceCatalog catalog =
                new SourceCatalog() {
                    @Override
                    public Optional<Source> source(String key) {
                        return Optional.ofNullable(infos.get(key)).map(MediaInfo::source);
                    }

                    @Override
                    public boolean has(String key) {
                        return files.containsKey(key);
                    }

                    @Override
                    public boolean hasScene(UUID sceneId) {
                        return true;
                    }
                };
        return PlanCheck.of(plan, catalog, PlanLimits.DEFAULT);
    }

    Seen render(String plan) {
        return render(compile(plan), RenderListener.NONE);
    }

    /**
     * Renders the pictures alone, nearly without loss, with the encoder settings that a GIF's colours are chosen from
     * (x264 at crf 8): what differs from a reference is then the picture, not the encoder.
     */
    Seen renderFine(String plan) {
        Timeline asked = compile(plan);
        OutputFormat output = asked.output();
        Timeline timeline =
                new Timeline(
                        new OutputFormat(
                                output.width(),
                                output.height(),
                                output.frameRate(),
                                output.quality(),
                                output.background(),
                                Container.GIF,
                                output.codec()),
                        asked.placements(),
                        asked.scenes(),
                        asked.overlays(),
                        asked.segments(),
                        asked.sound(),
                        asked.frames());
        try (Encoder encoder = Encoder.picture(timeline.output());
                StreamFormat format = encoder.format();
                SegmentRenderer renderer =
                        new SegmentRenderer(
                                timeline,
                                files,
                                MediaLimits.DEFAULT,
                                () -> false,
                                () -> false,
                                () -> {})) {
            Path scratch = Files.createTempDirectory(folder, "fine");
            List<Path> spools = new ArrayList<>();
            long delay = 0;
            for (Timeline.Segment segment : timeline.segments()) {
                Path spool = scratch.resolve("segment-" + spools.size());
                delay = Math.max(delay, renderer.render(segment, format.header(), spool));
                spools.add(spool);
            }
            Path file = scratch.resolve("fine.mp4");
            new Joiner(timeline, spools, scratch, delay, () -> false).join(format, file);
            return new Seen(
                    file,
                    timeline,
                    new RenderedVideo(
                            timeline.frames(),
                            output.frameRate(),
                            timeline.duration(),
                            output.width(),
                            output.height(),
                            Files.size(file),
                            null,
                            List.of()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Seen render(Timeline timeline, RenderListener listener) {
        return render(timeline, SegmentCache.NONE, listener);
    }

    Seen render(Timeline timeline, SegmentCache cache, RenderListener listener) {
        try {
            Path scratch = Files.createTempDirectory(folder, "scratch");
            Path output = Files.createTempFile(folder, "out", ".mp4");
            RenderedVideo video =
                    new Renderer(2, MediaLimits.DEFAULT)
                            .render(timeline, files, cache, scratch, output, listener);
            try (var left = Files.list(scratch)) {
                if (left.findAny().isPresent()) {
                    throw new AssertionError("scratch files stay behind");
                }
            }
            return new Seen(output, timeline, video);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
