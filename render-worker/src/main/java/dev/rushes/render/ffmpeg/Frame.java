package dev.rushes.render.ffmpeg;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.timeline.Canvas;
import dev.rushes.render.timeline.FrameShape;
import dev.rushes.render.timeline.Turn;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** Owns one reference to a decoded picture or a block of sound; the data behind it may be shared. */
public final class Frame implements AutoCloseable {
    static {
        FFmpeg.load();
    }

    /** AV_FRAME_FLAG_INTERLACED and AV_FRAME_FLAG_TOP_FIELD_FIRST of libavutil/frame.h, which JavaCV leaves out. */
    private static final int INTERLACED = 1 << 3;

    private static final int TOP_FIELD_FIRST = 1 << 4;

    final AVFrame raw = FFmpeg.allocated(avutil.av_frame_alloc(), "a frame");

    /** Presentation time in the track's time base, or {@link FFmpeg#NO_TIMESTAMP}. */
    public long timestamp() {
        long best = raw.best_effort_timestamp();
        return best == FFmpeg.NO_TIMESTAMP ? raw.pts() : best;
    }

    public boolean hasTimestamp() {
        return timestamp() != FFmpeg.NO_TIMESTAMP;
    }

    public void timestamp(long value) {
        raw.pts(value);
    }

    /** Gives a picture the time and duration of the one that it was made of. */
    void presented(long timestamp, long duration) {
        raw.best_effort_timestamp(timestamp);
        raw.pts(timestamp);
        raw.duration(duration);
    }

    /** Whether it is two fields, taken one after the other. */
    public boolean isInterlaced() {
        return (raw.flags() & INTERLACED) != 0;
    }

    void markInterlaced(boolean upperFirst) {
        raw.flags(raw.flags() | INTERLACED | (upperFirst ? TOP_FIELD_FIRST : 0));
    }

    /** In the track's time base; 0 where the file does not say. */
    public long duration() {
        return Math.max(0, raw.duration());
    }

    public void duration(long value) {
        raw.duration(value);
    }

    /** Samples for each channel. */
    public int samples() {
        return raw.nb_samples();
    }

    public int sampleRate() {
        return raw.sample_rate();
    }

    public int width() {
        return raw.width();
    }

    public int height() {
        return raw.height();
    }

    /** How the picture itself says that it is to be turned to stand upright, as cameras' photographs do. */
    public Turn turn() {
        return Orientation.of(raw);
    }

    /** What a filter graph must know of this picture. */
    public FrameShape shape() {
        return new FrameShape(
                raw.width(),
                raw.height(),
                FFmpeg.text(avutil.av_get_pix_fmt_name(raw.format()), "none"),
                FFmpeg.rational(raw.sample_aspect_ratio(), Rational.ONE),
                raw.color_range() == avutil.AVCOL_RANGE_UNSPECIFIED
                        ? null
                        : raw.color_range() == avutil.AVCOL_RANGE_JPEG,
                raw.colorspace() == avutil.AVCOL_SPC_UNSPECIFIED
                        ? null
                        : FFmpeg.text(avutil.av_color_space_name(raw.colorspace()), "unknown"),
                raw.color_primaries() == avutil.AVCOL_PRI_UNSPECIFIED
                        ? null
                        : FFmpeg.text(
                                avutil.av_color_primaries_name(raw.color_primaries()), "unknown"),
                raw.color_trc() == avutil.AVCOL_TRC_UNSPECIFIED
                        ? null
                        : FFmpeg.text(avutil.av_color_transfer_name(raw.color_trc()), "unknown"));
    }

    /** What a filter graph must know of this block of sound: rate, sample format and channel layout, as text. */
    public String soundShape() {
        byte[] layout = new byte[64];
        int length = avutil.av_channel_layout_describe(raw.ch_layout(), layout, layout.length);
        FFmpeg.check(length, "naming a channel layout");
        return "time_base=1/%d:sample_rate=%d:sample_fmt=%s:channel_layout=%s"
                .formatted(
                        raw.sample_rate(),
                        raw.sample_rate(),
                        FFmpeg.text(avutil.av_get_sample_fmt_name(raw.format()), "none"),
                        new String(layout, 0, length - 1, StandardCharsets.US_ASCII));
    }

    public int channels() {
        return raw.ch_layout().nb_channels();
    }

    /** Gives channels without names (plain WAV) the usual ones of their number. */
    public void nameChannels() {
        if (raw.ch_layout().order() == avutil.AV_CHANNEL_ORDER_UNSPEC) {
            avutil.av_channel_layout_default(raw.ch_layout(), channels());
        }
    }

    /** Whether every channel has a place that mixing knows; else they are only numbered. */
    public boolean hasNamedChannels() {
        return raw.ch_layout().order() == avutil.AV_CHANNEL_ORDER_NATIVE;
    }

    /** Becomes another reference to the same data; what was here is let go. */
    public void refer(Frame other) {
        clear();
        FFmpeg.check(avutil.av_frame_ref(raw, other.raw), "referring to a frame");
    }

    /** Takes over the other's data, which is empty afterwards. */
    public void take(Frame other) {
        clear();
        avutil.av_frame_move_ref(raw, other.raw);
    }

    public boolean isEmpty() {
        return raw.width() == 0 && raw.nb_samples() == 0;
    }

    public void clear() {
        avutil.av_frame_unref(raw);
    }

    /** Becomes a new block of planar float stereo. */
    public void allocateSound(int sampleRate, int samples) {
        allocateSound(sampleRate, samples, 2);
    }

    /** Becomes a new block of planar float sound. */
    public void allocateSound(int sampleRate, int samples, int channels) {
        clear();
        raw.format(avutil.AV_SAMPLE_FMT_FLTP);
        raw.sample_rate(sampleRate);
        raw.nb_samples(samples);
        avutil.av_channel_layout_default(raw.ch_layout(), channels);
        FFmpeg.check(avutil.av_frame_get_buffer(raw, 0), "allocating sound");
    }

    /** Becomes a new block of sound of that format (planar or packed floats) and layout. */
    void allocateSound(int sampleFormat, int sampleRate, int samples, AVChannelLayout layout) {
        clear();
        raw.format(sampleFormat);
        raw.sample_rate(sampleRate);
        raw.nb_samples(samples);
        FFmpeg.check(avutil.av_channel_layout_copy(raw.ch_layout(), layout), "naming channels");
        FFmpeg.check(avutil.av_frame_get_buffer(raw, 0), "allocating sound");
    }

    /** Becomes a new picture of one colour, yuv420p. */
    public void allocatePicture(int width, int height, int luma, int blue, int red) {
        allocatePicture(avutil.AV_PIX_FMT_YUV420P, width, height, luma, blue, red);
    }

    /** Becomes a new picture of one colour, yuva420p; from 0, which is transparent, to 255. */
    public void allocateAlphaPicture(
            int width, int height, int luma, int blue, int red, int alpha) {
        allocatePicture(avutil.AV_PIX_FMT_YUVA420P, width, height, luma, blue, red);
        fill(3, (long) raw.linesize(3) * height, alpha);
    }

    /** Becomes a new picture of a canvas' format in which every sample is the same, from 0 to 255. */
    public void allocateLevel(Canvas canvas, int level) {
        if (canvas.transparent()) {
            allocateAlphaPicture(canvas.width(), canvas.height(), level, level, level, level);
        } else {
            allocatePicture(canvas.width(), canvas.height(), level, level, level);
        }
    }

    private void allocatePicture(int format, int width, int height, int luma, int blue, int red) {
        clear();
        raw.format(format);
        raw.width(width);
        raw.height(height);
        FFmpeg.check(avutil.av_frame_get_buffer(raw, 0), "allocating a picture");
        int chromaHeight = (height + 1) / 2;
        fill(0, (long) raw.linesize(0) * height, luma);
        fill(1, (long) raw.linesize(1) * chromaHeight, blue);
        fill(2, (long) raw.linesize(2) * chromaHeight, red);
    }

    private void fill(int plane, long bytes, int value) {
        BytePointer.memset(raw.data(plane), value, bytes);
    }

    /** Becomes a new picture of straight RGBA, four bytes for each pixel, row after row. */
    public void allocateRgba(int width, int height, byte[] pixels) {
        clear();
        raw.format(avutil.AV_PIX_FMT_RGBA);
        raw.width(width);
        raw.height(height);
        FFmpeg.check(avutil.av_frame_get_buffer(raw, 0), "allocating a picture");
        for (int y = 0; y < height; y++) {
            raw.data(0).position((long) y * raw.linesize(0)).put(pixels, y * width * 4, width * 4);
        }
        tag(true, "gbr");
    }

    /** Whether nobody else refers to the data, so that it may be written to. */
    public boolean isOwn() {
        return !isEmpty() && avutil.av_frame_is_writable(raw) > 0;
    }

    /**
     * Becomes a part of another planar 4:2:0 picture, sharing its data; all four numbers are even and inside.
     */
    public void referPart(Frame other, int x, int y, int width, int height) {
        if ((x | y | width | height) % 2 != 0
                || x < 0
                || y < 0
                || width <= 0
                || height <= 0
                || x + width > other.width()
                || y + height > other.height()) {
            throw new IllegalArgumentException(
                    "no part of a picture: %d,%d %dx%d".formatted(x, y, width, height));
        }
        refer(other);
        for (int plane = 0; plane < planes(); plane++) {
            int half = isChroma(plane) ? 1 : 0;
            long offset = (long) (y >> half) * raw.linesize(plane) + (x >> half);
            raw.data(plane, new BytePointer(raw.data(plane)).position(offset));
        }
        raw.width(width);
        raw.height(height);
    }

    /**
     * Copies this planar 4:2:0 picture to a place on another of the same format, where it must lie inside; the offset is
     * even. The other must own its data.
     */
    public void copyTo(Frame target, int x, int y) {
        if ((x | y) % 2 != 0
                || x < 0
                || y < 0
                || x + width() > target.width()
                || y + height() > target.height()) {
            throw new IllegalArgumentException(
                    "%dx%d does not lie on %dx%d at %d,%d"
                            .formatted(width(), height(), target.width(), target.height(), x, y));
        }
        for (int plane = 0; plane < Math.min(planes(), target.planes()); plane++) {
            int half = isChroma(plane) ? 1 : 0;
            long offset = (long) (y >> half) * target.raw.linesize(plane) + (x >> half);
            avutil.av_image_copy_plane(
                    new BytePointer(target.raw.data(plane)).position(offset),
                    target.raw.linesize(plane),
                    raw.data(plane),
                    raw.linesize(plane),
                    (width() + half) >> half,
                    (height() + half) >> half);
        }
    }

    /** Three, and a fourth for alpha. */
    private int planes() {
        return switch (raw.format()) {
            case avutil.AV_PIX_FMT_YUV420P -> 3;
            case avutil.AV_PIX_FMT_YUVA420P -> 4;
            default -> throw new IllegalArgumentException("no planar 4:2:0 picture: " + shape());
        };
    }

    private static boolean isChroma(int plane) {
        return plane == 1 || plane == 2;
    }

    /** Says what the numbers of a made picture mean. */
    public void tag(boolean fullRange, String matrix) {
        raw.color_range(fullRange ? avutil.AVCOL_RANGE_JPEG : avutil.AVCOL_RANGE_MPEG);
        raw.colorspace(avutil.av_color_space_from_name(matrix));
    }

    /** Copies samples of a planar float channel. */
    public void readSamples(int channel, int from, float[] into, int at, int count) {
        plane(channel, raw.nb_samples() * 4).asFloatBuffer().get(from, into, at, count);
    }

    /** Fills samples of a planar float channel. */
    public void writeSamples(int channel, float[] from, int at, int count) {
        plane(channel, raw.nb_samples() * 4).asFloatBuffer().put(0, from, at, count);
    }

    /** Fills a block of floats from its start, whether its channels lie apart or in turn. */
    public void writeSamples(float[][] channels, int count) {
        if (avutil.av_sample_fmt_is_planar(raw.format()) == 1) {
            for (int channel = 0; channel < channels.length; channel++) {
                writeSamples(channel, channels[channel], 0, count);
            }
            return;
        }
        FloatBuffer packed = plane(0, count * channels.length * Float.BYTES).asFloatBuffer();
        for (int i = 0; i < count; i++) {
            for (float[] channel : channels) {
                packed.put(channel[i]);
            }
        }
    }

    /** The first plane's value at a pixel, for measuring pictures. */
    public int luma(int x, int y) {
        return raw.data(0).get((long) y * raw.linesize(0) + x) & 0xff;
    }

    /** A chroma plane's value (1 blue, 2 red difference) at a pixel of that plane. */
    public int chroma(int plane, int x, int y) {
        return raw.data(plane).get((long) y * raw.linesize(plane) + x) & 0xff;
    }

    /** Copies a plane of bytes, row after row without what lies between them. */
    public void readPlane(int plane, int width, int height, byte[] into) {
        BytePointer data = raw.data(plane);
        for (int y = 0; y < height; y++) {
            data.position((long) y * raw.linesize(plane)).get(into, y * width, width);
        }
    }

    /** Sets a pixel of a plane; the frame must own its data. */
    public void paint(int plane, int x, int y, int value) {
        raw.data(plane).put((long) y * raw.linesize(plane) + x, (byte) value);
    }

    public void makeWritable() {
        FFmpeg.check(avutil.av_frame_make_writable(raw), "copying a frame");
    }

    private ByteBuffer plane(int index, int bytes) {
        BytePointer data = raw.extended_data(index);
        return data.capacity(bytes).asByteBuffer().order(ByteOrder.nativeOrder());
    }

    @Override
    public void close() {
        avutil.av_frame_free(raw);
    }
}
