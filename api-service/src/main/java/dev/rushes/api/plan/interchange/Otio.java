package dev.rushes.api.plan.interchange;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.plan.interchange.CutList.Cut;
import dev.rushes.api.plan.interchange.CutList.Media;
import dev.rushes.common.plan.Rational;
import java.util.List;

/**
 * Writes OpenTimelineIO (Timeline.1, Clip.2, Transition.1): a video track with its sound beside it, the other takes as further
 * media references, the reasons as markers. What the format has no place for stands under {@code metadata.rushes}; with it a
 * file that nobody changed is read back as it was.
 */
public final class Otio {
    static final String OURS = "rushes";
    static final String DEFAULT_MEDIA = "DEFAULT_MEDIA";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final CutList list;
    private final double rate;

    private Otio(CutList list) {
        this.list = list;
        this.rate = list.rate().toDouble();
    }

    /** The file's content. */
    public static ObjectNode written(CutList list) {
        return new Otio(list).timeline();
    }

    private ObjectNode timeline() {
        ObjectNode timeline = named("Timeline.1", list.title());
        ObjectNode ours =
                JSON.objectNode().put("version", 1).put("frameRate", list.rate().toString());
        ObjectNode document = list.document().deepCopy();
        document.remove("scenes");
        ours.set("document", document);
        ours.put("clips", list.cuts().size());
        ArrayNode scenes = ours.putArray("scenes");
        list.document().path("scenes").forEach(scene -> scenes.add(CutList.sceneOnly(scene)));
        timeline.set("metadata", JSON.objectNode().set(OURS, ours));
        timeline.set("global_start_time", time(list.rate().times(3600).roundHalfUp()));
        ObjectNode stack = item("Stack.1", "tracks");
        stack.set("metadata", JSON.objectNode());
        stack.putArray("children").add(track("Video")).add(track("Audio"));
        timeline.set("tracks", stack);
        return timeline;
    }

    private ObjectNode track(String kind) {
        ObjectNode track = item("Track.1", kind.equals("Video") ? "V1" : "A1").put("kind", kind);
        track.set("metadata", JSON.objectNode());
        ArrayNode children = track.putArray("children");
        for (int i = 0; i < list.cuts().size(); i++) {
            Cut cut = list.cuts().get(i);
            if (cut.overlap() > 0) {
                children.add(transition(cut));
            }
            children.add(clip(i, kind.equals("Video")));
        }
        return track;
    }

    /** The cut stands in the middle; frames before it come from the head of the later clip. */
    private ObjectNode transition(Cut cut) {
        ObjectNode transition = named("Transition.1", cut.transition());
        transition.put(
                "transition_type",
                cut.transition().equals("dissolve") ? "SMPTE_Dissolve" : "Custom_Transition");
        transition.set("in_offset", time(head(cut)));
        transition.set("out_offset", time(cut.overlap() - head(cut)));
        transition.set(
                "metadata",
                JSON.objectNode().set(OURS, JSON.objectNode().put("type", cut.transition())));
        return transition;
    }

    static long head(Cut cut) {
        return cut.overlap() / 2;
    }

    private ObjectNode clip(int index, boolean picture) {
        Cut cut = list.cuts().get(index);
        Media media = list.media(cut.s3Key());
        ObjectNode clip = item("Clip.2", media.name());
        long tail =
                list.overlapAfter(index) == 0
                        ? 0
                        : list.overlapAfter(index) - head(list.cuts().get(index + 1));
        // At other speeds the cut may lie between two frames of the take.
        double start =
                cut.in().times(list.rate()).roundHalfUp() + cut.speed().times(head(cut)).toDouble();
        long frames = cut.frames() - head(cut) - tail;
        ObjectNode range = JSON.objectNode().put("OTIO_SCHEMA", "TimeRange.1");
        range.set("start_time", time(list.first(cut.s3Key()) + start));
        range.set("duration", time(frames));
        clip.set("source_range", range);
        if (!cut.speed().equals(Rational.ONE)) {
            ((ArrayNode) clip.path("effects"))
                    .add(
                            named("LinearTimeWarp.1", "speed")
                                    .put("effect_name", "LinearTimeWarp")
                                    .put("time_scalar", cut.speed().toDouble())
                                    .set("metadata", JSON.objectNode()));
        }
        ObjectNode references = clip.putObject("media_references");
        references.set(DEFAULT_MEDIA, reference(cut.s3Key()));
        List<String> alternates = CutList.alternates(cut);
        for (int i = 0; i < alternates.size(); i++) {
            references.set("alternate-" + (i + 1), reference(alternates.get(i)));
        }
        clip.put("active_media_reference_key", DEFAULT_MEDIA);
        ObjectNode ours = JSON.objectNode().put("scene", cut.scene());
        if (picture) {
            ours.set("clip", cut.node().deepCopy());
            ours.put(
                    "written",
                    OtioClip.summary(
                            start,
                            (double) frames,
                            cut.speed().toDouble(),
                            cut.s3Key(),
                            (double) head(cut),
                            (double) (cut.overlap() - head(cut)),
                            (double) (list.overlapAfter(index) - tail),
                            (double) tail));
            marker(clip, cut, start);
        }
        clip.set("metadata", JSON.objectNode().set(OURS, ours));
        return clip;
    }

    private void marker(ObjectNode clip, Cut cut, double start) {
        if (CutList.reason(cut).isEmpty()) {
            return;
        }
        ObjectNode marker =
                named("Marker.2", "reason")
                        .put("color", "GREEN")
                        .put("comment", CutList.reason(cut));
        ObjectNode range = JSON.objectNode().put("OTIO_SCHEMA", "TimeRange.1");
        range.set("start_time", time(list.first(cut.s3Key()) + start));
        range.set("duration", time(0));
        marker.set("marked_range", range);
        ObjectNode ours = JSON.objectNode();
        if (cut.node().has("confidence")) {
            ours.set("confidence", cut.node().path("confidence"));
        }
        marker.set("metadata", JSON.objectNode().set(OURS, ours));
        ((ArrayNode) clip.path("markers")).add(marker);
    }

    private ObjectNode reference(String key) {
        Media media = list.media(key);
        ObjectNode reference = named("ExternalReference.1", media.name()).put("target_url", key);
        if (media.seconds() == null) {
            reference.putNull("available_range");
        } else {
            ObjectNode range = JSON.objectNode().put("OTIO_SCHEMA", "TimeRange.1");
            range.set("start_time", time(list.first(key)));
            range.set("duration", time(media.seconds().times(list.rate()).floor()));
            reference.set("available_range", range);
        }
        reference.putNull("available_image_bounds");
        reference.set("metadata", JSON.objectNode());
        return reference;
    }

    private ObjectNode time(long frames) {
        return time((double) frames);
    }

    private ObjectNode time(double frames) {
        return JSON.objectNode()
                .put("OTIO_SCHEMA", "RationalTime.1")
                .put("rate", rate)
                .put("value", frames);
    }

    private static ObjectNode named(String schema, String name) {
        return JSON.objectNode().put("OTIO_SCHEMA", schema).put("name", name);
    }

    private static ObjectNode item(String schema, String name) {
        ObjectNode item = named(schema, name);
        item.putNull("source_range");
        item.putArray("effects");
        item.putArray("markers");
        return item.put("enabled", true);
    }
}
