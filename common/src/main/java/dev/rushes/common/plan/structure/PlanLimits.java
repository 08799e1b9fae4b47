package dev.rushes.common.plan.structure;

import dev.rushes.common.plan.Rational;

/**
 * Bounds on a plan, so that one document cannot occupy a worker for days.
 *
 * @param maxClips clips in all scenes together
 * @param maxSeconds length of the programme
 * @param maxSide longest side of the output in pixels
 */
public record PlanLimits(int maxClips, Rational maxSeconds, int maxSide) {
    public static final PlanLimits DEFAULT = new PlanLimits(5_000, Rational.of(6 * 3600L), 4096);
}
