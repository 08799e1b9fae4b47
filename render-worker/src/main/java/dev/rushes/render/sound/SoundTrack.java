package dev.rushes.render.sound;

import dev.rushes.common.plan.sound.Loudness;
import dev.rushes.common.plan.sound.SoundSettings;
import dev.rushes.render.ffmpeg.Encoder;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.ffmpeg.Packet;
import dev.rushes.render.ffmpeg.SoundDecoder;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.media.RenderCancelled;
import dev.rushes.render.timeline.OutputFormat;
import dev.rushes.render.timeline.Soundtrack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Makes the sound of a whole programme in one stream of packets, from as many encoders as {@link StretchCoder} takes.
 * What comes out is decoded again and measured as it is coded.
 *
 * <p>Where a loudness is asked for, the mix is measured first and raised or lowered as a whole (one gain in whole
 * {@link #STEPS_PER_DECIBEL tenths} of a decibel, no compression). Only where its peaks would then pass the ceiling are they limited, and where a lossy encoder raises
 * them again, it is all coded once more under a lower ceiling. Peaks win over loudness: the limiter may make up for at
 * most {@link #MOST_LIMITING} decibels, and what is then missing is said.
 */
public final class SoundTrack {
    /** Between the limiter's ceiling and the true peak that is allowed, in decibels: encoders overshoot. */
    private static final double HEADROOM = 0.5;

    /** Decibels that the limiter may take from the highest peak for the sake of the loudness. */
    private static final double MOST_LIMITING = 12;

    /** Nearer to the target nobody hears, and the encoder strays as much. */
    private static final double NEAR = 0.1;

    /** EBU R 128 allows this much for practical reasons. */
    private static final double OFF_TARGET = 0.5;

    /**
     * A gain is a whole number of tenths of a decibel: nobody hears less, and a small change of one clip leaves the
     * level of all others, so that they need not be coded again.
     */
    private static final double STEPS_PER_DECIBEL = 10;

    private static final double SILENT = -70;
    private static final int MEASURINGS = 4;
    private static final int CODINGS = 6;

    private final Soundtrack track;
    private final Path spool;
    private final Supplier<Encoder> encoders;
    private final StretchStore store;
    private final Supplier<? extends PacketSink> sinks;
    private final BooleanSupplier cancelled;
    private final List<String> notes = new ArrayList<>();

    private SoundTrack(
            Soundtrack track,
            Path spool,
            Supplier<Encoder> encoders,
            StretchStore store,
            Supplier<? extends PacketSink> sinks,
            BooleanSupplier cancelled) {
        this.track = track;
        this.spool = spool;
        this.encoders = encoders;
        this.store = store;
        this.sinks = sinks;
        this.cancelled = cancelled;
    }

    /**
     * Mixes, codes and measures.
     *
     * @param sources a local file for every key of the soundtrack
     * @param scratch an existing folder; what is made there is deleted again, at most {@link #scratchBytes}
     * @param encoders opens an encoder of the soundtrack's layout; asked again for each stretch
     * @param store where coded stretches are looked for and kept
     * @param sinks opens what takes the packets, in place of all that it took before
     * @throws RenderCancelled where {@code cancelled} said so
     */
    public static MeasuredSound render(
            Soundtrack track,
            Map<String, Path> sources,
            MediaLimits limits,
            Path scratch,
            Supplier<Encoder> encoders,
            StretchStore store,
            Supplier<? extends PacketSink> sinks,
            BooleanSupplier cancelled) {
        SoundTrack whole =
                new SoundTrack(
                        track, scratch.resolve("mix.pcm"), encoders, store, sinks, cancelled);
        Loudness wanted = track.loudness();
        if (wanted == null) {
            return whole.code(new Limiter(new Mix(track, sources, limits, cancelled), 1, false), 0);
        }
        try {
            return whole.levelled(wanted, new Mix(track, sources, limits, cancelled));
        } finally {
            delete(whole.spool);
        }
    }

    /** What the scratch folder must hold beside the coded packets. */
    public static long scratchBytes(SoundSettings settings, long seconds) {
        return settings.loudness() == null
                ? 0
                : PcmSpool.bytesPerSecond(settings.layout().channels()) * (seconds + 1);
    }

    private MeasuredSound levelled(Loudness wanted, Mix mix) {
        LoudnessMeter mixed = spool(mix);
        if (!(mixed.integrated() >= SILENT)) {
            notes.add(
                    track.samples() < OutputFormat.SAMPLE_RATE * 2 / 5
                            ? "the sound is shorter than 0.4 s, too short for a loudness: its level was left"
                            : "the sound is silence (below -70 LUFS): its level was left");
            return code(spooled(0, 0, false), 0);
        }
        double target = wanted.target().toDouble();
        double ceiling = wanted.truePeak().toDouble() - HEADROOM;
        // Peaks this high are never limited away for loudness.
        double mostGain =
                Math.floor((ceiling - mixed.truePeak() + MOST_LIMITING) * STEPS_PER_DECIBEL)
                        / STEPS_PER_DECIBEL;
        double gain = Math.min(stepped(target - mixed.integrated()), mostGain);
        if (mixed.truePeak() + gain > ceiling) {
            gain = limitedGain(gain, mostGain, ceiling, target);
        }
        MeasuredSound coded = null;
        for (int i = 0; i < CODINGS; i++) {
            boolean limits = mixed.truePeak() + gain > ceiling;
            coded = code(spooled(gain, ceiling, limits), gain);
            double over = coded.truePeak() - (wanted.truePeak().toDouble() - NEAR);
            double off = target - coded.integrated();
            if (over > 0) {
                ceiling -= over;
            } else if (Math.abs(off) <= OFF_TARGET / 2 || gain + off > mostGain) {
                break;
            } else {
                gain = stepped(gain + off);
            }
        }
        if (coded == null) {
            throw new IllegalStateException("it is coded at least once");
        }
        return noted(coded, target, wanted.truePeak().toDouble());
    }

    private static double stepped(double decibels) {
        return Math.rint(decibels * STEPS_PER_DECIBEL) / STEPS_PER_DECIBEL;
    }

    private MeasuredSound noted(MeasuredSound coded, double target, double truePeak) {
        if (Math.abs(target - coded.integrated()) > OFF_TARGET) {
            notes.add(
                    String.format(
                            Locale.ROOT,
                            "the loudness is %.1f instead of %.1f LUFS: a true peak of at most %.1f dBTP allows no more",
                            coded.integrated(),
                            target,
                            truePeak));
        }
        if (coded.truePeak() > truePeak) {
            notes.add(
                    String.format(
                            Locale.ROOT,
                            "the true peak is %.1f dBTP, above the %.1f that were asked for",
                            coded.truePeak(),
                            truePeak));
        }
        return new MeasuredSound(
                coded.layout(), coded.integrated(), coded.truePeak(), coded.gain(), notes);
    }

    /** What the limiter takes away of the loudness is made up for by more gain before it. */
    private double limitedGain(double first, double most, double ceiling, double target) {
        double gain = first;
        for (int i = 0; i < MEASURINGS; i++) {
            double off = target - measured(gain, ceiling).integrated();
            if (Math.abs(off) <= NEAR || (gain == most && off > 0)) {
                break;
            }
            gain = Math.min(most, stepped(gain + off));
        }
        return gain;
    }

    private LoudnessMeter measured(double gain, double ceiling) {
        LoudnessMeter meter = new LoudnessMeter(track.layout());
        float[][] block = new float[track.layout().channels()][Mix.BLOCK];
        try (SoundStream stream = spooled(gain, ceiling, true)) {
            for (long at = 0; at < track.samples(); at += Mix.BLOCK) {
                refuseIfCancelled();
                int count = (int) Math.min(Mix.BLOCK, track.samples() - at);
                stream.read(block, count);
                meter.add(block, 0, count);
            }
        }
        return meter;
    }

    private LoudnessMeter spool(Mix mix) {
        LoudnessMeter meter = new LoudnessMeter(track.layout());
        float[][] block = new float[track.layout().channels()][Mix.BLOCK];
        try (mix;
                PcmSpool.Writer writer = new PcmSpool.Writer(spool, block.length)) {
            for (long at = 0; at < track.samples(); at += Mix.BLOCK) {
                mix.read(block, Mix.BLOCK);
                meter.add(block, 0, (int) Math.min(Mix.BLOCK, track.samples() - at));
                writer.write(block);
            }
        }
        return meter;
    }

    /** The mix again; levels in decibels. */
    private SoundStream spooled(double gain, double ceiling, boolean limited) {
        SoundStream stream = new PcmSpool.Reader(spool, track.layout().channels(), factor(gain));
        return limited ? new Limiter(stream, factor(ceiling), true) : new Limiter(stream, 1, false);
    }

    private static double factor(double decibels) {
        return Math.pow(10, decibels / 20);
    }

    /** Codes a stream, which it closes. */
    private MeasuredSound code(SoundStream stream, double gain) {
        LoudnessMeter meter = new LoudnessMeter(track.layout());
        try (stream;
                Encoder encoder = encoders.get();
                SoundDecoder decoder = SoundDecoder.of(encoder);
                PacketSink sink = sinks.get();
                Heard heard = new Heard(encoder, decoder, sink, meter)) {
            if (StretchCoder.suits(encoder)) {
                try (StretchCoder coder =
                        new StretchCoder(
                                stream,
                                track.samples(),
                                encoder,
                                encoders,
                                store,
                                heard,
                                this::refuseIfCancelled)) {
                    coder.code();
                }
            } else {
                codeInOne(stream, encoder, heard);
            }
            heard.end();
        }
        return new MeasuredSound(track.layout(), meter.integrated(), meter.truePeak(), gain, notes);
    }

    private void codeInOne(SoundStream stream, Encoder encoder, PacketSink sink) {
        int size = encoder.frameSize() > 0 ? encoder.frameSize() : Mix.BLOCK;
        float[][] samples = new float[track.layout().channels()][size];
        try (Frame frame = new Frame();
                Packet packet = new Packet()) {
            for (long at = 0; at < track.samples(); at += size) {
                refuseIfCancelled();
                int count = (int) Math.min(size, track.samples() - at);
                stream.read(samples, count);
                encoder.allocate(frame, count);
                frame.writeSamples(samples, count);
                frame.timestamp(at);
                encoder.send(frame);
                drain(encoder, packet, sink);
            }
            encoder.send(null);
            drain(encoder, packet, sink);
        }
    }

    private static void drain(Encoder encoder, Packet packet, PacketSink sink) {
        while (encoder.receive(packet)) {
            sink.write(packet);
        }
    }

    /** Measures what a sink gets, as it will sound. */
    private static final class Heard implements PacketSink {
        private final SoundDecoder decoder;
        private final PacketSink sink;
        private final LoudnessMeter meter;
        private final Frame decoded = new Frame();
        private final float[][] samples;

        /** What an encoder puts in front is not the programme's. */
        private int skipped;

        Heard(Encoder encoder, SoundDecoder decoder, PacketSink sink, LoudnessMeter meter) {
            this.decoder = decoder;
            this.sink = sink;
            this.meter = meter;
            this.skipped = encoder.priming();
            this.samples = new float[encoder.channels()][Mix.BLOCK];
        }

        @Override
        public void write(Packet packet) {
            sink.write(packet);
            decoder.send(packet);
            measure();
        }

        void end() {
            decoder.send(null);
            measure();
        }

        private void measure() {
            while (decoder.receive(decoded)) {
                int length = decoded.samples();
                for (int from = Math.min(skipped, length); from < length; from += Mix.BLOCK) {
                    int count = Math.min(Mix.BLOCK, length - from);
                    for (int channel = 0; channel < samples.length; channel++) {
                        decoded.readSamples(channel, from, samples[channel], 0, count);
                    }
                    meter.add(samples, 0, count);
                }
                skipped = Math.max(0, skipped - length);
            }
        }

        @Override
        public void close() {
            decoded.close();
        }
    }

    private void refuseIfCancelled() {
        if (cancelled.getAsBoolean()) {
            throw new RenderCancelled();
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new MediaFault("deleting " + file.getFileName(), e);
        }
    }
}
