package dev.rushes.render.ffmpeg;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;

/** Owns one packet of coded data; reused for many. */
public final class Packet implements AutoCloseable {
    static {
        FFmpeg.load();
    }

    final AVPacket raw = FFmpeg.allocated(avcodec.av_packet_alloc(), "a packet");

    int track() {
        return raw.stream_index();
    }

    long timestamp() {
        long pts = raw.pts();
        return pts == FFmpeg.NO_TIMESTAMP ? raw.dts() : pts;
    }

    public boolean isKey() {
        return (raw.flags() & avcodec.AV_PKT_FLAG_KEY) != 0;
    }

    /** Whether the container says that it is only there to be decoded, such as before an edit list's start. */
    boolean isDiscarded() {
        return (raw.flags() & avcodec.AV_PKT_FLAG_DISCARD) != 0;
    }

    public int size() {
        return raw.size();
    }

    public long presentation() {
        return raw.pts();
    }

    public long duration() {
        return raw.duration();
    }

    /** Moves the packet on by that many ticks. */
    public void shift(long ticks) {
        raw.pts(raw.pts() + ticks);
        raw.dts(raw.dts() + ticks);
    }

    /** Copies the coded bytes; {@code into} holds at least {@link #size()}. */
    public void copyTo(byte[] into) {
        raw.data().get(into, 0, raw.size());
    }

    /** Replaces the content; times are in the time base of whoever takes the packet next. */
    public void fill(
            byte[] bytes, int size, boolean key, long presentation, long decoding, long duration) {
        clear();
        FFmpeg.check(avcodec.av_new_packet(raw, size), "allocating a packet");
        raw.data().put(bytes, 0, size);
        raw.flags(key ? avcodec.AV_PKT_FLAG_KEY : 0);
        raw.pts(presentation);
        raw.dts(decoding);
        raw.duration(duration);
    }

    void clear() {
        avcodec.av_packet_unref(raw);
    }

    @Override
    public void close() {
        avcodec.av_packet_free(raw);
    }
}
