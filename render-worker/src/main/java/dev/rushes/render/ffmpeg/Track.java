package dev.rushes.render.ffmpeg;

import dev.rushes.common.plan.Rational;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodecDescriptor;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** One stream of an open input; valid as long as the input is. */
public final class Track {
    private static final Set<String> CODE_THEIR_FIELDS =
            Set.of("h264", "hevc", "mpeg1video", "mpeg2video", "vc1", "wmv3", "dvvideo", "prores");

    final AVStream raw;
    private final int index;
    private final Rational timeBase;
    private final double tickSeconds;

    Track(AVStream raw) {
        this.raw = raw;
        this.index = raw.index();
        this.timeBase = FFmpeg.rational(raw.time_base(), Rational.of(1, 90_000));
        this.tickSeconds = timeBase.toDouble();
    }

    int index() {
        return index;
    }

    /** Seconds of one tick of the track's timestamps. */
    public Rational timeBase() {
        return timeBase;
    }

    /** For estimates only. */
    double tickSeconds() {
        return tickSeconds;
    }

    /** In ticks, as the container says; 0 where it does not. */
    long startTime() {
        long start = raw.start_time();
        return start == FFmpeg.NO_TIMESTAMP ? 0 : start;
    }

    boolean isVideo() {
        return raw.codecpar().codec_type() == avutil.AVMEDIA_TYPE_VIDEO;
    }

    /** How the container or the codec's header says that its lines are in time, by FFmpeg's letters, or "unknown". */
    String fieldOrder() {
        return switch (raw.codecpar().field_order()) {
            case avcodec.AV_FIELD_PROGRESSIVE -> "progressive";
            case avcodec.AV_FIELD_TT -> "tt";
            case avcodec.AV_FIELD_BB -> "bb";
            case avcodec.AV_FIELD_TB -> "tb";
            case avcodec.AV_FIELD_BT -> "bt";
            default -> "unknown";
        };
    }

    /** Whether the header says so. */
    boolean isInterlaced() {
        return fieldOrder().length() == 2;
    }

    /** Whether, of an interlaced picture, the upper field was taken first. */
    boolean upperFieldFirst() {
        return switch (raw.codecpar().field_order()) {
            case avcodec.AV_FIELD_TT, avcodec.AV_FIELD_BT -> true;
            default -> false;
        };
    }

    /** Whether each coded picture says itself whether it is interlaced, so that the container's word is not needed. */
    boolean codesItsFields() {
        return CODE_THEIR_FIELDS.contains(codecName());
    }

    /** Whether the container (WebM) says that a second picture beside the first is its transparency. */
    boolean keepsAlphaBeside() {
        AVDictionaryEntry mode = avutil.av_dict_get(raw.metadata(), "alpha_mode", null, 0);
        return mode != null && !mode.isNull() && "1".equals(FFmpeg.text(mode.value(), ""));
    }

    /** Whether every picture is coded for itself, so that any may be left out. */
    boolean isIntraOnly() {
        AVCodecDescriptor descriptor = avcodec.avcodec_descriptor_get(raw.codecpar().codec_id());
        return descriptor != null
                && !descriptor.isNull()
                && (descriptor.props() & avcodec.AV_CODEC_PROP_INTRA_ONLY) != 0;
    }

    String codecName() {
        return FFmpeg.text(avcodec.avcodec_get_name(raw.codecpar().codec_id()), "unknown");
    }
}
