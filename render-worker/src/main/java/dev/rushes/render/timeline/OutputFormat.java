package dev.rushes.render.timeline;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Container;
import dev.rushes.common.plan.structure.Quality;
import dev.rushes.common.plan.structure.VideoCodec;

/**
 * The finished video: yuv420p BT.709 limited, square pixels, constant step.
 *
 * @param width pixels, even
 * @param height pixels, even
 * @param frameRate frames a second
 * @param background colour around contained pictures as 0xRRGGBB
 * @param codec of an MP4; the other containers have one of their own
 */
public record OutputFormat(
        int width,
        int height,
        Rational frameRate,
        Quality quality,
        int background,
        Container container,
        VideoCodec codec) {
    /** Sound of every output, in Hz. */
    public static final int SAMPLE_RATE = 48_000;

    public OutputFormat {
        if (width <= 0 || height <= 0 || width % 2 != 0 || height % 2 != 0) {
            throw new IllegalArgumentException("the size must be even: " + width + "x" + height);
        }
        if (frameRate.signum() <= 0) {
            throw new IllegalArgumentException("the rate must be above 0: " + frameRate);
        }
    }

    /** An MP4 of H.264. */
    public OutputFormat(
            int width, int height, Rational frameRate, Quality quality, int background) {
        this(width, height, frameRate, quality, background, Container.MP4, VideoCodec.H264);
    }

    /** The frames that last that many seconds: half up, at least one. */
    public long frames(Rational seconds) {
        return Math.max(1, seconds.times(frameRate).roundHalfUp());
    }

    /**
     * The first sample of a frame, counted from the start of the programme. Never add these up clip by clip: the
     * rounding would drift.
     */
    public long sampleAt(long frame) {
        return Rational.of(frame).times(SAMPLE_RATE).dividedBy(frameRate).roundHalfUp();
    }

    /** Seconds from the start of the programme to that frame. */
    public Rational timeAt(long frame) {
        return Rational.of(frame).dividedBy(frameRate);
    }
}
