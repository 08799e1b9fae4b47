package dev.rushes.render.sound;

import java.util.Arrays;

/**
 * Keeps sound under a ceiling by lowering all channels together around what would pass it: the gain begins to go down
 * 10 ms before, and comes up again in about 0.1 s. What stays below the ceiling is not touched.
 */
final class Limiter implements SoundStream {
    private static final int BLOCK = Mix.BLOCK;

    /** The part of the way to full level that is made up in one sample: a time constant of 0.1 s. */
    private static final float RECOVERY = (float) (1 - Math.exp(-1 / 4800.0));

    /** From here on it is full level again. */
    private static final float RECOVERED = 0.99999f;

    private final SoundStream source;
    private final float ceiling;
    private final boolean between;

    /** The block that is given out next, the one after, and the one after that. */
    private float[][] here;

    private float[][] coming;
    private float[][] later;

    /** Of the block before {@link #coming}, for what lies between samples. */
    private final float[][] window;

    private float[] gainsHere = new float[BLOCK];
    private float[] gainsComing = new float[BLOCK];
    private float[] envelopeBefore = new float[BLOCK];
    private float[] envelope = new float[BLOCK];
    private final float[] peaks = new float[BLOCK];
    private boolean quietHere = true;
    private boolean quietComing = true;
    private boolean resting = true;
    private float last = 1;
    private int taken = BLOCK;
    private boolean begun;

    /**
     * Limits a stream, which it owns.
     *
     * @param ceiling the highest level; full scale is 1
     * @param between whether the level between samples counts too (true peak)
     */
    Limiter(SoundStream source, double ceiling, boolean between) {
        this.source = source;
        this.ceiling = (float) ceiling;
        this.between = between;
        this.here = new float[source.channels()][BLOCK];
        this.coming = new float[source.channels()][BLOCK];
        this.later = new float[source.channels()][BLOCK];
        this.window = new float[source.channels()][BLOCK + 2 * TruePeaks.REACH];
        Arrays.fill(gainsHere, 1);
        Arrays.fill(envelopeBefore, 1);
    }

    @Override
    public int channels() {
        return source.channels();
    }

    @Override
    public void read(float[][] into, int count) {
        for (int done = 0; done < count; ) {
            if (taken == BLOCK) {
                if (!begun) {
                    begin();
                }
                advance();
                limit();
                taken = 0;
            }
            int part = Math.min(count - done, BLOCK - taken);
            for (int channel = 0; channel < into.length; channel++) {
                System.arraycopy(here[channel], taken, into[channel], done, part);
            }
            taken += part;
            done += part;
        }
    }

    private void begin() {
        begun = true;
        source.read(coming, BLOCK);
        source.read(later, BLOCK);
        quietComing = needed();
        // A block of nothing in front lets the gain go down before the first sample.
        limit();
    }

    /** Goes on by one block: what was coming is here. */
    private void advance() {
        float[][] free = here;
        here = coming;
        coming = later;
        later = free;
        for (int channel = 0; channel < window.length; channel++) {
            // What lies before the block that comes now, unlimited.
            System.arraycopy(
                    here[channel], BLOCK - TruePeaks.REACH, window[channel], 0, TruePeaks.REACH);
        }
        source.read(later, BLOCK);
        float[] freeGains = gainsHere;
        gainsHere = gainsComing;
        gainsComing = freeGains;
        quietHere = quietComing;
        quietComing = needed();
    }

    /** Works out the gain that each sample of the coming block needs; whether none needs any. */
    private boolean needed() {
        Arrays.fill(peaks, 0);
        for (int channel = 0; channel < coming.length; channel++) {
            float[] samples = coming[channel];
            if (between) {
                float[] around = window[channel];
                System.arraycopy(samples, 0, around, TruePeaks.REACH, BLOCK);
                System.arraycopy(
                        later[channel], 0, around, TruePeaks.REACH + BLOCK, TruePeaks.REACH);
                TruePeaks.raise(around, TruePeaks.REACH, BLOCK, ceiling, peaks);
            } else {
                for (int i = 0; i < BLOCK; i++) {
                    float level = Math.abs(samples[i]);
                    if (level > peaks[i]) {
                        peaks[i] = level;
                    }
                }
            }
        }
        boolean quiet = true;
        for (int i = 0; i < BLOCK; i++) {
            boolean over = peaks[i] > ceiling;
            gainsComing[i] = over ? ceiling / peaks[i] : 1;
            quiet &= !over;
        }
        return quiet;
    }

    /**
     * Lowers the block that is here. The envelope is nowhere above what the next 10 ms need, and the gain is its mean
     * over the last 10 ms: so it is low enough where it must be, and has no corner that could be heard.
     */
    private void limit() {
        if (quietHere && quietComing && resting) {
            return;
        }
        float least = 1;
        for (int i = BLOCK - 1; i >= 0; i--) {
            least = Math.min(least, gainsHere[i]);
            envelope[i] = least;
        }
        least = 1;
        boolean full = true;
        for (int i = 0; i < BLOCK; i++) {
            least = Math.min(least, gainsComing[i]);
            last = Math.min(Math.min(envelope[i], least), last + (1 - last) * RECOVERY);
            if (last > RECOVERED) {
                last = 1;
            }
            envelope[i] = last;
            full &= last == 1;
        }
        double sum = 0;
        for (float before : envelopeBefore) {
            sum += before;
        }
        for (int i = 0; i < BLOCK; i++) {
            sum += envelope[i] - envelopeBefore[i];
            float gain = (float) (sum / BLOCK);
            for (float[] channel : here) {
                channel[i] *= gain;
            }
        }
        resting = full;
        float[] free = envelopeBefore;
        envelopeBefore = envelope;
        envelope = free;
    }

    @Override
    public void close() {
        source.close();
    }
}
