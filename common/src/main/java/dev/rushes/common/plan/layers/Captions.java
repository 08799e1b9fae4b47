package dev.rushes.common.plan.layers;

import org.jspecify.annotations.Nullable;

/**
 * Captions of a programme.
 *
 * @param pointer JSON pointer in the plan
 * @param s3Key the SRT or WebVTT file
 * @param sourceKey the take whose seconds its times are, re-timed by the edit; null where they are the programme's
 * @param place where burned-in captions lie
 */
public record Captions(
        String pointer,
        String s3Key,
        Mode mode,
        @Nullable String sourceKey,
        TextStyle style,
        Place place) {
    /** How they are delivered. */
    public enum Mode {
        BURN,
        SIDECAR,
        BOTH;

        public boolean isBurned() {
            return this != SIDECAR;
        }

        public boolean isBeside() {
            return this != BURN;
        }
    }
}
