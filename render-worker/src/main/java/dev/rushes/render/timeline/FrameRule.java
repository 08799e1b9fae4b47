package dev.rushes.render.timeline;

import dev.rushes.common.plan.Rational;

/**
 * Which source frame an output frame shows: the latest one begun at in-point + k x speed / rate, where a source frame begins at
 * its timestamp less a tolerance of min(1 ms, a quarter of its duration), since Matroska rounds to milliseconds and
 * people type three decimals.
 */
public final class FrameRule {
    private static final Rational MILLISECOND = Rational.of(1, 1000);

    private final Rational in;
    private final Rational start;
    private final Rational timeBase;
    private final Rational step;

    /**
     * The rule for one clip.
     *
     * @param in the clip's in-point in source seconds
     * @param start source time 0 on the container's clock in seconds
     * @param timeBase seconds of a tick of the source's timestamps
     * @param speed source seconds that pass in one second of the programme
     * @param rate output frames a second
     */
    public FrameRule(
            Rational in, Rational start, Rational timeBase, Rational speed, Rational rate) {
        this.in = in;
        this.start = start;
        this.timeBase = timeBase;
        this.step = speed.dividedBy(rate);
    }

    /** The container's clock, in seconds, at output frame {@code k} of the clip. */
    public Rational clock(long k) {
        return start.plus(in).plus(step.times(k));
    }

    /** The last timestamp at which a frame lasting {@code duration} ticks has begun when {@code clock} shows. */
    public long latestBegun(Rational clock, long duration) {
        Rational tolerance = MILLISECOND.min(timeBase.times(duration).times(Rational.of(1, 4)));
        return clock.plus(tolerance).dividedBy(timeBase).floor();
    }

    /** The tick that shows at that time or duration in seconds. */
    public long ticks(Rational seconds) {
        return seconds.dividedBy(timeBase).floor();
    }
}
