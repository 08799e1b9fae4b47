package dev.rushes.common.plan.structure;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.layers.LayerItem;
import dev.rushes.common.plan.layers.Layers;
import dev.rushes.common.plan.sound.AddedSound;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan's clips in playing order with every transition decided: names resolved to durations, scene entries and clip
 * entries merged. Exact seconds; the renderer turns them into frames.
 *
 * @param layers of each scene, by its index
 * @param overlays what lies over the whole programme
 * @param sounds what is heard besides the clips
 */
public record Programme(
        List<Part> parts, List<Layers> layers, List<LayerItem> overlays, List<AddedSound> sounds) {
    public Programme {
        parts = List.copyOf(parts);
        layers = List.copyOf(layers);
        overlays = List.copyOf(overlays);
        sounds = List.copyOf(sounds);
    }

    /** Nothing but clips. */
    public Programme(List<Part> parts) {
        this(parts, List.of());
    }

    /** Clips and sounds. */
    public Programme(List<Part> parts, List<AddedSound> sounds) {
        this(parts, List.of(), List.of(), sounds);
    }

    /** What is seen besides the clips of a scene. */
    public Layers layersOf(int scene) {
        return scene < layers.size() ? layers.get(scene) : Layers.NONE;
    }

    /**
     * One clip in its place.
     *
     * @param scene index of its scene in the plan
     * @param in first source second shown
     * @param out source second at which it ends, exclusive
     * @param overlap the transition over from the part before, null for none
     * @param fadeIn seconds of coming up from black at the start, zero for none
     * @param fadeOut seconds of going down to black at the end, zero for none
     */
    public record Part(
            Clip clip,
            int scene,
            Rational in,
            Rational out,
            @Nullable OverlapIn overlap,
            Rational fadeIn,
            Rational fadeOut) {
        /** Seconds in the programme, overlaps included. */
        public Rational length() {
            return out.minus(in).dividedBy(clip.speed());
        }
    }

    /**
     * An overlapping transition into a part.
     *
     * @param duration seconds in which both parts are seen
     */
    public record OverlapIn(Xfade effect, Rational duration) {}

    /** Seconds of a scene from its first part's start to its last part's end, overlaps at both edges included. */
    public Rational sceneLength(int scene) {
        Rational length = Rational.ZERO;
        boolean first = true;
        for (Part part : parts) {
            if (part.scene() == scene) {
                length = length.plus(part.length());
                if (!first && part.overlap() != null) {
                    length = length.minus(part.overlap().duration());
                }
                first = false;
            }
        }
        return length;
    }

    /** The sum of the parts less the overlaps, in seconds. */
    public Rational totalDuration() {
        Rational total = Rational.ZERO;
        for (Part part : parts) {
            total = total.plus(part.length());
            if (part.overlap() != null) {
                total = total.minus(part.overlap().duration());
            }
        }
        return total;
    }
}
