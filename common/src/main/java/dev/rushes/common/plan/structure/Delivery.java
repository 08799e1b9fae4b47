package dev.rushes.common.plan.structure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What files a plan asks for.
 *
 * @param container null where the plan does not say: MP4
 * @param codec null where the plan does not say: H.264
 * @param variants the shapes to render, each a file of its own; empty for the plan's own alone
 */
public record Delivery(
        @Nullable Container container, @Nullable VideoCodec codec, List<Variant> variants) {
    /** One MP4. */
    public static final Delivery DEFAULT = new Delivery(null, null, List.of());

    public Delivery {
        variants = List.copyOf(variants);
    }

    public Delivery withContainer(Container wanted) {
        return new Delivery(wanted, codec, variants);
    }

    public Container containerOrDefault() {
        return container == null ? Container.MP4 : container;
    }

    public VideoCodec codecOrDefault() {
        return codec == null ? VideoCodec.H264 : codec;
    }
}
