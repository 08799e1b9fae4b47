package dev.rushes.api.plan.interchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.plan.interchange.Imported.Origin;
import dev.rushes.common.plan.structure.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    private final List<Origin> origins = new ArrayList<>();

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
        if (ours.path("document").isObject()) {
            origins.add(new Origin("", "/metadata/" + Otio.OURS + "/document", 0));
        }
        document.remove("scenes");
        OtioScenes scenes = new OtioScenes(ours.path("scenes"));
        clips.forEach(scenes::add);
        document.set("scenes", scenes.written());
        if (scenes.isChanged() || clips.size() != ours.path("clips").asInt(-1)) {
            document.remove("totalDuration");
        }
        origins.addAll(scenes.origins());
        return new Imported(document, faults, origins);
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
        JsonNode reference = reference(clip);
        JsonNode available = reference.path("available_range");
        JsonNode range =
                clip.path("source_range").isObject() ? clip.path("source_range") : available;
        double rate = range.path("duration").path("rate").asDouble();
        if (!range.path("duration").path("value").isNumber()
                || !(rate > 0 && Double.isFinite(rate))
                || !(value(range.path("duration")) > 0)) {
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
        // Not the other way round: what is no number is neither below nor above.
        if (!(speed >= 0.25 && speed <= 4)) {
            fault(pointer, "its speed must lie between 0.25 and 4");
            return Optional.empty();
        }
        JsonNode before = index > 0 ? children.get(index - 1) : JSON.missingNode();
        JsonNode after = index + 1 < children.size() ? children.get(index + 1) : JSON.missingNode();
        boolean head = schema(before).equals("Transition");
        boolean tail = schema(after).equals("Transition");
        OtioClip taken =
                new OtioClip(
                        clip,
                        pointer,
                        key,
                        rate,
                        // Cameras count from any hour: what is available begins with the first
                        // frame.
                        frames(range.path("start_time"), rate) - first(available, key, rate),
                        value(range.path("duration")),
                        speed,
                        head ? frames(before.path("in_offset"), rate) : 0,
                        head ? frames(before.path("out_offset"), rate) : 0,
                        tail ? frames(after.path("in_offset"), rate) : 0,
                        tail ? frames(after.path("out_offset"), rate) : 0,
                        head ? transition(before) : CutList.CUT);
        if (!taken.isCountable()) {
            fault(pointer, "its times cannot be read");
            return Optional.empty();
        }
        // Half a frame is what other rates and speeds round; a transition may reach before it, and
        // is shortened.
        if (taken.start() < -0.5) {
            fault(pointer, "its source_range begins before its take does");
            return Optional.empty();
        }
        return Optional.of(taken);
    }

    /** The first frame that is available; where the file does not say, what the camera's clock showed at it. */
    private double first(JsonNode available, String key, double rate) {
        if (available.path("start_time").isObject()) {
            return frames(available.path("start_time"), rate);
        }
        return names.camera(key)
                .map(camera -> camera.first() / camera.rate().toDouble() * rate)
                .orElse(0.0);
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

    /** A time in frames of another rate than its own. */
    private static double frames(JsonNode time, double rate) {
        double own = time.path("rate").asDouble();
        return own > 0 ? value(time) * rate / own : value(time);
    }

    private static double value(JsonNode time) {
        return time.path("value").asDouble();
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
