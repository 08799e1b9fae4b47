package dev.rushes.render.analysis;

import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.common.footage.Span;
import dev.rushes.common.plan.sound.SoundLayout;
import dev.rushes.render.sound.LoudnessMeter;
import dev.rushes.render.timeline.OutputFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures sound at 48 kHz, one or two channels, as it comes. */
final class SoundMeasures {
    private static final int RATE = OutputFormat.SAMPLE_RATE;
    private static final int BLOCK = (int) (RATE * LevelTape.SECONDS);

    /** Full scale, but for the rounding of 16 bits. */
    private static final float FULL = 0.9995f;

    private static final int CLIPPED_RUN = 3;
    private static final int MOST_CLIPPED = 100;
    private static final double CLIPPED_APART = 0.1;

    private static final double SILENT = 1e-12;
    private static final double QUIETEST = 0.1;
    private static final double FLOOR = -90;

    /** Of the power: voices lie from 100 Hz to 5 kHz; rumble below and hiss above are none. */
    private static final double VOICE_SHARE = 0.35;

    private final int channels;
    private final LoudnessMeter loudness;
    private final LevelTape tape = new LevelTape();
    private final Steps level = new Steps();
    private final Waveform waveform;
    private final MusicSense music = new MusicSense();
    private final double[] powers;
    private final float[] mixed = new float[LoudnessMeter.BLOCK];
    private final int[] runs;
    private final List<Span> clipped = new ArrayList<>();
    private boolean moreClipped;
    private long samples;
    private long clippedSamples;
    private int inBlock;
    private double low;
    private double voice;
    private double voicePower;
    private double mixedPower;

    SoundMeasures(int channels, Waveform waveform) {
        this.channels = channels;
        this.loudness = new LoudnessMeter(channels == 1 ? SoundLayout.MONO : SoundLayout.STEREO);
        this.powers = new double[channels];
        this.runs = new int[channels];
        this.waveform = waveform;
    }

    /** Samples that were measured. */
    long samples() {
        return samples;
    }

    /** Measures on; at most {@link LoudnessMeter#BLOCK} samples at once. */
    void add(float[][] sound, int count) {
        loudness.add(sound, 0, count);
        for (int i = 0; i < count; i++) {
            float sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                float sample = sound[channel][i];
                sum += sample;
                powers[channel] += sample * (double) sample;
                clip(channel, sample, samples + i);
            }
            mixed[i] = sum / channels;
            sense(mixed[i]);
            waveform.add(samples + i, mixed[i]);
            if (++inBlock == BLOCK) {
                endBlock(samples + i + 1);
            }
        }
        music.add(mixed, count);
        samples += count;
    }

    /** One pole up to 100 Hz is taken away, and what is left followed up to 5 kHz. */
    private void sense(float sample) {
        low += 0.013 * (sample - low);
        double high = sample - low;
        voice += 0.48 * (high - voice);
        voicePower += voice * voice;
        mixedPower += sample * (double) sample;
    }

    private void endBlock(long end) {
        double most = 0;
        for (int channel = 0; channel < channels; channel++) {
            most = Math.max(most, powers[channel] / BLOCK);
            powers[channel] = 0;
        }
        tape.add(decibels(most), voicePower >= VOICE_SHARE * mixedPower);
        level.add((end - BLOCK) / (double) RATE, most);
        voicePower = 0;
        mixedPower = 0;
        inBlock = 0;
    }

    private void clip(int channel, float sample, long at) {
        if (sample < FULL && sample > -FULL) {
            runs[channel] = 0;
            return;
        }
        int run = ++runs[channel];
        if (run < CLIPPED_RUN) {
            return;
        }
        clippedSamples += run == CLIPPED_RUN ? CLIPPED_RUN : 1;
        double from = Math.max(0, at - CLIPPED_RUN + 1) / (double) RATE;
        double to = (at + 1) / (double) RATE;
        Span before = clipped.isEmpty() ? null : clipped.getLast();
        if (before != null && from - before.end() < CLIPPED_APART) {
            clipped.set(clipped.size() - 1, new Span(before.start(), Math.max(before.end(), to)));
        } else if (clipped.size() < MOST_CLIPPED) {
            clipped.add(new Span(from, to));
        } else {
            moreClipped = true;
        }
    }

    private static double decibels(double power) {
        return 10 * Math.log10(Math.max(SILENT, power));
    }

    /** What was found. Notes are added where a list was cut. */
    FootageAnalysis.Sound found(List<String> notes) {
        Pauses pauses = new Pauses(tape);
        if (pauses.silence().isCut() || pauses.speech().isCut()) {
            notes.add(
                    "of silence and speech the longest %,d are listed"
                            .formatted(FootageAnalysis.MOST));
        }
        if (moreClipped) {
            notes.add("of clipped spans the first %,d are listed".formatted(MOST_CLIPPED));
        }
        return new FootageAnalysis.Sound(
                pauses.silence().list(),
                pauses.speech().list(),
                pauses.threshold(),
                Math.max(FLOOR, tape.blocks() == 0 ? FLOOR : tape.percentile(QUIETEST / 2)),
                finite(loudness.integrated()),
                finite(loudness.truePeak()),
                samples == 0 ? 0 : Steps.rounded(clippedSamples / (double) (samples * channels), 6),
                clipped.stream()
                        .map(span ->
                                new Span(
                                        Steps.rounded(span.start(), 5),
                                        Steps.rounded(span.end(), 5)))
                        .toList(),
                level.series(1, SoundMeasures::decibels),
                music.share(tape, pauses.threshold()));
    }

    private static @Nullable Double finite(double decibels) {
        return Double.isFinite(decibels) ? Steps.rounded(decibels, 2) : null;
    }
}
