package dev.rushes.api.planner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.footage.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A plan that is being changed: its document with the takes behind its clips. What is not changed stays as it was written. */
final class CutInHand {
    /** Silence in which there is room for a transition, in seconds. */
    private static final double ROOM = 0.1;

    /** Of a transition over words. */
    private static final double HARDLY_SEEN = 0.2;

    /** Seconds; less is under two frames of any rate that films are shot at. */
    private static final double SHORTEST_JOIN = 0.08;

    final List<SceneInHand> scenes = new ArrayList<>();
    private final ObjectNode document;

    /**
     * Takes a plan in hand.
     *
     * @param scored the takes of each scene, best first
     * @param before its choices
     */
    CutInHand(JsonNode structure, Map<SceneTakes, List<ScoredTake>> scored, List<Choice> before) {
        document = structure.deepCopy();
        for (JsonNode json : document.path("scenes")) {
            SceneInHand scene = new SceneInHand((ObjectNode) json);
            for (JsonNode clip : json.path("clips")) {
                scene.clips.add(clip(scene, (ObjectNode) clip, scored));
            }
            scenes.add(scene);
        }
        for (int i = 0; i < scenes.size(); i++) {
            for (int j = 0; j < scenes.get(i).clips.size(); j++) {
                ClipInHand clip = scenes.get(i).clips.get(j);
                String pointer = "/scenes/%d/clips/%d/trim".formatted(i, j);
                before.stream()
                        .filter(choice -> choice.pointer().equals(pointer))
                        .findFirst()
                        .ifPresent(choice -> clip.moved = moved(clip, choice));
            }
        }
    }

    private static ClipInHand clip(
            SceneInHand scene, ObjectNode clip, Map<SceneTakes, List<ScoredTake>> scored) {
        String key = clip.path("s3Key").asText();
        ScoredTake found = null;
        for (Map.Entry<SceneTakes, List<ScoredTake>> group : scored.entrySet()) {
            for (ScoredTake take : group.getValue()) {
                if (take.take().s3Key().equals(key)) {
                    scene.takes = group.getKey();
                    scene.ranked = group.getValue();
                    found = take;
                }
            }
        }
        double whole = found == null ? 0 : found.take().analysis().durationSeconds();
        return new ClipInHand(
                clip,
                found,
                clip.at("/trim/start").asDouble(),
                clip.at("/trim/end").asDouble(whole));
    }

    /** By how much a habit moved it, where it still stands where the planner put it. */
    private static Cut.Moved moved(ClipInHand clip, Choice trim) {
        JsonNode chosen = trim.chosen().path("trim");
        boolean in = Math.abs(chosen.path("start").asDouble(-1) - clip.start) < 0.001;
        boolean out = Math.abs(chosen.path("end").asDouble(-1) - clip.end) < 0.001;
        return new Cut.Moved(
                in ? trim.evidence().path("habitInSeconds").asDouble() : 0,
                out ? trim.evidence().path("habitOutSeconds").asDouble() : 0);
    }

    ObjectNode settings() {
        return document;
    }

    /** How a scene begins, as players understand it: by itself, by its first clip, or by how the one before ends. */
    Join begins(int scene) {
        ClipInHand first = scenes.get(scene).clips.getFirst();
        ClipInHand last = scene == 0 ? null : scenes.get(scene - 1).clips.getLast();
        Join own = join(edge(scene, 0), last, first);
        if (own.isCut()) {
            own = join(first.json.path("transition"), last, first);
        }
        if (own.isCut() && last != null) {
            Join left = join(edge(scene - 1, 1), last, first);
            return left.overlaps() ? left : own;
        }
        return own;
    }

    private static Join join(JsonNode at, @Nullable ClipInHand before, ClipInHand behind) {
        double half = behind.seconds() / 2;
        return Join.written(at, before == null ? half : Math.min(half, before.seconds() / 2));
    }

    private JsonNode edge(int scene, int edge) {
        return scenes.get(scene).json.path("transitions").path(edge);
    }

    /**
     * Makes a scene begin otherwise; the silence that the old transition took is given back, that of the new one taken.
     *
     * @return whether it does; not where there is no room for a transition that could be seen
     */
    boolean begin(int scene, String type, double seconds) {
        Join was = begins(scene);
        ClipInHand first = scenes.get(scene).clips.getFirst();
        ClipInHand last = scene == 0 ? null : scenes.get(scene - 1).clips.getLast();
        double start = first.start;
        Cut.Moved startMoved = first.moved;
        double end = last == null ? 0 : last.end;
        Cut.Moved endMoved = last == null ? Cut.Moved.NOT : last.moved;
        giveBack(was, first, last);
        double length = type.equals(Join.CUT) ? 0 : takeRoom(first, last, seconds);
        JsonNode now = new Join(type, length, "", 1).shown();
        if (was.shown().equals(now) || (!type.equals(Join.CUT) && length < SHORTEST_JOIN)) {
            first.start = start;
            first.moved = startMoved;
            if (last != null) {
                last.end = end;
                last.moved = endMoved;
            }
            return false;
        }
        ObjectNode json = scenes.get(scene).json;
        ArrayNode transitions =
                json.path("transitions") instanceof ArrayNode written
                        ? written
                        : json.putArray("transitions");
        if (transitions.isEmpty()) {
            transitions.add(now);
        } else {
            transitions.set(0, now);
        }
        first.json.remove("transition");
        if (scene > 0
                && (!type.equals(Join.CUT) || Join.written(edge(scene - 1, 1), 0).overlaps())
                && scenes.get(scene - 1).json.path("transitions") instanceof ArrayNode before) {
            before.remove(1);
        }
        return true;
    }

    private static void giveBack(Join was, ClipInHand first, @Nullable ClipInHand last) {
        if (was.isCut()) {
            return;
        }
        double air = Math.max(0, first.airAtStart() - Voice.MARGIN);
        first.start += Math.min(was.seconds() * first.speed(), air);
        if (first.moved.in() < 0) {
            // Earlier by a habit, of which the next transition leaves what is left of the silence.
            double left = Math.max(0, first.airAtStart() - Voice.MARGIN);
            first.moved = new Cut.Moved(Math.max(first.moved.in(), 0 - left), first.moved.out());
        }
        if (last != null && was.overlaps()) {
            double behind = Math.max(0, last.airAtEnd() - Voice.MARGIN);
            last.end -= Math.min(was.seconds() * last.speed(), behind);
            if (last.moved.out() > 0) {
                double left = Math.max(0, last.airAtEnd() - Voice.MARGIN);
                last.moved = new Cut.Moved(last.moved.in(), Math.min(last.moved.out(), left));
            }
        }
    }

    /** Seconds of the programme that a transition gets. */
    private static double takeRoom(ClipInHand first, @Nullable ClipInHand last, double seconds) {
        double shortest = first.seconds();
        double room = first.before() / first.speed();
        if (last != null) {
            shortest = Math.min(shortest, last.seconds());
            room = Math.min(room, last.behind() / last.speed());
        }
        double length = hundredths(Math.min(seconds, shortest / 2));
        if (room < ROOM) {
            return Math.min(length, HARDLY_SEEN);
        }
        length = Math.min(length, hundredths(room));
        first.start -= length * first.speed();
        if (last != null) {
            last.end += length * last.speed();
        }
        return length;
    }

    private static double hundredths(double seconds) {
        return Math.floor(100 * seconds) / 100;
    }

    /**
     * A piece of a take that becomes a clip.
     *
     * @param source the clip as which it is played
     */
    record Piece(Span span, ClipInHand source) {
        /**
         * The same of that clip of a scene which shows most of it, or lies nearest.
         *
         * @param shift seconds by which the clips' take is later than that of the piece
         */
        static Piece of(Span span, double shift, List<ClipInHand> clips) {
            ClipInHand nearest = clips.getFirst();
            for (ClipInHand clip : clips) {
                if (clip.shared(span, shift) > nearest.shared(span, shift)) {
                    nearest = clip;
                }
            }
            return new Piece(span, nearest);
        }
    }

    /** Gives a scene these clips of one take; how it begins and where its clips melt into each other stays. */
    void recut(SceneInHand scene, ScoredTake take, List<Piece> pieces) {
        ClipInHand first = scene.clips.getFirst();
        ClipInHand last = scene.clips.getLast();
        JsonNode begins = first.json.path("transition");
        Set<ClipInHand> used = new HashSet<>(List.of(first));
        scene.clips.clear();
        for (Piece piece : pieces) {
            ObjectNode json = piece.source().json.deepCopy();
            boolean goesOn = !used.add(piece.source());
            if (scene.clips.isEmpty() && !begins.isMissingNode()) {
                json.set("transition", begins);
            } else if (scene.clips.isEmpty() || goesOn) {
                json.remove("transition");
            }
            ClipInHand clip = new ClipInHand(json, take, piece.span().start(), piece.span().end());
            clip.retaken = piece.source().retaken;
            scene.clips.add(clip);
        }
        Span from = pieces.getFirst().span();
        Span until = pieces.getLast().span();
        scene.follow(
                new Cut.Moved(
                        from.start() == first.start ? first.moved.in() : 0,
                        until.end() == last.end ? last.moved.out() : 0));
    }

    /** Seconds of the programme. */
    double seconds() {
        double total = 0;
        for (int i = 0; i < scenes.size(); i++) {
            total += scenes.get(i).clips.stream().mapToDouble(ClipInHand::seconds).sum();
            List<ClipInHand> clips = scenes.get(i).clips;
            for (int j = i == 0 ? 1 : 0; j < clips.size(); j++) {
                ClipInHand clip = clips.get(j);
                Join join =
                        j == 0
                                ? begins(i)
                                : join(clip.json.path("transition"), clips.get(j - 1), clip);
                total -= join.overlaps() ? join.seconds() : 0;
            }
        }
        return total;
    }

    /** The changed document. */
    ObjectNode document() {
        for (SceneInHand scene : scenes) {
            ArrayNode clips = JsonNodeFactory.instance.arrayNode();
            for (ClipInHand clip : scene.clips) {
                ObjectNode trim = JsonNodeFactory.instance.objectNode();
                trim.put("start", Json.time(clip.start));
                trim.put("end", Json.time(clip.end));
                boolean same =
                        Math.abs(clip.json.at("/trim/start").asDouble(-1) - clip.start) < 0.0005
                                && Math.abs(clip.json.at("/trim/end").asDouble(-1) - clip.end)
                                        < 0.0005;
                if (!same && (clip.json.has("trim") || clip.take != null)) {
                    clip.json.set("trim", trim);
                    clip.json.remove("duration");
                }
                clips.add(clip.json);
            }
            scene.json.set("clips", clips);
        }
        document.remove("totalDuration");
        return document;
    }
}
