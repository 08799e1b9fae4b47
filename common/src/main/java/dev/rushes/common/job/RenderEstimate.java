package dev.rushes.common.job;

import java.math.BigDecimal;

/**
 * What a job is expected to need.
 *
 * @param complexityScore 0.00 to 1.00
 * @param predictedSeconds of rendering, from the plan alone
 * @param expectedSeconds of rendering, corrected by what finished jobs took
 */
public record RenderEstimate(
        BigDecimal complexityScore, BigDecimal predictedSeconds, int expectedSeconds) {}
