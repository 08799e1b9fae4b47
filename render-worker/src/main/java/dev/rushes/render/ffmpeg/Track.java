package dev.rushes.render.ffmpeg;

import dev.rushes.common.plan.Rational;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** One stream of an open input; valid as long as the input is. */
public final class Track {
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

    String codecName() {
        return FFmpeg.text(avcodec.avcodec_get_name(raw.codecpar().codec_id()), "unknown");
    }
}
