package dev.rushes.api.layer;

import dev.rushes.common.layer.CompositeComplexity;
import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.layers.Background;
import dev.rushes.common.plan.layers.LayerItem;
import dev.rushes.common.plan.layers.Layers;
import dev.rushes.common.plan.layers.MainLayer;
import dev.rushes.common.plan.layers.Motion;
import dev.rushes.common.plan.layers.Overlay;
import dev.rushes.common.plan.sound.AddedSound;
import dev.rushes.common.plan.structure.LayersCheck;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What layers cost to compose, before anything is rendered.
 *
 * @param seconds that the scene takes on a worker with two cores
 */
record RenderCost(CompositeComplexity complexity, int seconds) {
    /**
     * Seconds of work for one of 1080p: the reference cut R1 of {@code rushes bench render} takes 24 s for 60 s with nothing but clips,
     * R2 30 s with background, logo, title and music, which are four points here.
     */
    private static final Rational CLIPS_ALONE = Rational.of(2, 5);

    private static final Rational PER_POINT = Rational.of(1, 40);

    /** Where neither the footage nor the layers say how long the scene is. */
    private static final Rational USUAL_LENGTH = Rational.of(10);

    private static final int MOST_OF_SIMPLE = 2;
    private static final int MOST_OF_MEDIUM = 7;

    /** A second video is a second decoder. */
    private static final int VIDEO = 3;

    private static final int CHROMA_KEY = 3;

    /**
     * Weighs layers.
     *
     * @param footage length of the scene's footage in seconds, or null where it is not known
     */
    static RenderCost of(LayersCheck layers, @Nullable BigDecimal footage) {
        int points = points(layers);
        CompositeComplexity complexity =
                points <= MOST_OF_SIMPLE
                        ? CompositeComplexity.SIMPLE
                        : points <= MOST_OF_MEDIUM
                                ? CompositeComplexity.MEDIUM
                                : CompositeComplexity.COMPLEX;
        Rational length = footage == null ? length(layers) : Rational.of(footage);
        Rational work = length.times(CLIPS_ALONE.plus(PER_POINT.times(points)));
        return new RenderCost(complexity, Math.max(1, Math.toIntExact(work.roundHalfUp())));
    }

    private static int points(LayersCheck check) {
        Layers layers = check.layers();
        int points = background(layers.background()) + main(layers.main());
        for (Overlay overlay : layers.overlays()) {
            points += (overlay.kind() == Overlay.Kind.IMAGE ? 1 : VIDEO) + motion(overlay);
        }
        points += layers.texts().size();
        points += layers.texts().stream().mapToInt(RenderCost::motion).sum();
        // Sound is mixed once, beside the picture.
        return points + (check.sounds().isEmpty() ? 0 : 1);
    }

    private static int background(@Nullable Background background) {
        return switch (background) {
            case null -> 0;
            case Background.Plain _ -> 0;
            case Background.Image _ -> 1;
            case Background.Video _ -> VIDEO;
        };
    }

    private static int main(MainLayer main) {
        int points = main.chromaKey() == null ? 0 : CHROMA_KEY;
        return points
                + (main.scale().equals(Rational.ONE) ? 0 : 1)
                + (main.opacity().equals(Rational.ONE) ? 0 : 1);
    }

    private static int motion(LayerItem item) {
        return item.in().kind() == Motion.Kind.NONE && item.out().kind() == Motion.Kind.NONE
                ? 0
                : 1;
    }

    /** Until the last thing ends, at least the usual length. */
    private static Rational length(LayersCheck check) {
        return Stream.concat(
                        Stream.concat(
                                        check.layers().overlays().stream(),
                                        check.layers().texts().stream())
                                .map(item ->
                                        item.span().end() == null
                                                ? item.span().start()
                                                : item.span().end()),
                        check.sounds().stream().map(AddedSound::start))
                .reduce(USUAL_LENGTH, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }
}
