package dev.rushes.render.media;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.SourceCatalog;
import org.jspecify.annotations.Nullable;

/**
 * What a take is, as measured by reading all of it. Serialised as it stands into the scene's metadata.
 *
 * @param container FFmpeg's name of the container format, such as {@code mov,mp4,m4a,3gp,3g2,mj2}
 * @param durationSeconds from source time 0 to the end of the last frame (last sample without a picture), in seconds
 * @param exactDuration the same as a fraction, such as {@code 61/30}
 * @param startOffsetSeconds source time 0 on the container's clock, in seconds: the first decodable video frame, or the
 *     first sample where there is no picture
 * @param exactStartOffset the same as a fraction
 * @param timecode what the camera's clock showed at source time 0, such as {@code 10:00:00:00}, with a semicolon before the
 *     frames where it drops numbers; null where the file does not say
 */
public record MediaInfo(
        String container,
        double durationSeconds,
        String exactDuration,
        double startOffsetSeconds,
        String exactStartOffset,
        @Nullable Video video,
        @Nullable Audio audio,
        @Nullable String timecode) {

    /**
     * The picture.
     *
     * @param width coded width in pixels
     * @param height coded height in pixels
     * @param displayWidth width in square pixels, upright
     * @param displayHeight height in square pixels, upright
     * @param frameRate frames a second as a fraction; the mean where it varies
     * @param frameRateNumber the same as a number
     * @param variableFrameRate whether frames leave a constant step by more than the container rounds
     * @param rotation degrees clockwise (0, 90, 180, 270) by which the picture is turned to stand upright
     * @param mirrored whether it is first flipped left to right
     * @param colorRange limited or full
     * @param colorAssumed whether matrix or range are defaults, since the file does not say
     * @param matrix YUV matrix, such as bt709, by FFmpeg's name
     * @param keyframeSpacingSeconds the longest way from one keyframe to the next, in seconds
     * @param frames decodable frames from source time 0
     */
    public record Video(
            String codec,
            int width,
            int height,
            int displayWidth,
            int displayHeight,
            String pixelAspect,
            String frameRate,
            double frameRateNumber,
            boolean variableFrameRate,
            int rotation,
            boolean mirrored,
            String pixelFormat,
            String colorRange,
            boolean colorAssumed,
            String matrix,
            @Nullable String primaries,
            @Nullable String transfer,
            double keyframeSpacingSeconds,
            long frames) {
        public Rational rate() {
            return Rational.parse(frameRate);
        }
    }

    /** The sound; {@code sampleRate} in Hz. */
    public record Audio(String codec, int sampleRate, int channels, String channelLayout) {}

    /** What a plan's check is told of it. */
    public SourceCatalog.Source source() {
        return new SourceCatalog.Source(
                duration(),
                null,
                new SourceCatalog.Content(
                        video == null
                                ? null
                                : new SourceCatalog.Picture(
                                        video.displayWidth(), video.displayHeight()),
                        audio != null));
    }

    /** Length in exact seconds. */
    public Rational duration() {
        return Rational.parse(exactDuration);
    }

    /** Source time 0 on the container's clock, in exact seconds. */
    public Rational startOffset() {
        return Rational.parse(exactStartOffset);
    }
}
