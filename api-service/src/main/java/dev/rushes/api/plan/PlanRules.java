package dev.rushes.api.plan;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.PlanLimits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds on edit plans. */
@ConfigMapping(prefix = "rushes.plan")
interface PlanRules {
    /** Most clips in all scenes of a plan together. */
    @WithDefault("5000")
    int maxClips();

    /** Longest programme. */
    @WithDefault("6H")
    Duration maxDuration();

    /** Longest side of the output in pixels. */
    @WithDefault("4096")
    int maxSide();

    default PlanLimits limits() {
        return new PlanLimits(maxClips(), Rational.of(maxDuration().toSeconds()), maxSide());
    }
}
