package dev.rushes.render.timeline;

import dev.rushes.common.digest.Sha256;
import dev.rushes.render.timeline.Timeline.Placement;
import dev.rushes.render.timeline.Timeline.Run;
import dev.rushes.render.timeline.Timeline.SceneFrames;
import dev.rushes.render.timeline.Timeline.Segment;
import java.util.Map;
import java.util.Set;

/**
 * Names a segment by everything that can change one of its pixels or bytes, and by nothing else: the same name is the
 * same result. Frames are counted from the segment and from the clips' own starts, so that what happens earlier in the
 * programme does not matter.
 */
public final class Fingerprint {
    /** Raised with every change of the engine that changes a pixel or a byte of what it writes. */
    static final int ENGINE = 5;

    private static final Set<String> WHERE_IT_LIES = Set.of("start", "scene");

    private Fingerprint() {}

    /**
     * The SHA-256 of a segment's canonical text, 64 hexadecimal digits.
     *
     * @param machine the libraries and whatever of the machine their results may depend on
     * @param identities what stands for the content of every source and asset, by key: an ETag or a digest
     */
    public static String of(
            Timeline timeline, Segment segment, String machine, Map<String, String> identities) {
        return Sha256.of(text(timeline, segment, machine, identities));
    }

    static String text(
            Timeline timeline, Segment segment, String machine, Map<String, String> identities) {
        CanonicalText text =
                new CanonicalText(identities)
                        .add("engine", ENGINE)
                        .add("machine", machine)
                        .add("output", timeline.output())
                        .add("encoder", EncoderSettings.of(timeline.output()).toString())
                        .add("frames", segment.frames());
        for (Run run : segment.runs()) {
            text.add("run", run.frames());
            add(text, "shows", timeline, run.placement(), run);
            if (run.incoming()) {
                add(text, "meets", timeline, run.placement() + 1, run);
            }
            text.add("over", timeline.overlays().within(run.start(), run.frames()));
        }
        return text.toString();
    }

    private static void add(
            CanonicalText text, String name, Timeline timeline, int index, Run run) {
        Placement placement = timeline.placements().get(index);
        text.add(name, placement, WHERE_IT_LIES).add("from", run.start() - placement.start());
        SceneFrames scene = timeline.sceneOf(placement);
        long from = run.start() - scene.start();
        long left = scene.frames() - from;
        text.add("layers", scene.composition().within(from, run.frames()));
        if (from < scene.fadeIn()) {
            text.add("rises", scene.fadeIn()).add("from", from);
        }
        if (left - run.frames() < scene.fadeOut()) {
            text.add("sinks", scene.fadeOut()).add("left", left);
        }
    }
}
