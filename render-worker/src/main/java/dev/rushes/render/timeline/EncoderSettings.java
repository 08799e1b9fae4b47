package dev.rushes.render.timeline;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Container;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the pictures of an output are encoded, segment by segment. All segments of a programme use the same settings and
 * so write the same parameter sets, refer to nothing outside themselves and can be joined by copying packets.
 *
 * @param encoder FFmpeg's name of the encoder
 * @param options its options
 */
public record EncoderSettings(String encoder, Map<String, String> options) {
    private static final Rational KEYFRAMES_EVERY = Rational.of(5);

    public EncoderSettings {
        // Sorted, so that its text is the same every time.
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    public static EncoderSettings of(OutputFormat output) {
        return switch (output.container()) {
            case MP4 ->
                    switch (output.codec()) {
                        case H264 -> h264(H264Settings.of(output));
                        case H265 -> h265(output);
                    };
            case WEBM -> vp9(output);
            // The pictures that its colours are chosen from, seen by nobody.
            case GIF -> h264(H264Settings.beforeGif(output));
        };
    }

    /** Whether the result is known not to depend on the processor's instruction set. */
    public boolean isSameOnEveryProcessor() {
        return encoder.equals("libx264");
    }

    private static EncoderSettings h264(H264Settings settings) {
        return new EncoderSettings(
                "libx264",
                Map.of(
                        "preset", settings.preset(),
                        "crf", Integer.toString(settings.crf()),
                        "x264-params", settings.params(),
                        // Captions in a take's frames belong to the take, not to the cut.
                        "a53cc", "0"));
    }

    /** One thread and no pools: x265's rate control depends on how many frames are in work at once. */
    private static EncoderSettings h265(OutputFormat output) {
        String preset =
                switch (output.quality()) {
                    case DRAFT -> "ultrafast";
                    case STANDARD -> "veryfast";
                    case HIGH -> "medium";
                };
        int crf =
                switch (output.quality()) {
                    case DRAFT -> 30;
                    case STANDARD -> 24;
                    case HIGH -> 20;
                };
        return new EncoderSettings(
                "libx265",
                Map.of(
                        "preset",
                        preset,
                        "crf",
                        Integer.toString(crf),
                        "x265-params",
                        "log-level=none:pools=none:frame-threads=1:wpp=0:open-gop=0:info=0:keyint=%d:min-keyint=1"
                                .formatted(keyframesEvery(output)),
                        "a53cc",
                        "0"));
    }

    /**
     * A hidden frame for reference goes into the packet of the next shown one, so that a packet is a frame here as
     * everywhere.
     */
    private static EncoderSettings vp9(OutputFormat output) {
        Map<String, String> options =
                new TreeMap<>(
                        Map.of(
                                "b", "0",
                                "g", Long.toString(keyframesEvery(output)),
                                "row-mt", "0",
                                "tile-columns", "0",
                                "frame-parallel", "0"));
        switch (output.quality()) {
            case DRAFT ->
                    options.putAll(
                            Map.of(
                                    "deadline", "realtime",
                                    "cpu-used", "8",
                                    "crf", "40",
                                    "lag-in-frames", "0",
                                    "auto-alt-ref", "0"));
            case STANDARD ->
                    options.putAll(
                            Map.of(
                                    "deadline", "good",
                                    "cpu-used", "5",
                                    "crf", "32",
                                    "lag-in-frames", "12",
                                    "auto-alt-ref", "1"));
            case HIGH ->
                    options.putAll(
                            Map.of(
                                    "deadline", "good",
                                    "cpu-used", "2",
                                    "crf", "24",
                                    "lag-in-frames", "25",
                                    "auto-alt-ref", "1"));
        }
        return new EncoderSettings("libvpx-vp9", options);
    }

    private static long keyframesEvery(OutputFormat output) {
        return KEYFRAMES_EVERY.times(output.frameRate()).roundHalfUp();
    }

    /** Whether the container keeps sound beside the pictures. */
    public static boolean hasSound(Container container) {
        return switch (container) {
            case MP4, WEBM -> true;
            case GIF -> false;
        };
    }
}
