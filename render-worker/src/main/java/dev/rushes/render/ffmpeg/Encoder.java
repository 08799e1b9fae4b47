package dev.rushes.render.ffmpeg;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.sound.SoundLayout;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.timeline.EncoderSettings;
import dev.rushes.render.timeline.OutputFormat;
import java.util.HexFormat;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** Owns an encoder. */
public final class Encoder implements AutoCloseable {
    static {
        FFmpeg.load();
    }

    private static final int SOUND_BITS_PER_SECOND = 160_000;

    private final AVCodecContext context;
    private final Rational timeBase;

    private Encoder(AVCodecContext context, Rational timeBase) {
        this.context = context;
        this.timeBase = timeBase;
    }

    /** The output's pictures; one tick is one frame. */
    public static Encoder picture(OutputFormat output) {
        EncoderSettings settings = EncoderSettings.of(output);
        Encoder encoder = allocate(settings.encoder(), Rational.ONE.dividedBy(output.frameRate()));
        return encoder.opened(
                () -> {
                    encoder.picture(output.width(), output.height(), avutil.AV_PIX_FMT_YUV420P);
                    AVCodecContext context = encoder.context;
                    FFmpeg.set(context.framerate(), output.frameRate());
                    context.color_range(avutil.AVCOL_RANGE_MPEG);
                    context.colorspace(avutil.AVCOL_SPC_BT709);
                    context.color_primaries(avutil.AVCOL_PRI_BT709);
                    context.color_trc(avutil.AVCOL_TRC_BT709);
                },
                settings.options());
    }

    /** AAC at 48 kHz, 96, 160 or 384 kbit/s; one tick is one sample. */
    public static Encoder aac(SoundLayout layout) {
        return programme("aac", avutil.AV_SAMPLE_FMT_FLTP, layout);
    }

    /** Opus at 48 kHz, as many bits as AAC; one tick is one sample. */
    public static Encoder opus(SoundLayout layout) {
        return programme("libopus", avutil.AV_SAMPLE_FMT_FLT, layout);
    }

    private static Encoder programme(String codec, int sampleFormat, SoundLayout layout) {
        int bits =
                switch (layout) {
                    case MONO -> 96_000;
                    case STEREO -> SOUND_BITS_PER_SECOND;
                    case FIVE_ONE -> 384_000;
                };
        return sound(codec, sampleFormat, OutputFormat.SAMPLE_RATE, layout.channels(), bits);
    }

    /** A still picture's encoder ({@code mjpeg} or {@code png}) for frames like that one. */
    public static Encoder still(String codec, Frame like) {
        Encoder encoder = allocate(codec, Rational.of(1, 25));
        return encoder.opened(
                () -> {
                    encoder.picture(like.width(), like.height(), like.raw.format());
                    encoder.context.color_range(like.raw.color_range());
                    encoder.context.flags(avcodec.AV_CODEC_FLAG_QSCALE);
                    encoder.context.global_quality(3 * avutil.FF_QP2LAMBDA);
                },
                Map.of());
    }

    /** Any picture encoder, for making footage; ticks are the caller's. */
    public static Encoder picture(
            String codec,
            Frame like,
            Rational timeBase,
            Rational frameRate,
            Map<String, String> options) {
        Encoder encoder = allocate(codec, timeBase);
        return encoder.opened(
                () -> {
                    encoder.picture(like.width(), like.height(), like.raw.format());
                    FFmpeg.set(encoder.context.framerate(), frameRate);
                    encoder.context.color_range(like.raw.color_range());
                    encoder.context.colorspace(like.raw.colorspace());
                },
                options);
    }

    /** Any sound encoder; one tick is one sample. */
    public static Encoder sound(String codec, int sampleRate, int channels) {
        return sound(
                codec,
                codec.startsWith("pcm") ? avutil.AV_SAMPLE_FMT_S16 : avutil.AV_SAMPLE_FMT_FLTP,
                sampleRate,
                channels,
                SOUND_BITS_PER_SECOND);
    }

    private static Encoder sound(
            String codec, int sampleFormat, int sampleRate, int channels, int bitsPerSecond) {
        Encoder encoder = allocate(codec, Rational.of(1, sampleRate));
        return encoder.opened(
                () -> {
                    AVCodecContext context = encoder.context;
                    context.sample_fmt(sampleFormat);
                    context.sample_rate(sampleRate);
                    avutil.av_channel_layout_default(context.ch_layout(), channels);
                    context.bit_rate(bitsPerSecond);
                },
                Map.of());
    }

    private static Encoder allocate(String codec, Rational timeBase) {
        AVCodec found = avcodec.avcodec_find_encoder_by_name(codec);
        if (found == null || found.isNull()) {
            throw new MediaFault("this FFmpeg has no encoder " + codec);
        }
        AVCodecContext context =
                FFmpeg.allocated(avcodec.avcodec_alloc_context3(found), "an encoder");
        FFmpeg.set(context.time_base(), timeBase);
        return new Encoder(context, timeBase);
    }

    private void picture(int width, int height, int pixelFormat) {
        context.width(width);
        context.height(height);
        context.pix_fmt(pixelFormat);
        context.sample_aspect_ratio().num(1);
        context.sample_aspect_ratio().den(1);
    }

    private Encoder opened(Runnable settings, Map<String, String> options) {
        AVDictionary dictionary = new AVDictionary(null);
        try {
            settings.run();
            context.thread_count(1);
            // Parameter sets go beside the packets: that is what MP4 stores, and what segments are
            // compared by.
            context.flags(context.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
            options.forEach((key, value) ->
                    FFmpeg.check(avutil.av_dict_set(dictionary, key, value, 0), "setting " + key));
            FFmpeg.check(
                    avcodec.avcodec_open2(context, (AVCodec) null, dictionary),
                    "opening an encoder");
            if (avutil.av_dict_count(dictionary) > 0) {
                throw new MediaFault("an encoder does not know one of " + options.keySet());
            }
            return this;
        } catch (Throwable e) {
            close();
            throw e;
        } finally {
            avutil.av_dict_free(dictionary);
        }
    }

    /** Samples that the encoder takes at once; 0 where any number will do. */
    public int frameSize() {
        return context.frame_size();
    }

    /** Samples that the encoder puts in front of the first; what decodes them throws them away. */
    public int priming() {
        return context.initial_padding();
    }

    /** Of a sound encoder. */
    public int channels() {
        return context.ch_layout().nb_channels();
    }

    /** Makes the frame an empty block of sound such as this encoder takes. */
    public void allocate(Frame frame, int samples) {
        frame.allocateSound(
                context.sample_fmt(), context.sample_rate(), samples, context.ch_layout());
    }

    public Rational timeBase() {
        return timeBase;
    }

    /** Gives the encoder a frame, or null for the end. Take packets until there is none after each. */
    public void send(@Nullable Frame frame) {
        if (frame != null) {
            if (frame.raw.width() != context.width()
                    || frame.raw.height() != context.height()
                    || frame.raw.format() != sampleOrPixelFormat()) {
                throw new MediaFault(
                        "a frame of another shape than the encoder's: " + frame.shape());
            }
            // A decoded frame says what it was; x264 would take that for an order.
            frame.raw.pict_type(avutil.AV_PICTURE_TYPE_NONE);
        }
        long begin = CpuShares.begin();
        int code = avcodec.avcodec_send_frame(context, frame == null ? null : frame.raw);
        CpuShares.end(CpuShares.Work.ENCODE, begin);
        FFmpeg.check(code, "encoding");
    }

    /** Takes a finished packet; false where there is none yet, or no more. */
    public boolean receive(Packet into) {
        into.clear();
        long begin = CpuShares.begin();
        int code = avcodec.avcodec_receive_packet(context, into.raw);
        CpuShares.end(CpuShares.Work.ENCODE, begin);
        if (code == FFmpeg.AGAIN || code == FFmpeg.END) {
            return false;
        }
        FFmpeg.check(code, "encoding");
        return true;
    }

    private int sampleOrPixelFormat() {
        return context.codec_type() == avutil.AVMEDIA_TYPE_VIDEO
                ? context.pix_fmt()
                : context.sample_fmt();
    }

    /** What its packets depend on beside frames and settings: libraries, processor and the stream's header. */
    public String identity() {
        try (StreamFormat format = format()) {
            return "%s of ffmpeg %s, %s, %d bit/s, %s"
                    .formatted(
                            FFmpeg.text(context.codec().name(), "none"),
                            FFmpeg.load(),
                            FFmpeg.processor(),
                            context.bit_rate(),
                            HexFormat.of().formatHex(format.header()));
        }
    }

    /** What a muxer must know; closed by the caller. */
    public StreamFormat format() {
        return StreamFormat.of(context, timeBase);
    }

    @Override
    public void close() {
        avcodec.avcodec_free_context(context);
    }
}
