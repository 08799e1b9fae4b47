package dev.rushes.render.ffmpeg;

import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.media.RenderCancelled;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** Owns a decoder of one track. */
final class Decoder implements AutoCloseable {
    private final AVCodecContext context;
    private final int maxErrors;
    private int errors;

    private Decoder(AVCodecContext context, int maxErrors) {
        this.context = context;
        this.maxErrors = maxErrors;
    }

    /** Decodes everything, in one thread. */
    static Decoder open(Track track, MediaLimits limits) {
        return open(track, limits, 1);
    }

    /** Decodes in two threads, beside whoever looks at what comes. */
    static Decoder inThreads(Track track, MediaLimits limits) {
        return open(track, limits, 2);
    }

    private static Decoder open(Track track, MediaLimits limits, int threads) {
        AVCodec codec = codec(track);
        if (codec == null || codec.isNull()) {
            throw new BadMedia("there is no decoder for its codec, " + track.codecName());
        }
        AVCodecContext context =
                FFmpeg.allocated(avcodec.avcodec_alloc_context3(codec), "a decoder");
        Decoder decoder = new Decoder(context, limits.maxDecodeErrors());
        AVDictionary options = new AVDictionary(null);
        try {
            FFmpeg.check(
                    avcodec.avcodec_parameters_to_context(context, track.raw.codecpar()),
                    "setting up a decoder");
            FFmpeg.set(context.pkt_timebase(), track.timeBase());
            context.thread_count(threads);
            context.max_pixels(limits.maxPixels());
            FFmpeg.check(
                    avutil.av_dict_set(
                            options, "codec_whitelist", String.join(",", limits.codecs()), 0),
                    "naming codecs");
            FFmpeg.checkInput(
                    avcodec.avcodec_open2(context, codec, options),
                    "its codec, " + track.codecName() + ", is not accepted or is damaged");
            return decoder;
        } catch (Throwable e) {
            decoder.close();
            throw e;
        } finally {
            avutil.av_dict_free(options);
        }
    }

    /** FFmpeg's own decoders of VP8 and VP9 leave out the transparency that WebM keeps beside the picture. */
    private static AVCodec codec(Track track) {
        int id = track.raw.codecpar().codec_id();
        if (track.keepsAlphaBeside()) {
            if (id == avcodec.AV_CODEC_ID_VP8) {
                return avcodec.avcodec_find_decoder_by_name("libvpx");
            }
            if (id == avcodec.AV_CODEC_ID_VP9) {
                return avcodec.avcodec_find_decoder_by_name("libvpx-vp9");
            }
        }
        return avcodec.avcodec_find_decoder(id);
    }

    /** Leaves out pictures that no other needs to be decoded, until told otherwise. */
    void onlyReferences(boolean only) {
        context.skip_frame(only ? avcodec.AVDISCARD_NONREF : avcodec.AVDISCARD_DEFAULT);
    }

    /**
     * Gives the decoder a packet, or null for the end. A damaged packet is passed over, as players do: the frames
     * around it are still good. Too many, and the file is not worth it.
     */
    void send(@Nullable Packet packet) {
        long begin = CpuShares.begin();
        int code = avcodec.avcodec_send_packet(context, packet == null ? null : packet.raw);
        CpuShares.end(CpuShares.Work.DECODE, begin);
        if (code < 0 && code != FFmpeg.END) {
            countError(code);
        }
    }

    /** The next frame in order of presentation; false where the decoder wants another packet or is at its end. */
    boolean receive(Frame into) {
        long begin = CpuShares.begin();
        int code = avcodec.avcodec_receive_frame(context, into.raw);
        CpuShares.end(CpuShares.Work.DECODE, begin);
        if (code == FFmpeg.AGAIN || code == FFmpeg.END) {
            return false;
        }
        if (code < 0) {
            countError(code);
            return false;
        }
        return true;
    }

    /** Whatever the code: a decoder works on bytes in memory alone, so the machine is not at fault. */
    private void countError(int code) {
        if (code == avutil.AVERROR_EXIT) {
            throw new RenderCancelled();
        }
        if (++errors > maxErrors) {
            throw new BadMedia(
                    "it is damaged in more than %d places; export or upload it again"
                            .formatted(maxErrors));
        }
    }

    void flush() {
        avcodec.avcodec_flush_buffers(context);
    }

    @Override
    public void close() {
        avcodec.avcodec_free_context(context);
    }
}
