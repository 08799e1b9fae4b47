package dev.rushes.render.media;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** Which media files are accepted, and how much of the machine one may cost. */
@ConfigMapping(prefix = "rushes.media")
public interface MediaConfig {
    /** Size of a file in bytes. */
    @WithDefault("" + MediaLimits.BYTES)
    long maxBytes();

    /** Streams of any kind in a file. */
    @WithDefault("" + MediaLimits.STREAMS)
    int maxStreams();

    /** Longest side of a picture in pixels. */
    @WithDefault("" + MediaLimits.SIDE)
    int maxSide();

    /** Width times height of a picture. */
    @WithDefault("" + MediaLimits.PIXELS)
    long maxPixels();

    /** Length of a take. */
    @WithDefault("12h")
    Duration maxDuration();

    /** Damaged parts that are passed over in a clip before it counts as unusable. */
    @WithDefault("" + MediaLimits.DECODE_ERRORS)
    int maxDecodeErrors();

    /** How long a few seconds of programme, pictures or sound, may take before their clip counts as unusable. */
    @WithDefault("15m")
    Duration segmentTime();

    /** How long measuring one file may take, and finding its poster frame. */
    @WithDefault("30m")
    Duration analysisTime();

    /** Containers that are opened, by FFmpeg's names; playlists are refused whatever stands here. */
    @WithDefault(MediaLimits.CONTAINERS)
    List<String> containers();

    /** Decoders that are used, by FFmpeg's names. */
    @WithDefault(MediaLimits.CODECS)
    List<String> codecs();
}
