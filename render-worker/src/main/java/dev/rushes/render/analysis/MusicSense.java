package dev.rushes.render.analysis;

import dev.rushes.render.timeline.OutputFormat;
import java.util.Arrays;

/**
 * Tells music from voices and noise: its spectrum stands in lines (noise has none), the lines stay where they are for a
 * tenth of a second and more (a voice's glide), and between its loud moments it does not fall silent (a voice does, a
 * few times a second).
 */
final class MusicSense {
    private static final int SIZE = 2048;

    /** Samples from one look to the next: 0.1 s. */
    private static final int EVERY = OutputFormat.SAMPLE_RATE / 10;

    /** Looks in one judgement: 2 s. */
    private static final int WINDOW = 20;

    /** Bins of 23 Hz: 90 Hz to 4 kHz. */
    private static final int FROM = 4;

    private static final int TO = 170;

    /** How many times the geometric mean of the bins their mean must be, as a part: below it stands in lines. */
    private static final double FLAT = 0.35;

    /** Share of the power whose lines are where they were in the look before. */
    private static final double STEADY = 0.5;

    private static final double MOST_QUIET = 0.12;
    private static final double QUIET_BELOW = 18;

    private final float[] ring = new float[SIZE];
    private final double[] real = new double[SIZE];
    private final double[] imaginary = new double[SIZE];
    private double[] before = new double[TO];
    private double[] now = new double[TO];
    private int at;
    private int untilLook = SIZE;
    private int looks;
    private int tonal;
    private byte[] verdicts = new byte[256];
    private int windows;

    void add(float[] samples, int count) {
        for (int i = 0; i < count; i++) {
            ring[at] = samples[i];
            at = (at + 1) % SIZE;
            if (--untilLook == 0) {
                untilLook = EVERY;
                look();
            }
        }
    }

    private void look() {
        for (int i = 0; i < SIZE; i++) {
            real[i] = ring[(at + i) % SIZE] * (0.5 - 0.5 * Math.cos(2 * Math.PI * i / SIZE));
        }
        Arrays.fill(imaginary, 0);
        Fourier.transform(real, imaginary);
        double sum = 0;
        double logs = 0;
        for (int bin = FROM; bin < TO; bin++) {
            now[bin] = real[bin] * real[bin] + imaginary[bin] * imaginary[bin] + 1e-9;
            sum += now[bin];
            logs += Math.log(now[bin]);
        }
        int bins = TO - FROM;
        double flatness = Math.exp(logs / bins) / (sum / bins);
        double steady = 0;
        for (int bin = FROM + 1; bin < TO - 1; bin++) {
            boolean line =
                    now[bin] > now[bin - 1]
                            && now[bin] >= now[bin + 1]
                            && now[bin] > 4 * sum / bins;
            boolean was = before[bin] > before[bin - 1] && before[bin] >= before[bin + 1];
            if (line && was) {
                steady += now[bin - 1] + now[bin] + now[bin + 1];
            }
        }
        if (flatness < FLAT && steady > STEADY * sum) {
            tonal++;
        }
        double[] swapped = before;
        before = now;
        now = swapped;
        if (++looks == WINDOW) {
            if (windows == verdicts.length) {
                verdicts = Arrays.copyOf(verdicts, windows * 2);
            }
            verdicts[windows++] = (byte) tonal;
            looks = 0;
            tonal = 0;
        }
    }

    /**
     * Which part of what is not silent is music.
     *
     * @param threshold dBFS below which it is silence
     */
    double share(LevelTape tape, int threshold) {
        int blocks = (int) Math.round(WINDOW * 0.1 / LevelTape.SECONDS);
        int sounding = 0;
        int music = 0;
        for (int window = 0; window < windows; window++) {
            int from = window * blocks;
            int to = Math.min(tape.blocks(), from + blocks);
            int loudest = LevelTape.LOWEST;
            int loud = 0;
            for (int block = from; block < to; block++) {
                loudest = Math.max(loudest, tape.level(block));
                loud += tape.level(block) >= threshold ? 1 : 0;
            }
            if (loud < (to - from) / 4 || to == from) {
                continue;
            }
            int quiet = 0;
            for (int block = from; block < to; block++) {
                quiet += tape.level(block) < Math.max(threshold, loudest - QUIET_BELOW) ? 1 : 0;
            }
            sounding++;
            if (verdicts[window] >= WINDOW / 2 && quiet <= MOST_QUIET * (to - from)) {
                music++;
            }
        }
        return sounding == 0 ? 0 : Steps.rounded(music / (double) sounding, 4);
    }
}
