package dev.rushes.common.plan.sound;

import dev.rushes.common.plan.Rational;

/**
 * How a sound makes way for speech: while the clips' sound and voice-overs together are above a level, it is lowered.
 *
 * @param reduction by how many decibels, above 0
 * @param threshold level of the speech in dBFS (RMS) from which on it counts
 * @param attack seconds in which it goes down; it is down when the speech begins, where that much sound lies before
 * @param hold seconds that it stays down after the speech, so that it does not come up between words
 * @param release seconds in which it comes up again
 */
public record Ducking(
        Rational reduction, Rational threshold, Rational attack, Rational hold, Rational release) {
    /**
     * 12 dB down in 0.1 s above -40 dBFS, held for 0.4 s, up in 0.6 s. Listeners want commentary at least 10 LU above
     * music (Torcoli et al., "Preferred Levels for Background Ducking to Produce Esthetically Pleasing Audio for TV
     * with Clear Speech", J. Audio Eng. Soc. 67, 2019); speech is 10 to 30 dB above the threshold and the noise of a
     * quiet room below it.
     */
    public static final Ducking DEFAULT =
            new Ducking(
                    Rational.of(12),
                    Rational.of(-40),
                    Rational.of(1, 10),
                    Rational.of(2, 5),
                    Rational.of(3, 5));
}
