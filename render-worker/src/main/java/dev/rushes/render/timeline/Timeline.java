package dev.rushes.render.timeline;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Look;
import dev.rushes.common.plan.structure.ProgrammeRange;
import dev.rushes.common.plan.structure.Xfade;
import dev.rushes.render.media.MediaInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A programme counted in output frames.
 *
 * @param placements the clips in playing order
 * @param scenes by their index in the plan
 * @param overlays what lies over the whole programme, in its frames
 * @param segments the pieces rendered apart from each other; together every frame once, in order
 * @param sound what is heard, counted in samples
 * @param frames length of the programme
 */
public record Timeline(
        OutputFormat output,
        List<Placement> placements,
        List<SceneFrames> scenes,
        Composition overlays,
        List<Segment> segments,
        Soundtrack sound,
        long frames) {
    public Timeline {
        placements = List.copyOf(placements);
        scenes = List.copyOf(scenes);
        segments = List.copyOf(segments);
    }

    /** The first frame, which is not 0 where this is a part of a programme. */
    public long first() {
        return segments.getFirst().start();
    }

    /**
     * A part of this programme: the same frames that the whole has there, and the same sound.
     *
     * @param range beginning within the programme
     */
    public Timeline part(ProgrammeRange range) {
        Rational rate = output.frameRate();
        long from = Math.min(range.start().times(rate).roundHalfUp(), frames - 1);
        long to = Math.min(frames, Math.max(from + 1, range.end().times(rate).roundHalfUp()));
        return new Timeline(
                output,
                placements,
                scenes,
                overlays,
                Segmenter.segments(placements, rate, from, to),
                sound.range(output.sampleAt(from), output.sampleAt(to)),
                to - from);
    }

    /** Length in exact seconds. */
    public Rational duration() {
        return output.timeAt(frames);
    }

    public SceneFrames sceneOf(Placement placement) {
        return scenes.get(placement.scene());
    }

    /** The placement as its canvas shows it: where a scene's edge fades all that is composed, its clip does not. */
    public Placement onCanvas(int placement) {
        Placement clip = placements.get(placement);
        SceneFrames scene = sceneOf(clip);
        if (scene.composition().isNone()) {
            return clip;
        }
        return clip.fading(
                clip.start() != scene.start(), clip.end() != scene.start() + scene.frames());
    }

    /** The same with more on top of everything. */
    public Timeline withOverlays(List<Sprite> more) {
        List<Sprite> sprites = new ArrayList<>(overlays.sprites());
        sprites.addAll(more);
        return new Timeline(
                output,
                placements,
                scenes,
                new Composition(null, null, sprites, overlays.shrink()),
                segments,
                sound,
                frames);
    }

    /**
     * A scene in its place.
     *
     * @param start first frame in the programme, overlap included
     * @param frames length, overlaps included
     * @param fadeIn frames of the composed picture's coming up from black; 0 where the clip itself does
     * @param fadeOut frames of the composed picture's going down to black; 0 where the clip itself does
     */
    public record SceneFrames(
            long start, long frames, long fadeIn, long fadeOut, Composition composition) {}

    /**
     * A clip in its place.
     *
     * @param source what the take was measured to be
     * @param in source seconds of its first frame
     * @param speed source seconds that pass in one second of the programme
     * @param look what is done to its picture
     * @param canvas what its pictures are brought to
     * @param scene index of its scene in the plan
     * @param start first frame in the programme, overlap included
     * @param frames length, overlaps included
     * @param overlap frames shared with the placement before, 0 for none
     * @param effect the transition over those frames, null for none
     * @param fadeIn frames of coming up from black
     * @param fadeOut frames of going down to black
     */
    public record Placement(
            String s3Key,
            MediaInfo source,
            Rational in,
            Rational speed,
            Look look,
            Canvas canvas,
            int scene,
            long start,
            long frames,
            long overlap,
            @Nullable Xfade effect,
            long fadeIn,
            long fadeOut) {
        /** The same without a fade where something else fades instead. */
        public Placement fading(boolean in, boolean out) {
            return new Placement(
                    s3Key,
                    source,
                    this.in,
                    speed,
                    look,
                    canvas,
                    scene,
                    start,
                    frames,
                    overlap,
                    effect,
                    in ? fadeIn : 0,
                    out ? fadeOut : 0);
        }

        /** The programme frame after the last. */
        public long end() {
            return start + frames;
        }
    }

    /**
     * A piece of the programme that is rendered on its own: it begins with a keyframe and refers to nothing outside.
     *
     * @param start first frame in the programme
     */
    public record Segment(long start, long frames, List<Run> runs) {
        public Segment {
            runs = List.copyOf(runs);
        }

        public long end() {
            return start + frames;
        }
    }

    /**
     * Frames in a row from the same clip, or from the same two.
     *
     * @param start first frame in the programme
     * @param placement index of the clip seen, in a transition the one that goes
     * @param incoming whether the next placement comes in over these frames
     */
    public record Run(long start, long frames, int placement, boolean incoming) {}
}
