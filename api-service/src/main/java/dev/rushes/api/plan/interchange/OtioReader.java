package dev.rushes.api.plan.interchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.plan.structure.Transition;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads OpenTimelineIO, of any software. One video track of clips is a plan; sound tracks follow the picture and are not read.
 * A clip that stands as we wrote it is taken as the plan had it; of one that was changed, the file counts.
 */
public final class OtioReader {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST_FAULTS = 100;

    private final JsonNode file;
    private final MediaNames names;
    private final List<Fault> faults = new ArrayList<>();
    private boolean changed;

    private OtioReader(JsonNode file, MediaNames names) {
        this.file = file;
        this.names = names;
    }

    /** Reads a file that is well-formed JSON. */
    public static Imported read(JsonNode file, MediaNames names) {
        return new OtioReader(file, names).read();
    }

    private Imported read() {
        List<OtioClip> clips = new ArrayList<>();
        if (!schema(file).equals("Timeline")) {
            fault("", "must be a Timeline, not " + said(schema(file)));
        } else {
            track().ifPresent(track -> clips.addAll(clips(track)));
        }
        JsonNode ours = file.path("metadata").path(Otio.OURS);
        ObjectNode document =
                ours.path("document").isObject()
                        ? ours.path("document").deepCopy()
                        : JSON.objectNode();
        document.remove("scenes");
        ArrayNode scenes = scenes(clips, ours.path("scenes"));
        if (clips.size() != clips(ours)) {
            changed = true;
        }
        document.set("scenes", scenes);
        if (changed) {
            document.remove("totalDuration");
        }
        return new Imported(document, faults);
    }

    /** How many clips there were when it was written. */
    private static int clips(JsonNode ours) {
        return ours.path("clips").asInt(-1);
    }

    private Optional<Located> track() {
        Located stack = new Located(file.path("tracks"), "/tracks");
        Located found = null;
        int i = 0;
        for (JsonNode child : stack.node().path("children")) {
            String pointer = stack.pointer() + "/children/" + i++;
            boolean video =
                    schema(child).equals("Track")
                            && child.path("kind").asText("Video").equals("Video");
            if (!video || child.path("children").isEmpty()) {
                continue;
            }
            if (found != null) {
                fault(pointer, "is a second video track; a plan has one");
            } else {
                found = new Located(child, pointer);
            }
        }
        if (found == null) {
            fault("/tracks", "has no video track with clips");
        }
        return Optional.ofNullable(found);
    }

    private record Located(JsonNode node, String pointer) {}

    private List<OtioClip> clips(Located track) {
        List<OtioClip> clips = new ArrayList<>();
        JsonNode children = track.node().path("children");
        for (int i = 0; i < children.size(); i++) {
            JsonNode child = children.get(i);
            String pointer = track.pointer() + "/children/" + i;
            switch (schema(child)) {
                case "Clip" -> {
                    if (child.path("enabled").asBoolean(true)) {
                        clip(child, pointer, children, i).ifPresent(clips::add);
                    }
                }
                case "Transition" -> {
                    if (i == 0 || i == children.size() - 1) {
                        fault(pointer, "a transition must stand between two clips");
                    }
                }
                case "Gap" -> {
                    if (value(child.path("source_range").path("duration")) > 0) {
                        fault(pointer, "a plan has no gaps");
                    }
                }
                default ->
                        fault(
                                pointer,
                                said(schema(child)) + " cannot be taken; flatten the timeline");
            }
        }
        return clips;
    }

    private Optional<OtioClip> clip(JsonNode clip, String pointer, JsonNode children, int index) {
        JsonNode range = clip.path("source_range");
        JsonNode reference = reference(clip);
        if (!range.isObject()) {
            range = reference.path("available_range");
        }
        if (!range.path("duration").path("value").isNumber()
                || !(range.path("duration").path("rate").asDouble() > 0)
                || value(range.path("duration")) <= 0) {
            fault(pointer, "needs a source_range of some length");
            return Optional.empty();
        }
        String name = reference.path("target_url").asText("");
        String known = name.isEmpty() ? clip.path("name").asText("") : name;
        String key = names.key(known).orElse(null);
        if (key == null) {
            fault(pointer, "no single take of this episode is called " + said(known));
            return Optional.empty();
        }
        double speed = 1;
        for (JsonNode effect : clip.path("effects")) {
            if (schema(effect).equals("LinearTimeWarp")) {
                speed = effect.path("time_scalar").asDouble(1);
            }
        }
        if (speed < 0.25 || speed > 4) {
            fault(pointer, "its speed must lie between 0.25 and 4");
            return Optional.empty();
        }
        JsonNode before = index > 0 ? children.get(index - 1) : JSON.missingNode();
        JsonNode after = index + 1 < children.size() ? children.get(index + 1) : JSON.missingNode();
        boolean head = schema(before).equals("Transition");
        boolean tail = schema(after).equals("Transition");
        return Optional.of(
                new OtioClip(
                        clip,
                        pointer,
                        key,
                        value(range.path("start_time")),
                        value(range.path("duration")),
                        speed,
                        head ? value(before.path("in_offset")) : 0,
                        head ? value(before.path("out_offset")) : 0,
                        tail ? value(after.path("in_offset")) : 0,
                        tail ? value(after.path("out_offset")) : 0,
                        head ? transition(before) : CutList.CUT));
    }

    private static JsonNode reference(JsonNode clip) {
        JsonNode many = clip.path("media_references");
        return many.isObject()
                ? many.path(clip.path("active_media_reference_key").asText(Otio.DEFAULT_MEDIA))
                : clip.path("media_reference");
    }

    private static String transition(JsonNode transition) {
        String ours = transition.path("metadata").path(Otio.OURS).path("type").asText("dissolve");
        return Transition.named(ours, null).isPresent() ? ours : "dissolve";
    }

    /** Clips that follow each other and were of one scene stay one; what is of none joins the one before. */
    private ArrayNode scenes(List<OtioClip> clips, JsonNode written) {
        ArrayNode scenes = JSON.arrayNode();
        @Nullable ObjectNode scene = null;
        int of = -1;
        for (OtioClip clip : clips) {
            int its = clip.ours().path("scene").asInt(-1);
            boolean begins = scene == null || (its >= 0 && its != of);
            if (begins) {
                scene = scenes.addObject();
                if (written.path(its).isObject()) {
                    scene.setAll((ObjectNode) written.path(its).deepCopy());
                } else {
                    scene.put("name", "Imported");
                }
                scene.putArray("clips");
                of = its;
            }
            ObjectNode taken =
                    clip.isAsWritten() ? clip.ours().path("clip").deepCopy() : changed(clip);
            ((ArrayNode) Objects.requireNonNull(scene).path("clips")).add(taken);
            if (!clip.isAsWritten()) {
                begin(scenes, scene, taken, clip, begins);
            }
        }
        return scenes;
    }

    private ObjectNode changed(OtioClip clip) {
        changed = true;
        ObjectNode taken =
                clip.ours().path("clip").isObject()
                        ? clip.ours().path("clip").deepCopy()
                        : JSON.objectNode();
        taken.remove(List.of("duration", "transition", "speed"));
        taken.put("s3Key", clip.key());
        double rate = rate(clip);
        double start = (clip.start() - clip.headIn() * clip.speed()) / rate;
        double end = (clip.start() + (clip.frames() + clip.tailOut()) * clip.speed()) / rate;
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

    private static void begin(
            ArrayNode scenes, ObjectNode scene, ObjectNode taken, OtioClip clip, boolean first) {
        JsonNode how = JSON.textNode(CutList.CUT);
        if (!clip.transition().equals(CutList.CUT) && clip.headIn() + clip.headOut() > 0) {
            how =
                    JSON.objectNode()
                            .put("type", clip.transition())
                            .put(
                                    "duration",
                                    seconds((clip.headIn() + clip.headOut()) / rate(clip)));
        }
        if (!first) {
            if (how.isObject()) {
                taken.set("transition", how);
            }
            return;
        }
        ArrayNode transitions = JSON.arrayNode().add(how);
        if (scene.path("transitions").size() > 1) {
            transitions.add(scene.path("transitions").get(1));
        }
        scene.set("transitions", transitions);
        // The end of the scene before would count where this one begins with a cut.
        if (scenes.size() > 1 && scenes.get(scenes.size() - 2) instanceof ObjectNode before) {
            JsonNode its = before.path("transitions");
            if (its.size() > 1) {
                before.set("transitions", JSON.arrayNode().add(its.get(0)));
            }
        }
    }

    private static String reason(JsonNode clip) {
        for (JsonNode marker : clip.path("markers")) {
            if (marker.path("name").asText("").equals("reason")) {
                return marker.path("comment").asText("");
            }
        }
        return "";
    }

    private static double rate(OtioClip clip) {
        JsonNode range = clip.node().path("source_range");
        JsonNode used = range.isObject() ? range : reference(clip.node()).path("available_range");
        return used.path("duration").path("rate").asDouble();
    }

    private static double value(JsonNode time) {
        return time.path("value").asDouble();
    }

    private static BigDecimal seconds(double seconds) {
        BigDecimal plain =
                BigDecimal.valueOf(seconds).setScale(6, RoundingMode.HALF_UP).stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    private static String schema(JsonNode node) {
        String schema = node.path("OTIO_SCHEMA").asText("");
        int dot = schema.indexOf('.');
        return dot < 0 ? schema : schema.substring(0, dot);
    }

    private static String said(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", " ");
        return plain.isBlank() ? "nothing" : plain.length() > 120 ? plain.substring(0, 120) : plain;
    }

    private void fault(String pointer, String detail) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(new Fault(pointer, detail));
        }
    }
}
