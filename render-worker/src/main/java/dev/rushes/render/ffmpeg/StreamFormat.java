package dev.rushes.render.ffmpeg;

import dev.rushes.common.plan.Rational;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.global.avcodec;

/** Owns the description of a coded stream, which outlives its encoder. */
public final class StreamFormat implements AutoCloseable {
    final AVCodecParameters raw;
    private final Rational timeBase;

    private StreamFormat(AVCodecParameters raw, Rational timeBase) {
        this.raw = raw;
        this.timeBase = timeBase;
    }

    static StreamFormat of(AVCodecContext context, Rational timeBase) {
        AVCodecParameters parameters =
                FFmpeg.allocated(avcodec.avcodec_parameters_alloc(), "stream parameters");
        StreamFormat format = new StreamFormat(parameters, timeBase);
        try {
            FFmpeg.check(
                    avcodec.avcodec_parameters_from_context(parameters, context),
                    "describing a stream");
            return format;
        } catch (Throwable e) {
            format.close();
            throw e;
        }
    }

    /** Seconds of one tick of the packets' times. */
    public Rational timeBase() {
        return timeBase;
    }

    /** The codec's global header: for H.264 the parameter sets. */
    public byte[] header() {
        byte[] header = new byte[raw.extradata_size()];
        if (header.length > 0) {
            raw.extradata().get(header, 0, header.length);
        }
        return header;
    }

    @Override
    public void close() {
        avcodec.avcodec_parameters_free(raw);
    }
}
