package dev.rushes.render.media;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Bounds on a file that a stranger sent.
 *
 * @param maxBytes size of the file
 * @param maxStreams streams of any kind in the container
 * @param maxSide longest side of the picture in pixels
 * @param maxPixels width times height of the picture
 * @param maxDuration length of the take
 * @param maxDecodeErrors damaged parts that are passed over in one reading of a track
 * @param segmentTime how long one segment of a render may take
 * @param analysisTime how long measuring one file may take
 * @param containers demuxers that may open a file, by FFmpeg's names
 * @param codecs decoders that may be used, by FFmpeg's names
 */
public record MediaLimits(
        long maxBytes,
        int maxStreams,
        int maxSide,
        long maxPixels,
        Duration maxDuration,
        int maxDecodeErrors,
        Duration segmentTime,
        Duration analysisTime,
        List<String> containers,
        List<String> codecs) {
    static final long BYTES = 128L << 30;
    static final int STREAMS = 64;
    static final int SIDE = 8192;
    static final long PIXELS = 8192L * 4320;
    static final Duration DURATION = Duration.ofHours(12);
    static final int DECODE_ERRORS = 100;
    static final Duration SEGMENT_TIME = Duration.ofMinutes(15);
    static final Duration ANALYSIS_TIME = Duration.ofMinutes(30);

    static final String CONTAINERS =
            "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mxf,flv,wav,aiff,flac,mp3,ogg,aac,"
                    + "png_pipe,jpeg_pipe,webp_pipe";

    /** Left out: everything rare, text-like or known for its attack surface. */
    static final String CODECS =
            "h264,hevc,av1,libdav1d,libaom-av1,vp8,vp9,libvpx,libvpx-vp9,mpeg4,mpeg2video,mpeg1video,h263,"
                    + "prores,dnxhd,mjpeg,ffv1,rawvideo,huffyuv,ffvhuff,png,webp,qtrle,dvvideo,theora,vc1,wmv3,"
                    + "aac,aac_latm,mp3,mp3float,mp2,mp2float,ac3,eac3,opus,libopus,vorbis,libvorbis,flac,alac,"
                    + "pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,pcm_f32be,"
                    + "pcm_f64le,pcm_u8,pcm_s8,pcm_alaw,pcm_mulaw,pcm_bluray,pcm_dvd,adpcm_ima_wav,adpcm_ms";

    /** Demuxers that open what a file names: no configuration may allow them. */
    private static final Set<String> FOLLOWING =
            Set.of(
                    "hls",
                    "dash",
                    "concat",
                    "concatf",
                    "imf",
                    "image2",
                    "image2pipe",
                    "lavfi",
                    "rtsp",
                    "sdp",
                    "rtp",
                    "sap",
                    "tedcaptions",
                    "vobsub",
                    "rpl",
                    "ffmetadata");

    /** 8K UHD, half a day, 128 GiB. */
    public static final MediaLimits DEFAULT =
            new MediaLimits(
                    BYTES,
                    STREAMS,
                    SIDE,
                    PIXELS,
                    DURATION,
                    DECODE_ERRORS,
                    SEGMENT_TIME,
                    ANALYSIS_TIME,
                    List.of(CONTAINERS.split(",")),
                    List.of(CODECS.split(",")));

    public MediaLimits {
        containers = names(containers, "containers");
        codecs = names(codecs, "codecs");
        for (String container : containers) {
            if (FOLLOWING.contains(container)) {
                throw new IllegalArgumentException(
                        "the container "
                                + container
                                + " opens other files by name and is never allowed");
            }
        }
    }

    /** What the configuration says. */
    public static MediaLimits of(MediaConfig config) {
        return new MediaLimits(
                config.maxBytes(),
                config.maxStreams(),
                config.maxSide(),
                config.maxPixels(),
                config.maxDuration(),
                config.maxDecodeErrors(),
                config.segmentTime(),
                config.analysisTime(),
                config.containers(),
                config.codecs());
    }

    private static List<String> names(List<String> given, String what) {
        List<String> names =
                given.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
        for (String name : names) {
            if (!name.matches("[a-z0-9_-]+")) {
                throw new IllegalArgumentException(
                        "one of the allowed " + what + " is no name of FFmpeg's: " + name);
            }
        }
        return names;
    }

    /** The same with other demuxers. */
    public MediaLimits withContainers(List<String> others) {
        return new MediaLimits(
                maxBytes,
                maxStreams,
                maxSide,
                maxPixels,
                maxDuration,
                maxDecodeErrors,
                segmentTime,
                analysisTime,
                others,
                codecs);
    }

    /** The same for files that we made: with one more demuxer and decoder. */
    public MediaLimits withOwn(String container, String codec) {
        return new MediaLimits(
                maxBytes,
                maxStreams,
                maxSide,
                maxPixels,
                maxDuration,
                maxDecodeErrors,
                segmentTime,
                analysisTime,
                plus(containers, container),
                plus(codecs, codec));
    }

    private static List<String> plus(List<String> names, String one) {
        return Stream.concat(names.stream(), Stream.of(one)).toList();
    }
}
