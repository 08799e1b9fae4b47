package dev.rushes.render.ffmpeg;

import dev.rushes.common.plan.Rational;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** Owns a media file that is being written. */
public final class Muxer implements AutoCloseable {
    static {
        FFmpeg.load();
    }

    /** "hvc1", the first letter lowest. */
    private static final int HVC1 = 'h' | 'v' << 8 | 'c' << 16 | '1' << 24;

    private final AVFormatContext context;
    private final Interrupts.Ticket interrupt;
    private final List<StreamFormat> formats;

    /** Muxers choose their own ticks; null until the header is written. */
    private AVRational @Nullable [] from;

    private AVRational @Nullable [] to;

    private Muxer(
            AVFormatContext context, Interrupts.Ticket interrupt, List<StreamFormat> formats) {
        this.context = context;
        this.interrupt = interrupt;
        this.formats = List.copyOf(formats);
    }

    /** An MP4 whose index stands in front, so that it plays while it loads. */
    public static Muxer mp4(Path path, List<StreamFormat> formats, BooleanSupplier cancelled) {
        return create(path, "mp4", formats, Map.of("movflags", "+faststart"), cancelled);
    }

    /** A WebM whose index stands in front; the same packets give the same file. */
    public static Muxer webm(Path path, List<StreamFormat> formats, BooleanSupplier cancelled) {
        return create(
                path,
                "webm",
                formats,
                Map.of("cues_to_front", "1", "fflags", "+bitexact"),
                cancelled);
    }

    /**
     * Begins a file of any kind.
     *
     * @param format FFmpeg's name of the container
     * @param formats the streams in order; the caller keeps them open as long as this
     */
    public static Muxer create(
            Path path,
            String format,
            List<StreamFormat> formats,
            Map<String, String> options,
            BooleanSupplier cancelled) {
        AVFormatContext context = new AVFormatContext(null);
        FFmpeg.check(
                avformat.avformat_alloc_output_context2(
                        context, null, format, "file:" + path.toAbsolutePath()),
                "creating a " + format + " file");
        Muxer muxer = new Muxer(context, Interrupts.register(cancelled), formats);
        AVDictionary dictionary = new AVDictionary(null);
        try {
            muxer.interrupt.attach(context.interrupt_callback());
            for (StreamFormat stream : formats) {
                muxer.add(stream);
            }
            muxer.openFile();
            options.forEach((key, value) ->
                    FFmpeg.check(avutil.av_dict_set(dictionary, key, value, 0), "setting " + key));
            FFmpeg.check(
                    avformat.avformat_write_header(context, dictionary), "writing the file's head");
            muxer.learnTicks();
            return muxer;
        } catch (Throwable e) {
            muxer.close();
            throw e;
        } finally {
            avutil.av_dict_free(dictionary);
        }
    }

    private void add(StreamFormat format) {
        AVStream stream = FFmpeg.allocated(avformat.avformat_new_stream(context, null), "a stream");
        FFmpeg.check(
                avcodec.avcodec_parameters_copy(stream.codecpar(), format.raw),
                "describing a stream");
        // Apple's players take H.265 only where the parameter sets are said to stand in the index
        // alone.
        boolean h265InMp4 =
                format.raw.codec_id() == avcodec.AV_CODEC_ID_HEVC
                        && FFmpeg.text(context.oformat().name(), "").equals("mp4");
        stream.codecpar().codec_tag(h265InMp4 ? HVC1 : 0);
        FFmpeg.set(stream.time_base(), format.timeBase());
        if (format.raw.codec_type() == avutil.AVMEDIA_TYPE_VIDEO) {
            Rational rate = FFmpeg.rational(format.raw.framerate(), Rational.ZERO);
            if (rate.signum() > 0) {
                FFmpeg.set(stream.avg_frame_rate(), rate);
            }
        }
    }

    private void openFile() {
        AVIOContext io = new AVIOContext(null);
        FFmpeg.check(
                avformat.avio_open2(
                        io,
                        context.url().getString(),
                        avformat.AVIO_FLAG_WRITE,
                        context.interrupt_callback(),
                        (AVDictionary) null),
                "creating the file");
        context.pb(io);
    }

    private void learnTicks() {
        int count = formats.size();
        AVRational[] theirs = new AVRational[count];
        AVRational[] ours = new AVRational[count];
        for (int i = 0; i < count; i++) {
            theirs[i] = context.streams(i).time_base();
            ours[i] = new AVRational();
            FFmpeg.set(ours[i], formats.get(i).timeBase());
        }
        from = ours;
        to = theirs;
    }

    /** Writes a packet whose times are in its stream format's ticks; the packet is empty afterwards. */
    public void write(Packet packet, int stream) {
        if (from == null || to == null) {
            throw new IllegalStateException("no header yet");
        }
        AVPacket raw = packet.raw;
        avcodec.av_packet_rescale_ts(raw, from[stream], to[stream]);
        raw.stream_index(stream);
        raw.pos(-1);
        FFmpeg.check(avformat.av_interleaved_write_frame(context, raw), "writing the file");
    }

    /** Writes what stands at the end, and moves the index to the front where asked. */
    public void finish() {
        FFmpeg.check(avformat.av_write_trailer(context), "finishing the file");
        FFmpeg.check(closeFile(), "closing the file");
    }

    private int closeFile() {
        AVIOContext io = context.pb();
        if (io == null || io.isNull()) {
            return 0;
        }
        int code = avformat.avio_closep(io);
        context.pb(null);
        return code;
    }

    @Override
    public void close() {
        int unusedCode = closeFile();
        avformat.avformat_free_context(context);
        interrupt.close();
        if (from != null) {
            for (AVRational ours : from) {
                ours.close();
            }
        }
    }
}
