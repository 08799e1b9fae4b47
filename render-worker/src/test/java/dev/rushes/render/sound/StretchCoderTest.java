package dev.rushes.render.sound;

import static dev.rushes.render.sound.Tape.noise;
import static dev.rushes.render.sound.Tape.sine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.common.plan.sound.SoundLayout;
import dev.rushes.render.ffmpeg.Encoder;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.ffmpeg.Packet;
import dev.rushes.render.ffmpeg.SoundDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StretchCoderTest {
    private static final int FRAME = 1024;

    /** Bits that an element's kind and number take. */
    private static final int ELEMENT = 7;

    private static final int STRETCH = StretchCoder.PACKETS * FRAME;

    /** A packet as a sink got it. */
    private record Coded(List<Byte> bytes, long presentation, long duration) {
        static Coded of(Packet packet) {
            byte[] bytes = new byte[packet.size()];
            packet.copyTo(bytes);
            List<Byte> boxed = new ArrayList<>();
            for (byte one : bytes) {
                boxed.add(one);
            }
            return new Coded(boxed, packet.presentation(), packet.duration());
        }

        void fill(Packet packet) {
            byte[] unboxed = new byte[bytes.size()];
            for (int i = 0; i < unboxed.length; i++) {
                unboxed[i] = bytes.get(i);
            }
            packet.fill(unboxed, unboxed.length, true, presentation, presentation, duration);
        }
    }

    private static final class Sink implements StretchStore.Recording {
        final List<Coded> packets = new ArrayList<>();
        boolean finished;

        @Override
        public void write(Packet packet) {
            packets.add(Coded.of(packet));
        }

        @Override
        public void finish() {
            finished = true;
        }

        @Override
        public void close() {}
    }

    /** Keeps stretches in memory. */
    private static final class Memory implements StretchStore {
        final Map<String, Sink> kept = new HashMap<>();
        int replayed;
        int recorded;

        @Override
        public boolean replay(String name, long packets, PacketSink into) {
            Sink sink = kept.get(name);
            if (sink == null) {
                return false;
            }
            assertThat(sink.finished).isTrue();
            assertThat(sink.packets).hasSize((int) packets);
            try (Packet packet = new Packet()) {
                for (Coded coded : sink.packets) {
                    coded.fill(packet);
                    into.write(packet);
                }
            }
            replayed++;
            return true;
        }

        @Override
        public Recording record(String name) {
            recorded++;
            Sink sink = new Sink();
            kept.put(name, sink);
            return sink;
        }
    }

    /** The samples of a stream from its start. */
    private static final class Samples implements SoundStream {
        private final SoundLayout layout;
        private final Tape.Signal signal;
        private int at;

        Samples(SoundLayout layout, Tape.Signal signal) {
            this.layout = layout;
            this.signal = signal;
        }

        @Override
        public int channels() {
            return layout.channels();
        }

        @Override
        public void read(float[][] into, int count) {
            for (int i = 0; i < count; i++) {
                for (float[] channel : into) {
                    channel[i] = (float) signal.at(at + i);
                }
            }
            at += count;
        }

        @Override
        public void close() {}
    }

    private static List<Coded> code(
            SoundLayout layout, Tape.Signal signal, int samples, StretchStore store) {
        Sink sink = new Sink();
        try (Encoder like = Encoder.aac(layout)) {
            assertThat(StretchCoder.suits(like)).isTrue();
            try (StretchCoder coder =
                    new StretchCoder(
                            new Samples(layout, signal),
                            samples,
                            like,
                            () -> Encoder.aac(layout),
                            store,
                            sink,
                            () -> {})) {
                coder.code();
            }
        }
        return sink.packets;
    }

    private static List<Coded> codeInOne(SoundLayout layout, Tape.Signal signal, int samples) {
        Sink sink = new Sink();
        Samples stream = new Samples(layout, signal);
        float[][] block = new float[layout.channels()][FRAME];
        try (Encoder encoder = Encoder.aac(layout);
                Frame frame = new Frame();
                Packet packet = new Packet()) {
            for (int at = 0; at < samples + FRAME; at += FRAME) {
                int count = Math.min(FRAME, samples - at);
                if (count > 0) {
                    stream.read(block, count);
                    encoder.allocate(frame, count);
                    frame.writeSamples(block, count);
                    frame.timestamp(at);
                    encoder.send(frame);
                } else {
                    encoder.send(null);
                }
                while (encoder.receive(packet)) {
                    sink.write(packet);
                }
                if (count <= 0) {
                    break;
                }
            }
        }
        return sink.packets;
    }

    /** The first channel as it sounds, without the priming. */
    private static float[] decode(SoundLayout layout, List<Coded> packets, int samples) {
        float[] all = new float[samples + 4 * FRAME];
        int at = -FRAME;
        try (Encoder like = Encoder.aac(layout);
                SoundDecoder decoder = SoundDecoder.of(like);
                Packet packet = new Packet();
                Frame frame = new Frame()) {
            for (Coded coded : packets) {
                coded.fill(packet);
                decoder.send(packet);
                while (decoder.receive(frame)) {
                    if (at >= 0) {
                        frame.readSamples(0, 0, all, at, frame.samples());
                    }
                    at += frame.samples();
                }
            }
        }
        return all;
    }

    /** The power of what coding added, in the 2048 samples around that one. */
    private static double error(float[] heard, Tape.Signal signal, int around) {
        double sum = 0;
        for (int i = around - FRAME; i < around + FRAME; i++) {
            double off = heard[i] - (float) signal.at(i);
            sum += off * off;
        }
        return sum / (2 * FRAME);
    }

    /** Speech-like: tones and noise that come and go, with hard beginnings, also at the seams. */
    private static Tape.Signal lively() {
        Tape.Signal noise = noise(7, 0.2);
        Tape.Signal low = sine(180, 0.2);
        Tape.Signal high = sine(2310, 0.1);
        return sample -> {
            double gate = (sample / 4_801) % 3 == 0 ? 1 : 0.02;
            double click = sample % (STRETCH / 6) < 40 ? 0.5 : 0;
            return gate * (noise.at(sample) + low.at(sample)) + high.at(sample) + click;
        };
    }

    @ParameterizedTest
    @EnumSource(SoundLayout.class)
    void seamsSoundLikeOneEncoder(SoundLayout layout) {
        int samples = 3 * STRETCH + 5_000;
        Tape.Signal signal = lively();
        float[] heard = decode(layout, code(layout, signal, samples, StretchStore.NONE), samples);
        float[] inOne = decode(layout, codeInOne(layout, signal, samples), samples);

        double worst = 0;
        for (int around = FRAME; around <= samples - FRAME; around += FRAME) {
            worst = Math.max(worst, error(inOne, signal, around));
        }
        for (int seam = STRETCH; seam <= 3 * STRETCH; seam += STRETCH) {
            // The packet before the seam ends with the frame before.
            for (int around = seam - 2 * FRAME; around <= seam + 2 * FRAME; around += FRAME) {
                assertThat(error(heard, signal, around))
                        .as("around %d", around)
                        .isLessThan(1.5 * worst);
            }
        }
    }

    /** Halves cancel only where both packets have the windows that belong together. */
    @ParameterizedTest
    @EnumSource(
            value = SoundLayout.class,
            names = {"MONO", "STEREO"})
    void windowsAreThoseOfOneEncoder(SoundLayout layout) {
        int samples = 4 * STRETCH;
        List<Coded> packets = code(layout, lively(), samples, StretchStore.NONE);
        List<Coded> inOne = codeInOne(layout, lively(), samples);

        List<String> windows = windows(layout, packets);
        assertThat(windows).isEqualTo(windows(layout, inOne));
        assertThat(windows).contains("long", "start", "short", "stop");
        // Also where a seam lies.
        assertThat(
                        IntStream.rangeClosed(1, 3)
                                .filter(seam ->
                                        windows.subList(
                                                        seam * StretchCoder.PACKETS - 2,
                                                        seam * StretchCoder.PACKETS + 3)
                                                .contains("short")))
                .isNotEmpty();
    }

    /** Of each packet's first channel (ISO/IEC 14496-3, 4.4.2). */
    private static List<String> windows(SoundLayout layout, List<Coded> packets) {
        List<String> windows = new ArrayList<>();
        for (Coded coded : packets) {
            int at = afterComment(coded) + ELEMENT;
            // A pair of channels says whether both have the same windows; a channel by itself has
            // its gain of 8 bits in front. One bit is reserved.
            if (layout == SoundLayout.STEREO) {
                at += bits(coded, at, 1) == 1 ? 2 : 10;
            } else {
                at += 9;
            }
            windows.add(List.of("long", "start", "short", "stop").get(bits(coded, at, 2)));
        }
        return windows;
    }

    /** Now and then the encoder says who it is, in an element to be skipped. */
    private static int afterComment(Coded coded) {
        if (bits(coded, 0, 3) != 6) {
            return 0;
        }
        int count = bits(coded, 3, 4);
        return count < 15 ? ELEMENT + 8 * count : ELEMENT + 8 + 8 * (14 + bits(coded, ELEMENT, 8));
    }

    private static int bits(Coded coded, int from, int count) {
        int bits = 0;
        for (int at = from; at < from + count; at++) {
            bits = 2 * bits + ((coded.bytes().get(at / 8) >> (7 - at % 8)) & 1);
        }
        return bits;
    }

    @Test
    void aPureToneHasNoStepAtASeam() {
        int samples = 2 * STRETCH;
        Tape.Signal tone = sine(440, 0.5);
        float[] heard =
                decode(
                        SoundLayout.STEREO,
                        code(SoundLayout.STEREO, tone, samples, StretchStore.NONE),
                        samples);

        for (int around = STRETCH - 4 * FRAME; around < STRETCH + 4 * FRAME; around += FRAME) {
            assertThat(10 * Math.log10(error(heard, tone, around)))
                    .as("at %d", around)
                    .isLessThan(-60);
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                1,
                FRAME - 1,
                FRAME,
                STRETCH - FRAME,
                STRETCH - 1,
                STRETCH,
                STRETCH + 1,
                STRETCH + FRAME,
                2 * STRETCH
            })
    void packetsFollowEachOtherFromThePrimingToTheEnd(int samples) {
        List<Coded> packets = code(SoundLayout.STEREO, lively(), samples, StretchStore.NONE);

        assertThat(packets).hasSameSizeAs(codeInOne(SoundLayout.STEREO, lively(), samples));
        for (int i = 0; i < packets.size(); i++) {
            assertThat(packets.get(i).presentation()).isEqualTo((i - 1L) * FRAME);
        }
    }

    @Test
    void aChangeCostsOnlyTheStretchesThatHearIt() {
        int samples = 5 * STRETCH + 700;
        Memory store = new Memory();
        List<Coded> first = code(SoundLayout.STEREO, lively(), samples, store);
        assertThat(store.recorded).isEqualTo(6);

        assertThat(code(SoundLayout.STEREO, lively(), samples, store)).isEqualTo(first);
        assertThat(store.replayed).isEqualTo(6);
        assertThat(store.recorded).isEqualTo(6);

        Tape.Signal other = sine(300, 0.3);
        Tape.Signal lively = lively();
        Tape.Signal changed =
                sample ->
                        sample > 2 * STRETCH + 100_000 && sample < 2 * STRETCH + 200_000
                                ? other.at(sample)
                                : lively.at(sample);
        List<Coded> revised = code(SoundLayout.STEREO, changed, samples, store);
        assertThat(store.recorded).isEqualTo(7);
        assertThat(store.replayed).isEqualTo(11);
        assertThat(revised).isNotEqualTo(first);
        assertThat(revised)
                .isEqualTo(code(SoundLayout.STEREO, changed, samples, StretchStore.NONE));
    }

    @Test
    void theSameSamplesInAnotherPlaceAreTheSameStretch() {
        Memory store = new Memory();
        code(SoundLayout.STEREO, _ -> 0, 5 * STRETCH, store);

        // The first begins without a lead, the last ends without what follows.
        assertThat(store.recorded).isEqualTo(3);
        assertThat(store.replayed).isEqualTo(2);
    }

    @Test
    void theStartOfTheNextStretchIsHeardToo() {
        Memory store = new Memory();
        code(SoundLayout.STEREO, lively(), 2 * STRETCH, store);
        Tape.Signal lively = lively();

        code(
                SoundLayout.STEREO,
                sample -> sample == STRETCH + 1 ? 0.9 : lively.at(sample),
                2 * STRETCH,
                store);

        assertThat(store.replayed).isZero();
    }
}
