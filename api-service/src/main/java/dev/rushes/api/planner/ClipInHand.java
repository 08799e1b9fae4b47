package dev.rushes.api.planner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.footage.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A clip; its times are written back by {@link CutInHand#document()}. */
final class ClipInHand {
    /** What is heard and seen of a clip besides its piece of a take and its speed. */
    private static final List<String> PLAYED =
            List.of("volume", "fit", "crop", "rotate", "effects");

    final ObjectNode json;
    @Nullable ScoredTake take;
    double start;
    double end;

    /** Why it shows another take than it did; null where it does not. */
    @Nullable String retaken;

    /** By how much its ends follow the show's habits. */
    Cut.Moved moved = Cut.Moved.NOT;

    private double speed;

    ClipInHand(ObjectNode json, @Nullable ScoredTake take, double start, double end) {
        this.json = json;
        this.take = take;
        this.start = start;
        this.end = end;
        this.speed = json.path("speed").asDouble(1);
    }

    /** Lets it show another take instead, whose judgement comes with its choice. */
    void shows(ScoredTake next, ScoredTake was) {
        take = next;
        retaken = "The reviewer did not want %s.".formatted(was.take().said());
        json.put("s3Key", next.take().s3Key());
        json.put("reason", retaken);
        json.remove(List.of("confidence", "alternates"));
    }

    /** Seconds of its take. */
    double length() {
        return end - start;
    }

    /** Seconds of the programme. */
    double seconds() {
        return length() / speed;
    }

    double speed() {
        return speed;
    }

    void speed(double now) {
        if (now != speed) {
            speed = now;
            json.put("speed", Json.score(now));
            json.remove("duration");
        }
    }

    /** Whether it is as fast, as loud and looks as the clip before it does, to which it is cut hard. */
    boolean isPlayedLike(ClipInHand before) {
        JsonNode begins = json.path("transition");
        boolean cut =
                begins.isMissingNode()
                        || begins.isNull()
                        || begins.asText().equals(Join.CUT)
                        || begins.path("type").asText().equals(Join.CUT);
        return cut
                && speed == before.speed
                && PLAYED.stream().allMatch(name -> json.path(name).equals(before.json.path(name)));
    }

    /** Seconds of its take that a piece shows too; below 0 the distance. */
    double shared(Span piece, double shift) {
        return Math.min(end, piece.end() + shift) - Math.max(start, piece.start() + shift);
    }

    List<Span> phrases() {
        return take == null ? List.of() : take.voice().phrases();
    }

    /** Seconds of silence before it in its take. */
    double before() {
        return take == null ? 0 : take.voice().silenceBefore(start);
    }

    /** Seconds of silence behind it. */
    double behind() {
        return take == null
                ? 0
                : take.voice().silenceBehind(end, take.take().analysis().durationSeconds());
    }

    /** Seconds of silence at its own start and end. */
    double airAtStart() {
        double first = end;
        for (Span phrase : phrases()) {
            if (phrase.end() > start + 0.02) {
                first = Math.max(start, phrase.start());
                break;
            }
        }
        return phrases().isEmpty() ? 0 : Math.min(first, end) - start;
    }

    double airAtEnd() {
        double last = start;
        for (Span phrase : phrases()) {
            if (phrase.start() < end - 0.02) {
                last = Math.min(end, phrase.end());
            }
        }
        return phrases().isEmpty() ? 0 : end - Math.max(last, start);
    }
}
