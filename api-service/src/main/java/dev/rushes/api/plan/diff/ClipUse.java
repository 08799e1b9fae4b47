package dev.rushes.api.plan.diff;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Transition;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A clip in its place in a plan.
 *
 * @param scene index of its scene in the plan
 * @param number place in its scene, from 1
 * @param pointer JSON pointer of the clip in the edit structure
 * @param start first source second
 * @param end source second at which it ends; null is the end of a take of unknown length
 * @param shotFor the scene that its take was shot for, or null
 * @param alternates keys of the takes that the plan names beside it
 * @param transition how it begins; null for a cut
 * @param speed source seconds that pass in one second of the programme
 * @param looks whatever else is done to it, in canonical form
 */
record ClipUse(
        int scene,
        int number,
        String pointer,
        JsonNode json,
        String s3Key,
        Rational start,
        @Nullable Rational end,
        @Nullable String shotFor,
        Set<String> alternates,
        @Nullable Transition transition,
        Rational speed,
        Map<String, String> looks) {

    boolean isSameTime(ClipUse other) {
        return start.equals(other.start)
                && Objects.equals(end, other.end)
                && speed.equals(other.speed);
    }

    /** Whether they show different takes of one scene. */
    boolean isAnotherTakeOf(ClipUse other) {
        return !s3Key.equals(other.s3Key)
                && ((shotFor != null && shotFor.equals(other.shotFor))
                        || alternates.contains(other.s3Key)
                        || other.alternates.contains(s3Key));
    }

    /** "take.mp4 1-3 s", for people. */
    String said() {
        String name = s3Key.substring(s3Key.lastIndexOf('/') + 1);
        return Wording.plain(name) + " " + times();
    }

    /** "1-3 s", or "1-3 s at speed 2". */
    String times() {
        String span = Wording.seconds(start) + "-" + (end == null ? "end" : Wording.seconds(end));
        return speed.equals(Rational.ONE)
                ? span + " s"
                : span + " s at speed " + Wording.seconds(speed);
    }

    /** Seconds of the programme, or null where they are not known. */
    @Nullable Rational length() {
        return end == null || speed.signum() <= 0 ? null : end.minus(start).dividedBy(speed);
    }
}
