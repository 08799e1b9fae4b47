package dev.rushes.common.plan.structure;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.sound.SoundSettings;
import org.jspecify.annotations.Nullable;

/**
 * What the plan asks of the finished video.
 *
 * @param width pixels, even, or null for the default
 * @param height pixels, even, or null for the default
 * @param frameRate frames a second; null is the first clip's rate
 * @param background the colour around contained pictures as 0xRRGGBB
 * @param delivery the files asked for
 */
public record OutputSettings(
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Rational frameRate,
        Quality quality,
        int background,
        SoundSettings sound,
        Delivery delivery) {
    public static final int DEFAULT_WIDTH = 1920;
    public static final int DEFAULT_HEIGHT = 1080;
    private static final int GIF_WIDTH = 640;
    private static final int GIF_HEIGHT = 360;

    public static final OutputSettings DEFAULT =
            new OutputSettings(
                    null,
                    null,
                    null,
                    Quality.STANDARD,
                    0x000000,
                    SoundSettings.DEFAULT,
                    Delivery.DEFAULT);

    public OutputSettings withQuality(Quality wanted) {
        return new OutputSettings(width, height, frameRate, wanted, background, sound, delivery);
    }

    public OutputSettings withContainer(Container wanted) {
        return new OutputSettings(
                width,
                height,
                frameRate,
                quality,
                background,
                sound,
                delivery.withContainer(wanted));
    }

    /** The size in pixels; that of a GIF is small unless the plan says otherwise. */
    public Variant.Size size() {
        boolean gif = delivery.containerOrDefault() == Container.GIF;
        boolean open = width == null && height == null;
        return gif && open
                ? new Variant.Size(GIF_WIDTH, GIF_HEIGHT)
                : new Variant.Size(
                        width == null ? DEFAULT_WIDTH : width,
                        height == null ? DEFAULT_HEIGHT : height);
    }
}
