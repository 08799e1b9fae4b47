package dev.rushes.render.ffmpeg;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.jspecify.annotations.Nullable;

/** Owns a decoder of sound that this process codes itself, to hear what it will sound like. Gives planar floats. */
public final class SoundDecoder implements AutoCloseable {
    private final AVCodecContext context;

    private SoundDecoder(AVCodecContext context) {
        this.context = context;
    }

    /** Decodes what that encoder makes. */
    public static SoundDecoder of(Encoder encoder) {
        try (StreamFormat format = encoder.format()) {
            AVCodec codec = avcodec.avcodec_find_decoder(format.raw.codec_id());
            SoundDecoder decoder =
                    new SoundDecoder(
                            FFmpeg.allocated(avcodec.avcodec_alloc_context3(codec), "a decoder"));
            try {
                FFmpeg.check(
                        avcodec.avcodec_parameters_to_context(decoder.context, format.raw),
                        "setting up a decoder");
                FFmpeg.set(decoder.context.pkt_timebase(), format.timeBase());
                decoder.context.thread_count(1);
                FFmpeg.check(
                        avcodec.avcodec_open2(decoder.context, codec, (AVDictionary) null),
                        "opening a decoder");
                return decoder;
            } catch (Throwable e) {
                decoder.close();
                throw e;
            }
        }
    }

    /** Gives it a packet, or null for the end. Take frames until there is none after each. */
    public void send(@Nullable Packet packet) {
        FFmpeg.check(
                avcodec.avcodec_send_packet(context, packet == null ? null : packet.raw),
                "decoding coded sound");
    }

    /** The next block; false where it wants another packet or is at its end. */
    public boolean receive(Frame into) {
        into.clear();
        int code = avcodec.avcodec_receive_frame(context, into.raw);
        if (code == FFmpeg.AGAIN || code == FFmpeg.END) {
            return false;
        }
        FFmpeg.check(code, "decoding coded sound");
        return true;
    }

    @Override
    public void close() {
        avcodec.avcodec_free_context(context);
    }
}
