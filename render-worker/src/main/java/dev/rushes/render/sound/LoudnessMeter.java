package dev.rushes.render.sound;

import dev.rushes.common.plan.sound.SoundLayout;
import dev.rushes.render.timeline.OutputFormat;
import java.util.Arrays;

/**
 * Integrated loudness and true peak of a programme at 48 kHz (ITU-R BS.1770-4 and EBU R 128): K-weighted power of
 * blocks of 0.4 s that overlap by three quarters, gated at -70 LUFS and at 10 LU below what is left.
 */
public final class LoudnessMeter {
    /** Both filters of BS.1770-4, annex 1, tables 1 and 2, for 48 kHz. */
    private static final double[] SHELF = {
        1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585
    };

    private static final double[] HIGH_PASS = {1, -2, 1, -1.99004745483398, 0.99007225036621};

    /** BS.1770-4, equation 2: the loudness of a power of 1. */
    private static final double OFFSET = -0.691;

    private static final double SURROUND_WEIGHT = 1.41;
    private static final double SILENT = -70;
    private static final double RELATIVE_GATE = -10;

    /** A quarter of a gating block. */
    private static final int STEP = OutputFormat.SAMPLE_RATE / 10;

    private static final int STEPS = 4;

    private final double[] weights;
    private final double[][] states;
    private final float[][] windows;
    private final float[] peaks = new float[Mix.BLOCK];
    private double[] powers = new double[256];
    private int count;
    private double power;
    private int inStep;
    private int held;
    private float peak;

    public LoudnessMeter(SoundLayout layout) {
        this.weights =
                switch (layout) {
                    case MONO -> new double[] {1};
                    case STEREO -> new double[] {1, 1};
                    case FIVE_ONE -> new double[] {1, 1, 1, 0, SURROUND_WEIGHT, SURROUND_WEIGHT};
                };
        this.states = new double[weights.length][4];
        this.windows = new float[weights.length][2 * TruePeaks.REACH + Mix.BLOCK];
        this.held = TruePeaks.REACH;
    }

    /** The most samples at once. */
    public static final int BLOCK = Mix.BLOCK;

    /** Measures on; at most {@link #BLOCK} samples at once. */
    public void add(float[][] samples, int from, int length) {
        for (int done = 0; done < length; ) {
            int part = Math.min(length - done, STEP - inStep);
            for (int channel = 0; channel < weights.length; channel++) {
                if (weights[channel] > 0) {
                    power +=
                            weights[channel]
                                    * weigh(states[channel], samples[channel], from + done, part);
                }
            }
            done += part;
            inStep += part;
            if (inStep == STEP) {
                if (count == powers.length) {
                    powers = Arrays.copyOf(powers, count * 2);
                }
                powers[count++] = power / STEP;
                power = 0;
                inStep = 0;
            }
        }
        findPeaks(samples, from, length);
    }

    /** The sum of the squares after both filters. */
    private static double weigh(double[] state, float[] samples, int from, int count) {
        double a = state[0];
        double b = state[1];
        double c = state[2];
        double d = state[3];
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            double in = samples[i];
            double shelved = SHELF[0] * in + a;
            a = SHELF[1] * in - SHELF[3] * shelved + b;
            b = SHELF[2] * in - SHELF[4] * shelved;
            double out = HIGH_PASS[0] * shelved + c;
            c = HIGH_PASS[1] * shelved - HIGH_PASS[3] * out + d;
            d = HIGH_PASS[2] * shelved - HIGH_PASS[4] * out;
            sum += out * out;
        }
        // Numbers too small to matter would take the processor a hundred times as long.
        state[0] = Math.abs(a) < 1e-30 ? 0 : a;
        state[1] = Math.abs(b) < 1e-30 ? 0 : b;
        state[2] = Math.abs(c) < 1e-30 ? 0 : c;
        state[3] = Math.abs(d) < 1e-30 ? 0 : d;
        return sum;
    }

    /** Samples wait until enough of the next ones are there. */
    private void findPeaks(float[][] samples, int from, int length) {
        int ready = Math.max(0, held + length - 2 * TruePeaks.REACH);
        for (int channel = 0; channel < windows.length; channel++) {
            float[] window = windows[channel];
            System.arraycopy(samples[channel], from, window, held, length);
            if (ready > 0) {
                TruePeaks.raise(window, TruePeaks.REACH, ready, peak, peaks);
                for (int i = 0; i < ready; i++) {
                    if (peaks[i] > peak) {
                        peak = peaks[i];
                    }
                    peaks[i] = 0;
                }
                System.arraycopy(window, ready, window, 0, held + length - ready);
            }
        }
        held = held + length - ready;
    }

    /** LUFS; negative infinity for silence and for less than 0.4 s. */
    public double integrated() {
        double gate = decibels(mean(Math.pow(10, (SILENT - OFFSET) / 10))) + RELATIVE_GATE;
        return decibels(mean(Math.pow(10, (Math.max(SILENT, gate) - OFFSET) / 10)));
    }

    /** The mean power of the blocks above that one; 0 where there is none. */
    private double mean(double gate) {
        double sum = 0;
        int blocks = 0;
        for (int i = 0; i + STEPS <= count; i++) {
            double block = 0;
            for (int step = 0; step < STEPS; step++) {
                block += powers[i + step] / STEPS;
            }
            if (block > gate) {
                sum += block;
                blocks++;
            }
        }
        return blocks == 0 ? 0 : sum / blocks;
    }

    private static double decibels(double power) {
        return OFFSET + 10 * Math.log10(power);
    }

    /** dBTP; negative infinity for digital silence. */
    public double truePeak() {
        return 20 * Math.log10(peak);
    }
}
