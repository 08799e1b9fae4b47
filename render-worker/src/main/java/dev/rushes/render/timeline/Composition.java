package dev.rushes.render.timeline;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.layers.Background;
import dev.rushes.common.plan.layers.ChromaKey;
import dev.rushes.common.plan.structure.Fit;
import dev.rushes.render.media.MediaInfo;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the pictures of a scene, or of the programme, are composed.
 *
 * @param backdrop what lies behind, or null for nothing but the output's background colour
 * @param main where the clips lie, or null where they fill the picture as they are
 * @param sprites what lies over them, the lowest first
 * @param shrink pixels of the picture for one of the output at full size
 */
public record Composition(
        @Nullable Backdrop backdrop,
        @Nullable MainPart main,
        List<Sprite> sprites,
        Rational shrink) {
    public Composition {
        sprites = List.copyOf(sprites);
    }

    /**
     * What lies behind a scene's clips.
     *
     * @param source of a video, else null
     * @param played frames of a video that have passed before the start of what it belongs to
     */
    public record Backdrop(Background background, @Nullable MediaInfo source, long played) {
        /** How its picture fills the output. */
        public Fit fit() {
            return switch (background) {
                case Background.Plain plain -> Fit.STRETCH;
                case Background.Image image -> image.fit();
                case Background.Video video -> video.fit();
            };
        }
    }

    /**
     * Where the clips lie.
     *
     * @param x pixels from the left edge of the picture, even, below 0 where they begin outside
     * @param y pixels from the upper edge, even
     */
    public record MainPart(
            int x, int y, int width, int height, Rational opacity, @Nullable ChromaKey chromaKey) {}

    /** Whether there is nothing but the clips. */
    public boolean isNone() {
        return backdrop == null && main == null && sprites.isEmpty();
    }

    /**
     * The same as seen from a part of it, in frames; nothing that is not seen there is in it, and frames count from the
     * part's start.
     */
    public Composition within(long from, long frames) {
        return new Composition(
                backdrop == null || backdrop.source() == null
                        ? backdrop
                        : new Backdrop(
                                backdrop.background(), backdrop.source(), backdrop.played() + from),
                main,
                sprites.stream()
                        .map(sprite -> sprite.within(from, frames))
                        .filter(Objects::nonNull)
                        .toList(),
                shrink);
    }
}
