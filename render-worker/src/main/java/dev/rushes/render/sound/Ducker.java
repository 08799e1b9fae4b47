package dev.rushes.render.sound;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.sound.Ducking;
import dev.rushes.render.timeline.OutputFormat;

/**
 * Lowers one sound while there is speech. Speech is there while its power over the last 50 ms is above the threshold;
 * from then on the gain goes down in a straight line of decibels, stays, and comes up again in one.
 */
final class Ducker {
    /** 50 ms. */
    private static final int SMOOTHED_BLOCKS = 5;

    private final double threshold;
    private final double reduction;
    private final int attack;
    private final int hold;
    private final int release;
    private final double[] recent = new double[SMOOTHED_BLOCKS];
    private int nextRecent;
    private int held;
    private double decibels;
    private float factor = 1;

    Ducker(Ducking ducking) {
        this.threshold = Math.pow(10, ducking.threshold().toDouble() / 10);
        this.reduction = ducking.reduction().toDouble();
        this.attack = attackBlocks(ducking);
        this.hold = blocks(ducking.hold());
        this.release = Math.max(1, blocks(ducking.release()));
    }

    /** Blocks of {@link Mix#BLOCK} samples between the speech that is looked at and the gain that it causes. */
    static int attackBlocks(Ducking ducking) {
        return Math.max(1, blocks(ducking.attack()));
    }

    private static int blocks(Rational seconds) {
        return Math.toIntExact(
                seconds.times(OutputFormat.SAMPLE_RATE)
                        .dividedBy(Rational.of(Mix.BLOCK))
                        .roundHalfUp());
    }

    int attackBlocks() {
        return attack;
    }

    /**
     * Goes on by one block.
     *
     * @param power mean square of the speech {@link #attackBlocks} later
     * @param factors filled with the gain of each sample of the block
     */
    void next(double power, float[] factors) {
        recent[nextRecent] = power;
        nextRecent = (nextRecent + 1) % SMOOTHED_BLOCKS;
        double sum = 0;
        for (double one : recent) {
            sum += one;
        }
        if (sum / SMOOTHED_BLOCKS > threshold) {
            // The speech itself is that much later.
            held = hold + attack;
        } else if (held > 0) {
            held--;
        }
        double step = held > 0 ? -reduction / attack : reduction / release;
        decibels = Math.max(-reduction, Math.min(0, decibels + step));
        float to = decibels == 0 ? 1 : (float) Math.pow(10, decibels / 20);
        for (int i = 0; i < factors.length; i++) {
            factors[i] = factor + (to - factor) * (i + 1) / factors.length;
        }
        factor = to;
    }
}
