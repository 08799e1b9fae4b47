package dev.rushes.common.plan.sound;

import dev.rushes.common.plan.Rational;

/**
 * How loud a finished programme shall be (EBU R 128, ITU-R BS.1770).
 *
 * @param target integrated loudness of the whole programme in LUFS
 * @param truePeak highest true peak in dBTP; where both cannot hold, this one does
 */
public record Loudness(Rational target, Rational truePeak) {
    /** -16 LUFS and -1.5 dBTP: what plans mean that ask for no numbers. */
    public static final Loudness DEFAULT = new Loudness(Rational.of(-16), Rational.of(-3, 2));
}
