package dev.rushes.render.sound;

/**
 * The level between samples, by four times oversampling (ITU-R BS.1770-4, annex 2): a signal may be higher between its
 * samples than at any of them, and what comes after would clip.
 */
final class TruePeaks {
    /** Samples on either side of a place between two samples that it is worked out from. */
    static final int REACH = 16;

    private static final int PHASES = 4;
    private static final int TAPS = 2 * REACH;

    /** As FFmpeg's resampler, so that its ebur128 finds the same peaks. */
    private static final double KAISER_BETA = 9;

    /** Tap weights of the places 1/4, 2/4 and 3/4 of the way to the next sample. */
    private static final float[][] WEIGHTS = weights();

    /** No place between can be higher than this times the highest of its samples. */
    private static final float MOST = most();

    /** Looked at together, since most stretches are far too quiet to matter. */
    private static final int STRETCH = 32;

    private TruePeaks() {}

    /**
     * Raises each place of {@code peaks} to the level there: at sample {@code from + i} and between it and the next.
     * Places that cannot be above {@code floor} may be left as they are.
     *
     * @param samples {@link #REACH} of them before {@code from}, and as many after the last, must be there
     */
    static void raise(float[] samples, int from, int count, float floor, float[] peaks) {
        for (int start = 0; start < count; start += STRETCH) {
            int end = Math.min(count, start + STRETCH);
            // Compared by hand here and below: these are the innermost loops of all sound, and
            // Math.max is a call of its own without the JVM's second compiler.
            float highest = 0;
            for (int i = from + start - REACH; i < from + end + REACH; i++) {
                float level = Math.abs(samples[i]);
                if (level > highest) {
                    highest = level;
                }
            }
            if (highest * MOST > floor) {
                for (int i = start; i < end; i++) {
                    float level = at(samples, from + i);
                    if (level > peaks[i]) {
                        peaks[i] = level;
                    }
                }
            }
        }
    }

    private static float at(float[] samples, int place) {
        float highest = Math.abs(samples[place]);
        int first = place - REACH + 1;
        for (float[] weights : WEIGHTS) {
            float sum = 0;
            for (int tap = 0; tap < TAPS; tap++) {
                sum += weights[tap] * samples[first + tap];
            }
            float level = Math.abs(sum);
            if (level > highest) {
                highest = level;
            }
        }
        return highest;
    }

    private static float[][] weights() {
        float[][] weights = new float[PHASES - 1][TAPS];
        for (int phase = 1; phase < PHASES; phase++) {
            double[] exact = new double[TAPS];
            double sum = 0;
            for (int tap = 0; tap < TAPS; tap++) {
                double away = tap - (REACH - 1) - (double) phase / PHASES;
                double inside = away / REACH;
                exact[tap] =
                        Math.sin(Math.PI * away)
                                / (Math.PI * away)
                                * bessel(KAISER_BETA * Math.sqrt(Math.max(0, 1 - inside * inside)));
                sum += exact[tap];
            }
            for (int tap = 0; tap < TAPS; tap++) {
                weights[phase - 1][tap] = (float) (exact[tap] / sum);
            }
        }
        return weights;
    }

    /** The modified Bessel function of the first kind, order 0, by its series. */
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > sum * 1e-12; k++) {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }
        return sum;
    }

    private static float most() {
        float most = 0;
        for (float[] weights : WEIGHTS) {
            float sum = 0;
            for (float weight : weights) {
                sum += Math.abs(weight);
            }
            most = Math.max(most, sum);
        }
        return most;
    }
}
