package dev.rushes.render.sound;

import dev.rushes.common.digest.Sha256;
import dev.rushes.render.ffmpeg.Encoder;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.ffmpeg.Packet;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Supplier;

/**
 * Codes AAC in stretches of 6.4 s that follow each other as if one encoder had made them, so that a stretch whose
 * samples were coded before is not coded again: a changed clip, title or picture costs its own stretches and no more.
 *
 * <p>A packet of AAC-LC holds the lapped transform of its frame and the one before, shaped by what comes in the next,
 * and nothing else is carried from packet to packet. An encoder that is given {@link #LEAD} frames before its stretch
 * and one behind it has long forgotten how it began when the first packet that counts is due: it chooses the same
 * windows as one that has coded all from the start, so that halves which overlap cancel across a seam as anywhere. Only
 * the bits that it spends on them may differ a little. A stretch is named by the samples that it is made from.
 */
final class StretchCoder implements AutoCloseable {
    /** Raised with every change of how a stretch is coded from its samples. */
    private static final int VERSION = 1;

    /** Packets of a stretch. */
    static final int PACKETS = 300;

    /** Frames that an encoder hears before its first packet counts: 0.34 s, in which its rate control settles. */
    private static final int LEAD = 16;

    private final SoundStream stream;
    private final long samples;
    private final Supplier<Encoder> encoders;
    private final String codec;
    private final StretchStore store;
    private final PacketSink into;
    private final Runnable refuseIfCancelled;
    private final int size;
    private final long frames;

    /** Outside the heap: it lives through a render, and would be old when it is garbage. */
    private final Arena arena = Arena.ofConfined();

    /** By channel, the frames that the present stretch is made from, and which one of the programme is its first. */
    private final FloatBuffer[] window;

    /** One of them. */
    private final float[][] one;

    private long windowStart;
    private int windowFrames;

    /**
     * A coder that has read nothing yet.
     *
     * @param samples of the whole programme
     * @param like an encoder as {@code encoders} gives, of a kind that {@link #suits}
     */
    StretchCoder(
            SoundStream stream,
            long samples,
            Encoder like,
            Supplier<Encoder> encoders,
            StretchStore store,
            PacketSink into,
            Runnable refuseIfCancelled) {
        this.stream = stream;
        this.samples = samples;
        this.size = like.frameSize();
        this.codec = like.identity();
        this.encoders = encoders;
        this.store = store;
        this.into = into;
        this.refuseIfCancelled = refuseIfCancelled;
        this.frames = Math.ceilDiv(samples, size);
        this.window = new FloatBuffer[stream.channels()];
        this.one = new float[stream.channels()][size];
        long room = Math.min(frames, LEAD + PACKETS + 1) * size * Float.BYTES;
        for (int channel = 0; channel < window.length; channel++) {
            window[channel] =
                    arena.allocate(room, Float.BYTES)
                            .asByteBuffer()
                            .order(ByteOrder.nativeOrder())
                            .asFloatBuffer();
        }
    }

    /** Whether an encoder works as this needs it: each packet laps over one frame, which is its priming. */
    static boolean suits(Encoder encoder) {
        return encoder.frameSize() > 0 && encoder.priming() == encoder.frameSize();
    }

    /** Codes the whole programme. */
    void code() {
        for (long first = 0; first == 0 || first < frames; first += PACKETS) {
            readUntil(first + PACKETS + 1);
            code(first);
        }
    }

    /** Moves the window on: it ends before that frame, or with the programme. */
    private void readUntil(long end) {
        long start = Math.max(0, end - (LEAD + PACKETS + 1));
        int kept = Math.toIntExact(Math.max(0, windowStart + windowFrames - start));
        for (FloatBuffer channel : window) {
            channel.put(0, channel, (int) (start - windowStart) * size, kept * size);
        }
        windowStart = start;
        windowFrames = kept;
        for (; windowStart + windowFrames < Math.min(end, frames); windowFrames++) {
            refuseIfCancelled.run();
            int count = samplesOf(windowStart + windowFrames);
            stream.read(one, count);
            for (int channel = 0; channel < window.length; channel++) {
                window[channel].put(windowFrames * size, one[channel], 0, count);
            }
        }
    }

    private int samplesOf(long frame) {
        return (int) Math.min(size, samples - frame * size);
    }

    private void code(long first) {
        boolean last = first + PACKETS >= frames;
        // The programme's end is one packet more, the second half of its last frame.
        long packets = last ? frames + 1 - first : PACKETS;
        // Naming is a digest of all samples: a third of what coding takes.
        String name = store.equals(StretchStore.NONE) ? "" : name(first, last);
        PacketSink placed = new Placed(first * size);
        if (store.replay(name, packets, placed)) {
            return;
        }
        try (StretchStore.Recording recording = store.record(name);
                Encoder encoder = encoders.get();
                Frame frame = new Frame();
                Packet packet = new Packet()) {
            long next = windowStart;
            for (int i = 0; i < windowFrames; i++) {
                refuseIfCancelled.run();
                send(encoder, frame, i, first);
                next = take(encoder, packet, next, first, packets, recording, placed);
            }
            if (last) {
                encoder.send(null);
                next = take(encoder, packet, next, first, packets, recording, placed);
            }
            if (next != first + packets) {
                throw new IllegalStateException(
                        "the encoder gave packets up to %d instead of %d"
                                .formatted(next, first + packets));
            }
            recording.finish();
        }
    }

    private void send(Encoder encoder, Frame frame, int index, long first) {
        long number = windowStart + index;
        int count = load(index);
        encoder.allocate(frame, count);
        frame.writeSamples(one, count);
        frame.timestamp((number - first) * size);
        encoder.send(frame);
    }

    /** Copies one frame of the window; returns its number of samples. */
    private int load(int index) {
        int count = samplesOf(windowStart + index);
        for (int channel = 0; channel < window.length; channel++) {
            window[channel].get(index * size, one[channel], 0, count);
        }
        return count;
    }

    /** Gives on the packets that belong to the stretch; returns the number of the next. */
    private static long take(
            Encoder encoder,
            Packet packet,
            long next,
            long first,
            long packets,
            PacketSink recording,
            PacketSink placed) {
        long number = next;
        for (; encoder.receive(packet); number++) {
            if (number >= first && number < first + packets) {
                recording.write(packet);
                placed.write(packet);
            }
        }
        return number;
    }

    /** Puts packets into their place in the programme. */
    private final class Placed implements PacketSink {
        private final long start;

        Placed(long start) {
            this.start = start;
        }

        @Override
        public void write(Packet packet) {
            packet.shift(start);
            into.write(packet);
        }

        @Override
        public void close() {}
    }

    private String name(long first, boolean last) {
        MessageDigest digest = Sha256.begin();
        digest.update(
                "sound %d, %s, packets from %d, %s\n"
                        .formatted(
                                VERSION, codec, first - windowStart, last ? "to the end" : "more")
                        .getBytes(StandardCharsets.UTF_8));
        ByteBuffer bytes = ByteBuffer.allocate(size * Float.BYTES).order(ByteOrder.nativeOrder());
        for (int i = 0; i < windowFrames; i++) {
            int count = load(i);
            for (float[] channel : one) {
                bytes.clear().asFloatBuffer().put(channel, 0, count);
                digest.update(bytes.array(), 0, count * Float.BYTES);
            }
        }
        return Sha256.hex(digest.digest());
    }

    @Override
    public void close() {
        arena.close();
    }
}
