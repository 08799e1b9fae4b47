package dev.rushes.render.timeline;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.sound.Ducking;
import dev.rushes.common.plan.sound.Loudness;
import dev.rushes.common.plan.sound.SoundLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is heard in a programme, counted in samples at {@link OutputFormat#SAMPLE_RATE}.
 *
 * @param loudness null leaves it as it is mixed
 * @param samples length, of each channel
 * @param cues what sounds when, in the order in which it begins
 */
public record Soundtrack(
        SoundLayout layout, @Nullable Loudness loudness, long samples, List<Cue> cues) {
    public Soundtrack {
        cues = cues.stream().sorted(Comparator.comparingLong(Cue::start)).toList();
    }

    /**
     * The part from one sample to another, as if nothing else were there.
     *
     * @param to exclusive
     */
    public Soundtrack range(long from, long to) {
        List<Cue> inside = new ArrayList<>();
        for (Cue cue : cues) {
            if (cue.start() < to && cue.end() > from) {
                inside.add(cue.at(cue.start() - from));
            }
        }
        return new Soundtrack(layout, loudness, to - from, inside);
    }

    /**
     * A source that sounds for a time.
     *
     * @param clock source time of its first sample on the container's clock, in seconds
     * @param period seconds of the source that may be heard; silence follows, or the same again where it {@code loops}
     * @param speed source seconds that pass in one second of the programme; the pitch stays
     * @param gain factor on its samples
     * @param start its first sample in the programme; negative where that begins after it
     * @param envelope its length and fades
     * @param loops whether it begins again where its period ends
     * @param speech whether others make way for it
     * @param ducking how it makes way for speech; null does not
     */
    public record Cue(
            String s3Key,
            Rational clock,
            Rational period,
            Rational speed,
            Rational gain,
            long start,
            SoundEnvelope envelope,
            boolean loops,
            boolean speech,
            @Nullable Ducking ducking) {
        /** The programme's sample after its last. */
        public long end() {
            return start + envelope.length();
        }

        private Cue at(long other) {
            return new Cue(
                    s3Key, clock, period, speed, gain, other, envelope, loops, speech, ducking);
        }
    }
}
