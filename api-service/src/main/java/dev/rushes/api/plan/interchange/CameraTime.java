package dev.rushes.api.plan.interchange;

import dev.rushes.common.plan.Rational;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the clock of a camera showed at the first frame of a take.
 *
 * @param rate frames a second of the take
 * @param first number of that frame, counted from midnight
 * @param drops whether the camera counts with drop frame
 */
public record CameraTime(Rational rate, long first, boolean drops) {
    /**
     * As a file states it: {@code 10:00:00:00}, with a semicolon or a point before the frames where it drops numbers.
     *
     * @return empty where it is no timecode at that rate
     */
    public static Optional<CameraTime> of(String text, Rational rate) {
        Timecode code = new Timecode(rate).dropping(Timecode.isMarked(text));
        OptionalLong frame = code.frame(text);
        return frame.isEmpty()
                ? Optional.empty()
                : Optional.of(new CameraTime(rate, frame.getAsLong(), code.drops()));
    }

    /** How times of the take are written in a list of another rate. */
    Timecode code(Rational listed) {
        return new Timecode(listed).dropping(drops);
    }

    /** The first frame in a list of another rate. */
    long first(Rational listed) {
        return Rational.of(first).dividedBy(rate).times(listed).roundHalfUp();
    }
}
