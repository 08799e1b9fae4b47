package dev.rushes.api.plan.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rushes.api.plan.diff.Change.Kind;
import dev.rushes.common.http.CanonicalJson;
import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Transition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is different in the newer of two plans, as few changes as tell it all: clips by their identity, so that those
 * behind an inserted one have not changed.
 *
 * @param changes in the order of {@link Kind}, and within it in the order of the plan
 */
public record PlanDiff(List<Change> changes) {
    public PlanDiff {
        changes = List.copyOf(changes);
    }

    /** Compares two plans of one episode. */
    public static PlanDiff between(PlanContent before, PlanContent after) {
        Collector found = new Collector(before, after);
        found.clips();
        found.scenes();
        found.settings();
        // Stable: what is found first in the plan stays first.
        found.changes.sort(Comparator.comparing(Change::kind));
        return new PlanDiff(found.changes);
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** How many changes there are of each kind that occurs. */
    public Map<Kind, Integer> counts() {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        changes.forEach(change -> counts.merge(change.kind(), 1, Integer::sum));
        return counts;
    }

    /** One line: "1 clip added, 2 transitions changed". */
    public String summary() {
        return isEmpty()
                ? "no editorial difference"
                : counts().entrySet().stream()
                        .map(count -> count.getKey().said(count.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private static final class Collector {
        private final PlanContent before;
        private final PlanContent after;
        private final ClipPairs clips;
        private final ScenePairs scenes;
        private final List<Change> changes = new ArrayList<>();

        Collector(PlanContent before, PlanContent after) {
            this.before = before;
            this.after = after;
            this.clips = ClipPairs.of(before.clips, after.clips);
            this.scenes = ScenePairs.of(before, after, clips);
        }

        void clips() {
            int[] origins = new int[after.clips.size()];
            for (int i = 0; i < before.clips.size(); i++) {
                if (clips.partner(i) >= 0) {
                    origins[clips.partner(i)] = i;
                } else {
                    ClipUse gone = before.clips.get(i);
                    add(
                            Kind.CLIP_REMOVED,
                            "Removed %s, %s.".formatted(gone.said(), place(before, gone)),
                            null,
                            gone.pointer(),
                            gone.json(),
                            null);
                }
            }
            for (int j = 0; j < after.clips.size(); j++) {
                ClipUse now = after.clips.get(j);
                if (clips.wasThere(j)) {
                    compare(origins[j], before.clips.get(origins[j]), now);
                } else {
                    add(
                            Kind.CLIP_ADDED,
                            "Added %s as %s.".formatted(now.said(), place(after, now)),
                            now.pointer(),
                            null,
                            null,
                            now.json());
                }
            }
        }

        private void compare(int index, ClipUse was, ClipUse now) {
            if (clips.isOutOfOrder(index) || scenes.partner(was.scene()) != now.scene()) {
                add(
                        Kind.CLIP_MOVED,
                        "Moved %s from %s to %s."
                                .formatted(now.said(), place(before, was), place(after, now)),
                        was,
                        now);
            }
            if (!was.s3Key().equals(now.s3Key())) {
                add(
                        Kind.CLIP_RETAKEN,
                        "%s shows %s instead of %s."
                                .formatted(capital(place(after, now)), now.said(), was.said()),
                        was,
                        now);
            } else if (!was.isSameTime(now)) {
                add(
                        Kind.CLIP_RETIMED,
                        "%s, %s, is now %s%s."
                                .formatted(
                                        was.said(),
                                        place(after, now),
                                        now.times(),
                                        longer(was.length(), now.length())),
                        was,
                        now);
            }
            if (!was.looks().equals(now.looks())) {
                Set<String> fields = new TreeSet<>(was.looks().keySet());
                fields.addAll(now.looks().keySet());
                fields.removeIf(
                        field -> Objects.equals(was.looks().get(field), now.looks().get(field)));
                add(
                        Kind.CLIP_ADJUSTED,
                        "Changed %s of %s, %s."
                                .formatted(
                                        Wording.plain(String.join(", ", fields)),
                                        now.said(),
                                        place(after, now)),
                        was,
                        now);
            }
            transition(
                    was.transition(),
                    now.transition(),
                    capital(place(after, now)) + " begins with",
                    now.pointer() + "/transition",
                    was.pointer() + "/transition",
                    was.json().get("transition"),
                    now.json().get("transition"));
        }

        void scenes() {
            for (SceneUse was : before.scenes) {
                if (scenes.partner(was.index()) < 0) {
                    continue;
                }
                SceneUse now = after.scenes.get(scenes.partner(was.index()));
                String start = "/transitions/0";
                String end = "/transitions/1";
                transition(
                        was.begins(),
                        now.begins(),
                        capital(now.said()) + " begins with",
                        now.pointer() + start,
                        was.pointer() + start,
                        shown(was.begins()),
                        shown(now.begins()));
                transition(
                        was.ends(),
                        now.ends(),
                        capital(now.said()) + " ends with",
                        now.pointer() + end,
                        was.pointer() + end,
                        shown(was.ends()),
                        shown(now.ends()));
                Set<String> layers = new TreeSet<>(was.layers().keySet());
                layers.addAll(now.layers().keySet());
                for (String layer : layers) {
                    part(
                            Kind.LAYER_CHANGED,
                            "the layer \"" + Wording.plain(layer) + "\" of " + now.said(),
                            now.pointer() + "/layers/" + layer,
                            was.pointer() + "/layers/" + layer,
                            was.layers().get(layer),
                            now.layers().get(layer));
                }
            }
        }

        void settings() {
            for (String setting : PlanContent.SETTINGS) {
                part(
                        switch (setting) {
                            case "music" -> Kind.MUSIC_CHANGED;
                            case "overlays" -> Kind.OVERLAYS_CHANGED;
                            case "captions" -> Kind.CAPTIONS_CHANGED;
                            default -> Kind.OUTPUT_CHANGED;
                        },
                        "the programme's " + setting,
                        "/" + setting,
                        "/" + setting,
                        before.settings.get(setting),
                        after.settings.get(setting));
            }
        }

        private void transition(
                @Nullable Transition was,
                @Nullable Transition now,
                String what,
                String pointer,
                String againstPointer,
                @Nullable JsonNode shownBefore,
                @Nullable JsonNode shownAfter) {
            if (!Objects.equals(was, now)) {
                add(
                        Kind.TRANSITION_CHANGED,
                        "%s %s instead of %s."
                                .formatted(what, Wording.transition(now), Wording.transition(was)),
                        now == null ? null : pointer,
                        was == null ? null : againstPointer,
                        shownBefore,
                        shownAfter);
            }
        }

        private void part(
                Kind kind,
                String what,
                String pointer,
                String againstPointer,
                @Nullable JsonNode was,
                @Nullable JsonNode now) {
            if (was == null ? now == null : now != null && canonical(was).equals(canonical(now))) {
                return;
            }
            String done = was == null ? "Added " : now == null ? "Removed " : "Changed ";
            add(
                    kind,
                    done + what + ".",
                    now == null ? null : pointer,
                    was == null ? null : againstPointer,
                    was,
                    now);
        }

        private void add(Kind kind, String text, ClipUse was, ClipUse now) {
            add(kind, text, now.pointer(), was.pointer(), was.json(), now.json());
        }

        private void add(
                Kind kind,
                String text,
                @Nullable String pointer,
                @Nullable String againstPointer,
                @Nullable JsonNode was,
                @Nullable JsonNode now) {
            changes.add(new Change(kind, text, pointer, againstPointer, was, now));
        }

        private static String canonical(JsonNode document) {
            return CanonicalJson.of(document);
        }

        private static @Nullable JsonNode shown(@Nullable Transition transition) {
            return transition == null
                    ? null
                    : JsonNodeFactory.instance.textNode(Wording.transition(transition));
        }

        private static String place(PlanContent plan, ClipUse clip) {
            return "clip " + clip.number() + " of " + plan.scenes.get(clip.scene()).said();
        }

        private static String longer(@Nullable Rational was, @Nullable Rational now) {
            if (was == null || now == null || was.equals(now)) {
                return "";
            }
            Rational more = now.minus(was);
            return more.signum() > 0
                    ? ", " + Wording.seconds(more) + " s longer"
                    : ", " + Wording.seconds(more.negated()) + " s shorter";
        }

        private static String capital(String text) {
            return Character.toUpperCase(text.charAt(0)) + text.substring(1);
        }
    }
}
