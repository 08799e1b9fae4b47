package dev.rushes.render.ffmpeg;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.Cadence;
import dev.rushes.render.media.MediaInfo;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.media.RenderCancelled;
import dev.rushes.render.media.TimeLimit;
import dev.rushes.render.timeline.FrameShape;
import dev.rushes.render.timeline.Turn;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** Measures a take: decodes its first frame and reads every packet's time. */
public final class MediaProbe {
    private final Path path;
    private final MediaLimits limits;
    private final TimeLimit cancelled;

    private MediaProbe(Path path, MediaLimits limits, BooleanSupplier cancelled) {
        this.path = path;
        this.limits = limits;
        this.cancelled = new TimeLimit(cancelled, limits.analysisTime());
    }

    /** As {@link #probe(Path, MediaLimits, BooleanSupplier)} with the default limits. */
    public static MediaInfo probe(Path path) {
        return probe(path, MediaLimits.DEFAULT, () -> false);
    }

    /**
     * Measures a take.
     *
     * @throws BadMedia with a reason for the user where the file is not a take that can be rendered
     */
    public static MediaInfo probe(Path path, MediaLimits limits, BooleanSupplier cancelled) {
        return new MediaProbe(path, limits, cancelled).probe();
    }

    private MediaInfo probe() {
        try {
            return measure();
        } catch (RenderCancelled e) {
            if (cancelled.passed()) {
                throw new BadMedia(
                        "measuring the file took more than %d s".formatted(cancelled.seconds()));
            }
            throw e;
        }
    }

    private MediaInfo measure() {
        try (MediaInput input = MediaInput.open(path, limits, cancelled)) {
            if (input.isStillImage()) {
                throw new BadMedia("the file is a still image, not a video");
            }
            Optional<Track> video = input.video();
            Optional<Track> audio = input.audio();
            Track main =
                    video.or(() -> audio)
                            .orElseThrow(
                                    () -> new BadMedia("the file has neither picture nor sound"));
            input.refuseIndexBeyondEnd();
            Times times = new Times(input, main);
            refuseTruncated(input.claimedMicroseconds(), times.lastSecond);
            MediaInfo.Audio sound = audio.map(MediaProbe::audio).orElse(null);
            MediaInfo info =
                    video.isPresent()
                            ? picture(input, main, times, sound)
                            : sound(input, main, times, sound);
            if (info.durationSeconds() > limits.maxDuration().toSeconds()) {
                throw new BadMedia(
                        "the take lasts %.0f s; the limit is %d s"
                                .formatted(
                                        info.durationSeconds(), limits.maxDuration().toSeconds()));
            }
            return info;
        }
    }

    /** Matroska states its length in front; players would show a shorter file without a word. */
    private static void refuseTruncated(long claimedMicroseconds, double lastSecond) {
        double claimed = claimedMicroseconds / 1e6;
        if (claimed - lastSecond > 1 + claimed / 20) {
            throw new BadMedia(
                    "the file is truncated: it ends after %.1f s of %.1f s"
                            .formatted(lastSecond, claimed));
        }
    }

    /** Every packet time of a track, from its start to the file's end. */
    private final class Times {
        private long[] ticks = new long[1024];
        private long[] keys = new long[64];
        private int count;
        private int keyCount;
        private long end = Long.MIN_VALUE;

        /** The end of whatever track ends last, on the container's clock. */
        private double lastSecond;

        Times(MediaInput input, Track track) {
            try (Packet packet = new Packet()) {
                while (input.read(packet)) {
                    if (cancelled.getAsBoolean()) {
                        throw new RenderCancelled();
                    }
                    if (packet.isDiscarded() || packet.timestamp() == FFmpeg.NO_TIMESTAMP) {
                        continue;
                    }
                    lastSecond =
                            Math.max(
                                    lastSecond,
                                    (packet.timestamp() + packet.duration())
                                            * input.track(packet).tickSeconds());
                    if (packet.track() == track.index()) {
                        add(packet);
                    }
                }
            }
            Arrays.sort(ticks, 0, count);
            Arrays.sort(keys, 0, keyCount);
        }

        private void add(Packet packet) {
            if (count == ticks.length) {
                ticks = Arrays.copyOf(ticks, count * 2);
            }
            ticks[count++] = packet.timestamp();
            end = Math.max(end, packet.timestamp() + Math.max(0, packet.duration()));
            if (packet.isKey()) {
                if (keyCount == keys.length) {
                    keys = Arrays.copyOf(keys, keyCount * 2);
                }
                keys[keyCount++] = packet.timestamp();
            }
        }

        long[] from(long first) {
            int at = Arrays.binarySearch(ticks, 0, count, first);
            return Arrays.copyOfRange(ticks, at >= 0 ? at : -at - 1, count);
        }

        /** The longest way from a keyframe to the next or to the end. */
        long keyframeSpacing(long first) {
            long longest = 0;
            long last = first;
            for (int i = 0; i < keyCount; i++) {
                if (keys[i] > last) {
                    longest = Math.max(longest, keys[i] - last);
                    last = keys[i];
                }
            }
            return Math.max(longest, end - last);
        }
    }

    private MediaInfo picture(
            MediaInput input, Track track, Times times, MediaInfo.@Nullable Audio sound) {
        AVCodecParameters parameters = track.raw.codecpar();
        checkSize(parameters.width(), parameters.height());
        try (TrackReader reader = TrackReader.video(path, limits, cancelled);
                Frame frame = new Frame()) {
            if (!reader.next(frame)) {
                throw new BadMedia(
                        "not one frame of its picture (%s) can be decoded"
                                .formatted(track.codecName()));
            }
            checkSize(frame.width(), frame.height());
            long first = frame.timestamp();
            long[] ticks = times.from(first);
            if (ticks.length == 0) {
                throw new BadMedia("its frames carry no times");
            }
            Cadence cadence = Cadence.of(ticks, track.timeBase(), claimedRates(input, track));
            Rational duration =
                    cadence.variable()
                            ? track.timeBase()
                                    .times(
                                            Math.max(
                                                    times.end - first,
                                                    ticks[ticks.length - 1] - first + 1))
                            : Rational.of(ticks.length).dividedBy(cadence.rate());
            FrameShape shape = shape(frame, input, track);
            Turn turn = Orientation.of(track);
            return info(
                    input,
                    duration,
                    track.timeBase().times(first),
                    video(
                            track,
                            shape,
                            turn,
                            cadence,
                            track.timeBase().times(times.keyframeSpacing(first)),
                            ticks.length),
                    sound,
                    // Of a take whose first frames cannot be decoded another frame is the first.
                    ticks.length == times.count ? input.timecode(track).orElse(null) : null);
        }
    }

    private void checkSize(int width, int height) {
        if (width <= 0 || height <= 0) {
            throw new BadMedia("its picture has no size");
        }
        if (Math.max(width, height) > limits.maxSide()
                || (long) width * height > limits.maxPixels()) {
            throw new BadMedia(
                    "its picture is %dx%d; at most %d pixels a side and %d in all are accepted"
                            .formatted(width, height, limits.maxSide(), limits.maxPixels()));
        }
    }

    private static FrameShape shape(Frame frame, MediaInput input, Track track) {
        FrameShape shape = frame.shape();
        return new FrameShape(
                shape.width(),
                shape.height(),
                shape.pixelFormat(),
                FFmpeg.rational(input.guessedAspect(track), shape.pixelAspect()),
                shape.fullRange(),
                shape.matrix(),
                shape.primaries(),
                shape.transfer());
    }

    private static List<Rational> claimedRates(MediaInput input, Track track) {
        List<Rational> rates = new ArrayList<>();
        for (AVRational claimed :
                List.of(
                        input.guessedRate(track),
                        track.raw.avg_frame_rate(),
                        track.raw.r_frame_rate())) {
            Rational rate = FFmpeg.rational(claimed, Rational.ZERO);
            if (rate.signum() > 0) {
                rates.add(rate);
            }
        }
        return rates;
    }

    private static MediaInfo.Video video(
            Track track,
            FrameShape shape,
            Turn turn,
            Cadence cadence,
            Rational keyframeSpacing,
            long frames) {
        AVCodecParameters parameters = track.raw.codecpar();
        Rational square = shape.pixelAspect().times(shape.width()).max(Rational.ONE);
        int across = Math.toIntExact(square.roundHalfUp());
        return new MediaInfo.Video(
                track.codecName(),
                parameters.width(),
                parameters.height(),
                turn.isQuarter() ? shape.height() : across,
                turn.isQuarter() ? across : shape.height(),
                shape.pixelAspect().toString(),
                cadence.rate().toString(),
                cadence.rate().toDecimal().doubleValue(),
                cadence.variable(),
                turn.degrees(),
                turn.mirrored(),
                shape.pixelFormat(),
                shape.isFullRange() ? "full" : "limited",
                shape.matrix() == null || shape.fullRange() == null,
                shape.isRgb() ? "rgb" : shape.effectiveMatrix(),
                name(
                        parameters.color_primaries() == avutil.AVCOL_PRI_UNSPECIFIED
                                ? null
                                : avutil.av_color_primaries_name(parameters.color_primaries())),
                name(
                        parameters.color_trc() == avutil.AVCOL_TRC_UNSPECIFIED
                                ? null
                                : avutil.av_color_transfer_name(parameters.color_trc())),
                keyframeSpacing.toDecimal().doubleValue(),
                frames);
    }

    private static @Nullable String name(org.bytedeco.javacpp.@Nullable BytePointer text) {
        return text == null || text.isNull() ? null : text.getString();
    }

    private MediaInfo sound(
            MediaInput input, Track track, Times times, MediaInfo.@Nullable Audio sound) {
        try (TrackReader reader =
                        TrackReader.audio(path, limits, cancelled)
                                .orElseThrow(() -> new BadMedia("the file has no sound"));
                Frame frame = new Frame()) {
            if (!reader.next(frame) || times.count == 0) {
                throw new BadMedia(
                        "not one sample of its sound (%s) can be decoded"
                                .formatted(track.codecName()));
            }
            Rational start = track.timeBase().times(frame.timestamp());
            Rational end = track.timeBase().times(times.end);
            return info(input, end.minus(start), start, null, sound, null);
        }
    }

    private static MediaInfo info(
            MediaInput input,
            Rational duration,
            Rational start,
            MediaInfo.@Nullable Video video,
            MediaInfo.@Nullable Audio audio,
            @Nullable String timecode) {
        return new MediaInfo(
                input.formatName(),
                duration.toDecimal().doubleValue(),
                duration.toString(),
                start.toDecimal().doubleValue(),
                start.toString(),
                video,
                audio,
                timecode);
    }

    private static MediaInfo.Audio audio(Track track) {
        AVCodecParameters parameters = track.raw.codecpar();
        byte[] layout = new byte[64];
        int length =
                avutil.av_channel_layout_describe(parameters.ch_layout(), layout, layout.length);
        return new MediaInfo.Audio(
                FFmpeg.text(avcodec.avcodec_get_name(parameters.codec_id()), "unknown"),
                parameters.sample_rate(),
                parameters.ch_layout().nb_channels(),
                length <= 1
                        ? "unknown"
                        : new String(
                                layout,
                                0,
                                Math.min(length - 1, layout.length),
                                StandardCharsets.US_ASCII));
    }
}
