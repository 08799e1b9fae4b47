package dev.rushes.api.plan.interchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.plan.interchange.Imported.Origin;
import dev.rushes.common.plan.structure.Transition;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Clips of a timeline as scenes: those that follow each other and were of one stay one; what is of none joins the one before. */
final class OtioScenes {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final JsonNode before;
    private final ArrayNode scenes = JSON.arrayNode();
    private final List<Origin> origins = new ArrayList<>();
    private final Set<Integer> begun = new HashSet<>();
    private @Nullable ObjectNode scene;
    private int of = -1;
    private boolean changed;

    /**
     * With what the scenes were.
     *
     * @param before scenes without their clips, where we wrote the file
     */
    OtioScenes(JsonNode before) {
        this.before = before;
    }

    void add(OtioClip clip) {
        int its = clip.ours().path("scene").asInt(-1);
        ObjectNode current = scene;
        boolean begins = current == null || (its >= 0 && its != of);
        boolean again = false;
        if (current == null || begins) {
            origins.add(new Origin("/scenes/" + scenes.size(), clip.pointer(), 0));
            current = scenes.addObject();
            if (before.path(its) instanceof ObjectNode was) {
                current.setAll(was.deepCopy());
                again = !begun.add(its);
                if (again) {
                    // It begins and ends where it stood, not where some of its clips went.
                    current.remove("transitions");
                }
            } else {
                current.put("name", "Imported");
            }
            current.putArray("clips");
            scene = current;
            of = its;
        }
        ArrayNode members = (ArrayNode) current.get("clips");
        origins.add(
                new Origin(
                        "/scenes/%d/clips/%d".formatted(scenes.size() - 1, members.size()),
                        clip.pointer(),
                        0));
        ObjectNode taken = clip.isAsWritten() ? clip.ours().path("clip").deepCopy() : changed(clip);
        members.add(taken);
        if (!clip.isAsWritten() || (again && !taken.has("transition"))) {
            begin(current, taken, clip, begins);
        }
    }

    ArrayNode written() {
        return scenes;
    }

    List<Origin> origins() {
        return origins;
    }

    /** Whether any clip is another than was written. */
    boolean isChanged() {
        return changed;
    }

    private ObjectNode changed(OtioClip clip) {
        changed = true;
        ObjectNode taken =
                clip.ours().path("clip").isObject()
                        ? clip.ours().path("clip").deepCopy()
                        : JSON.objectNode();
        taken.remove(List.of("duration", "speed"));
        if (overlaps(clip) || !isFade(taken.path("transition"))) {
            taken.remove("transition");
        }
        taken.put("s3Key", clip.key());
        double start = (clip.start() - clip.headIn() * clip.speed()) / clip.rate();
        double end = (clip.start() + (clip.frames() + clip.tailOut()) * clip.speed()) / clip.rate();
        taken.putObject("trim").put("start", seconds(Math.max(0, start))).put("end", seconds(end));
        if (clip.speed() != 1) {
            taken.put("speed", seconds(clip.speed()));
        }
        String reason = reason(clip.node());
        if (!reason.isEmpty()) {
            taken.put("reason", reason);
        }
        return taken;
    }

    private void begin(ObjectNode own, ObjectNode taken, OtioClip clip, boolean first) {
        JsonNode how = JSON.textNode(CutList.CUT);
        boolean overlaps = overlaps(clip);
        if (overlaps) {
            how =
                    JSON.objectNode()
                            .put("type", clip.transition())
                            .put(
                                    "duration",
                                    seconds((clip.headIn() + clip.headOut()) / clip.rate()));
        }
        if (!first) {
            if (overlaps) {
                taken.set("transition", how);
            }
            return;
        }
        JsonNode was = own.path("transitions");
        // A timeline shows overlaps only: a scene that came up from black still does.
        ArrayNode transitions =
                JSON.arrayNode().add(!overlaps && isFade(was.path(0)) ? was.path(0) : how);
        if (was.path(1).isTextual() || was.path(1).isObject()) {
            transitions.add(was.path(1));
        }
        own.set("transitions", transitions);
        // The end of the scene before would count where this one begins with a cut.
        if (scenes.size() > 1 && scenes.get(scenes.size() - 2) instanceof ObjectNode last) {
            JsonNode its = last.path("transitions");
            if (its.isArray() && its.size() > 1 && (overlaps || !isFade(its.get(1)))) {
                last.set("transitions", JSON.arrayNode().add(its.get(0)));
            }
        }
    }

    private static boolean overlaps(OtioClip clip) {
        return !clip.transition().equals(CutList.CUT) && clip.headIn() + clip.headOut() > 0;
    }

    private static boolean isFade(JsonNode transition) {
        String name =
                transition.isObject() ? transition.path("type").asText() : transition.asText();
        Transition named = Transition.named(name, null).orElse(null);
        return named instanceof Transition.FadeIn || named instanceof Transition.FadeOut;
    }

    private static String reason(JsonNode clip) {
        for (JsonNode marker : clip.path("markers")) {
            if (marker.path("name").asText("").equals("reason")) {
                return marker.path("comment").asText("");
            }
        }
        return "";
    }

    private static BigDecimal seconds(double seconds) {
        BigDecimal plain =
                BigDecimal.valueOf(seconds).setScale(6, RoundingMode.HALF_UP).stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}
