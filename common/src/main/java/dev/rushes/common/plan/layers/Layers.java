package dev.rushes.common.plan.layers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scene's layers that are seen, from the lowest to the highest.
 *
 * @param background null for none: the output's background colour
 * @param main where the clips lie
 */
public record Layers(
        @Nullable Background background, MainLayer main, List<Overlay> overlays, List<Text> texts) {
    /** Nothing but the clips. */
    public static final Layers NONE = new Layers(null, MainLayer.FULL, List.of(), List.of());

    public Layers {
        overlays = List.copyOf(overlays);
        texts = List.copyOf(texts);
    }

    public boolean isNone() {
        return equals(NONE);
    }
}
