package dev.rushes.common.plan.sound;

import dev.rushes.common.plan.Rational;
import org.jspecify.annotations.Nullable;

/**
 * A sound that a plan adds to its clips' own.
 *
 * @param pointer its place in the plan
 * @param scene index of the scene that it belongs to and ends with; null is the whole programme
 * @param volume factor on its samples, 1 leaves them
 * @param start seconds from the start of its scene (of the programme)
 * @param end seconds from the same start; null is the end of the scene (of the programme)
 * @param in source seconds of its first sample
 * @param out source seconds after its last sample; null is the source's end
 * @param fadeIn seconds
 * @param fadeOut seconds before it ends
 * @param ducking how it makes way for speech; null does not
 */
public record AddedSound(
        String pointer,
        Role role,
        @Nullable Integer scene,
        String s3Key,
        Rational volume,
        Rational start,
        @Nullable Rational end,
        Rational in,
        @Nullable Rational out,
        Rational fadeIn,
        Rational fadeOut,
        @Nullable Ducking ducking) {

    /** What a sound is there for. */
    public enum Role {
        /** Begins again where it is shorter than its time. */
        MUSIC("music"),
        /** Speech: what makes way for speech makes way for it. */
        VOICE_OVER("voice_over"),
        EFFECT("effect");

        private final String wireName;

        Role(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }
}
