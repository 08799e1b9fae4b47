package dev.rushes.api.planner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.footage.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A plan that is being changed: its document with the takes behind its clips. What is not changed stays as it was written. */
final class CutInHand {
    private static final double MARGIN = 0.02;
    private static final double DEFAULT_JOIN = 0.5;

    /** A clip; its times are written back by {@link #document()}. */
    static final class Clip {
        final ObjectNode json;
        @Nullable ScoredTake take;
        double start;
        double end;
        final double speed;

        Clip(ObjectNode json, @Nullable ScoredTake take, double start, double end) {
            this.json = json;
            this.take = take;
            this.start = start;
            this.end = end;
            this.speed = json.path("speed").asDouble(1);
        }

        double length() {
            return end - start;
        }

        List<Span> phrases() {
            return take == null ? List.of() : take.voice().phrases();
        }

        /** Seconds of silence before it in its take. */
        double before() {
            double since = 0;
            for (Span phrase : phrases()) {
                if (phrase.start() < start - 0.01) {
                    since = Math.min(start, phrase.end());
                }
            }
            return take == null ? 0 : Math.max(0, start - since - MARGIN);
        }

        /** Seconds of silence behind it. */
        double behind() {
            if (take == null) {
                return 0;
            }
            double until = take.take().analysis().durationSeconds();
            for (Span phrase : phrases()) {
                if (phrase.end() > end + 0.01) {
                    until = Math.max(end, phrase.start());
                    break;
                }
            }
            return Math.max(0, until - end - MARGIN);
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

    /** A scene. */
    static final class Scene {
        final ObjectNode json;
        final List<Clip> clips = new ArrayList<>();
        @Nullable SceneTakes takes;
        List<ScoredTake> ranked = List.of();

        Scene(ObjectNode json) {
            this.json = json;
        }

        String name() {
            return json.path("name").asText(takes == null ? "a scene" : takes.name());
        }

        /** Its only take; null where it has several, or one that is not known. */
        @Nullable ScoredTake onlyTake() {
            ScoredTake first = clips.isEmpty() ? null : clips.getFirst().take;
            return first != null && clips.stream().allMatch(clip -> first.equals(clip.take))
                    ? first
                    : null;
        }
    }

    final List<Scene> scenes = new ArrayList<>();
    private final ObjectNode document;

    CutInHand(JsonNode structure, List<SceneTakes> groups, Map<String, List<ScoredTake>> scored) {
        document = structure.deepCopy();
        for (JsonNode json : document.path("scenes")) {
            Scene scene = new Scene((ObjectNode) json);
            for (JsonNode clip : json.path("clips")) {
                String key = clip.path("s3Key").asText();
                for (SceneTakes group : groups) {
                    List<ScoredTake> ranked = scored.get(group.name());
                    if (ranked != null
                            && ranked.stream().anyMatch(take -> take.take().s3Key().equals(key))) {
                        scene.takes = group;
                        scene.ranked = ranked;
                    }
                }
                ScoredTake take =
                        scene.ranked.stream()
                                .filter(each -> each.take().s3Key().equals(key))
                                .findFirst()
                                .orElse(null);
                double end =
                        clip.at("/trim/end")
                                .asDouble(
                                        take == null
                                                ? 0
                                                : take.take().analysis().durationSeconds());
                scene.clips.add(
                        new Clip((ObjectNode) clip, take, clip.at("/trim/start").asDouble(), end));
            }
            scenes.add(scene);
        }
    }

    ObjectNode settings() {
        return document;
    }

    /** How a scene begins; the first may fade in. */
    Join begins(int scene) {
        return join(scenes.get(scene).json.path("transitions").path(0), scene);
    }

    private Join join(JsonNode at, int scene) {
        String type = at.isTextual() ? at.asText() : at.path("type").asText(Join.CUT);
        if (type.equals(Join.CUT)) {
            return Join.cut("", 1);
        }
        double half = scenes.get(scene).clips.getFirst().length() / 2;
        if (scene > 0) {
            half = Math.min(half, scenes.get(scene - 1).clips.getLast().length() / 2);
        }
        return new Join(type, at.path("duration").asDouble(Math.min(DEFAULT_JOIN, half)), "", 1);
    }

    /** Makes a scene begin otherwise; the silence that the old transition took is given back, that of the new one taken. */
    boolean begin(int scene, String type, double seconds) {
        Join was = begins(scene);
        if (was.type().equals(type) && Math.abs(was.seconds() - seconds) < 0.01) {
            return false;
        }
        Clip first = scenes.get(scene).clips.getFirst();
        Clip last = scene == 0 ? null : scenes.get(scene - 1).clips.getLast();
        if (!was.isCut()) {
            first.start += Math.min(was.seconds(), Math.max(0, first.airAtStart() - MARGIN));
            if (last != null && was.overlaps()) {
                last.end -= Math.min(was.seconds(), Math.max(0, last.airAtEnd() - MARGIN));
            }
        }
        double length = 0;
        if (!type.equals(Join.CUT)) {
            double shortest =
                    Math.min(first.length(), last == null ? first.length() : last.length());
            double room = Math.min(first.before(), last == null ? first.before() : last.behind());
            length = Math.floor(100 * Math.min(seconds, shortest / 2)) / 100;
            if (room >= 0.1) {
                length = Math.min(length, Math.floor(100 * room) / 100);
                first.start -= length;
                if (last != null) {
                    last.end += length;
                }
            } else {
                // Over the words, but hardly seen.
                length = Math.min(length, 0.2);
            }
        }
        ObjectNode json = scenes.get(scene).json;
        ArrayNode transitions =
                json.path("transitions") instanceof ArrayNode written
                        ? written
                        : json.putArray("transitions");
        JsonNode now = new Join(type, length, "", 1).shown();
        if (transitions.isEmpty()) {
            transitions.add(now);
        } else {
            transitions.set(0, now);
        }
        return !was.shown().equals(now);
    }

    /** Gives a scene these clips of its only take. */
    void recut(Scene scene, List<Span> spans) {
        List<Clip> old = new ArrayList<>(scene.clips);
        ScoredTake take = old.getFirst().take;
        scene.clips.clear();
        for (int i = 0; i < spans.size(); i++) {
            ObjectNode json = i < old.size() ? old.get(i).json : old.getLast().json.deepCopy();
            if (i >= old.size()) {
                json.remove("transition");
            }
            scene.clips.add(new Clip(json, take, spans.get(i).start(), spans.get(i).end()));
        }
    }

    /** Seconds of the programme. */
    double seconds() {
        double total = 0;
        for (int i = 0; i < scenes.size(); i++) {
            for (Clip clip : scenes.get(i).clips) {
                total += clip.length() / clip.speed;
            }
            Join join = begins(i);
            total -= i > 0 && join.overlaps() ? join.seconds() : 0;
        }
        return total;
    }

    /** The changed document. */
    ObjectNode document() {
        for (Scene scene : scenes) {
            ArrayNode clips = JsonNodeFactory.instance.arrayNode();
            for (Clip clip : scene.clips) {
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
