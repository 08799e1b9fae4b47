package dev.rushes.render.media;

import java.time.Duration;

/**
 * Bounds on a file that a stranger sent.
 *
 * @param maxStreams streams of any kind in the container
 * @param maxSide longest side of the picture in pixels
 * @param maxPixels width times height of the picture
 * @param maxDuration length of the take
 */
public record MediaLimits(int maxStreams, int maxSide, long maxPixels, Duration maxDuration) {
    /** 8K UHD and half a day. */
    public static final MediaLimits DEFAULT =
            new MediaLimits(64, 8192, 8192L * 4320, Duration.ofHours(12));
}
