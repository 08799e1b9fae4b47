package dev.rushes.common.plan.structure;

import dev.rushes.common.plan.Rational;
import org.jspecify.annotations.Nullable;

/**
 * A piece of one take.
 *
 * @param pointer JSON pointer of the clip in its document, for faults found later
 * @param s3Key the take's object key
 * @param trim the part shown; null is the whole take
 * @param duration the stated length in the programme in seconds, or null
 * @param transition how the clip begins, or null for a cut
 * @param speed source seconds that pass in one second of the programme
 * @param volume factor on the samples of its sound, 1 leaves them
 * @param look what is done to its picture
 * @param reason why this take was chosen, for people
 */
public record Clip(
        String pointer,
        String s3Key,
        @Nullable Trim trim,
        @Nullable Rational duration,
        @Nullable Transition transition,
        Rational speed,
        Rational volume,
        Look look,
        @Nullable String reason) {}
