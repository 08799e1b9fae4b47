package dev.rushes.api.plan.interchange;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.plan.interchange.Imported.Origin;
import dev.rushes.common.plan.Rational;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads CMX 3600 edit decision lists, of any software: the video events in their order. A list does not say its rate; ours do
 * in a comment, for others it is given. Times of a take that knows its camera's clock are of that clock, of others from the first frame.
 */
public final class EdlReader {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST_FAULTS = 100;

    private final List<EdlEvent> events;
    private final Rational rate;
    private final MediaNames names;
    private final List<Fault> faults = new ArrayList<>();
    private final List<Origin> origins = new ArrayList<>();
    private final ObjectNode document = JSON.objectNode();
    private final ArrayNode scenes = document.putArray("scenes");

    private EdlReader(List<EdlEvent> events, Rational rate, MediaNames names) {
        this.events = events;
        this.rate = rate;
        this.names = names;
    }

    /**
     * Reads a list.
     *
     * @param rate frames a second; null where the list says it itself
     */
    public static Imported read(String text, @Nullable Rational rate, MediaNames names) {
        EdlLines lines = EdlLines.read(text, rate);
        Rational known = lines.rate();
        if (known == null || !lines.faults().isEmpty()) {
            return new Imported(JSON.objectNode(), lines.faults(), List.of());
        }
        return new EdlReader(lines.events(), known, names).read();
    }

    private Imported read() {
        document.putObject("output").put("frameRate", rate.toString());
        EdlEvent before = null;
        for (int i = 0; i < events.size(); i++) {
            EdlEvent event = events.get(i);
            if (event.frames() == 0) {
                continue;
            }
            if (event.isBlack()) {
                black(event, before);
            } else {
                try {
                    if (!clip(event, i, before)) {
                        continue;
                    }
                } catch (ArithmeticException tooFine) {
                    fault(event, "its times cannot be counted at the rate and speed of the list");
                    continue;
                }
            }
            before = event;
        }
        return new Imported(document, faults, origins);
    }

    private boolean clip(EdlEvent event, int index, @Nullable EdlEvent before) {
        String key = names.key(event.named()).or(() -> names.key(event.reel)).orElse(null);
        if (key == null) {
            fault(event, "no single take of this episode is called " + event.named());
            return false;
        }
        Optional<CameraTime> camera = names.camera(key);
        Optional<String> outside =
                camera.isPresent()
                        ? event.countFrom(camera.get(), rate)
                        : Optional.ofNullable(event.shown.fault());
        if (outside.isPresent()) {
            fault(event, outside.get());
            return false;
        }
        Rational played = event.playedAt();
        if (played.equals(Rational.ONE) && event.out - event.in != event.frames()) {
            fault(event, "shows more or less of its take than it lasts, without a speed");
            return false;
        }
        if (!EdlEvent.mayPlayAt(played)) {
            fault(event, EdlEvent.SPEEDS);
            return false;
        }
        // As the plan will have it, so that the length is that of the speed it has there.
        Rational speed = Rational.of(played.toDecimal());
        // Going down to black is how a scene ends: what comes up behind it is another.
        boolean begins =
                scenes.isEmpty() || event.scene != null || (before != null && before.isBlack());
        if (begins) {
            scene(event);
        }
        ArrayNode clips = (ArrayNode) lastScene().get("clips");
        origins.add(
                new Origin(
                        "/scenes/%d/clips/%d".formatted(scenes.size() - 1, clips.size()),
                        "",
                        event.line));
        ObjectNode clip = clips.addObject().put("s3Key", key);
        Rational in = Rational.of(event.in).dividedBy(rate);
        // What lies under the transition behind it is still this clip.
        Rational length = Rational.of(event.frames() + tail(index)).times(speed);
        clip.putObject("trim")
                .put("start", seconds(in))
                .put("end", seconds(in.plus(length.dividedBy(rate))));
        if (!speed.equals(Rational.ONE)) {
            clip.put("speed", seconds(speed));
        }
        if (!event.reason.isEmpty()) {
            clip.put("reason", event.reason);
        }
        if (!event.isCut()) {
            boolean up = isFromBlack(index) || index == 0;
            ObjectNode how = transition(up ? "fade_in" : event.transition(), event.over);
            if (begins) {
                lastScene().putArray("transitions").add(how);
            } else {
                clip.set("transition", how);
            }
        }
        return true;
    }

    private void scene(EdlEvent event) {
        String name = scenes.isEmpty() ? "Imported" : lastScene().path("name").asText("Imported");
        origins.add(new Origin("/scenes/" + scenes.size(), "", event.line));
        ObjectNode scene = scenes.addObject();
        if (event.scene == null) {
            scene.put("name", name);
        } else {
            String[] parts = event.scene.split(" ", 2);
            try {
                scene.put("sceneId", UUID.fromString(parts[0]).toString());
            } catch (IllegalArgumentException none) {
                // A scene without an id is one all the same.
            }
            if (parts.length > 1) {
                scene.put("name", parts[1]);
            }
        }
        scene.putArray("clips");
    }

    private ObjectNode lastScene() {
        return (ObjectNode) scenes.get(scenes.size() - 1);
    }

    /** Frames of an event that go on under the transition into the next, or into black. */
    private long tail(int index) {
        for (int i = index + 1; i < events.size(); i++) {
            EdlEvent next = events.get(i);
            if (next.frames() > 0) {
                return next.isCut() || isFromBlack(i) ? 0 : next.over;
            }
        }
        return 0;
    }

    /** Whether the transition of an event comes from black, as the line before it says. */
    private boolean isFromBlack(int index) {
        return index > 0 && events.get(index - 1).frames() == 0 && events.get(index - 1).isBlack();
    }

    /** Black behind a clip is its going down; a plan has no black of its own. */
    private void black(EdlEvent event, @Nullable EdlEvent before) {
        if (event.isCut() || before == null || before.isBlack() || event.frames() != event.over) {
            fault(event, "a plan has no black of its own");
            return;
        }
        ArrayNode transitions =
                lastScene().path("transitions") instanceof ArrayNode given
                        ? given
                        : lastScene().putArray("transitions");
        if (transitions.isEmpty()) {
            transitions.add(CutList.CUT);
        }
        origins.add(
                new Origin(
                        "/scenes/%d/transitions/1".formatted(scenes.size() - 1), "", event.line));
        transitions.add(transition("fade_out", event.over));
    }

    private ObjectNode transition(String name, long frames) {
        return JSON.objectNode()
                .put("type", name)
                .put("duration", seconds(Rational.of(frames).dividedBy(rate)));
    }

    private static BigDecimal seconds(Rational seconds) {
        BigDecimal plain = seconds.toDecimal();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    private void fault(EdlEvent event, String detail) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(new Fault("", "line " + event.line + ": " + detail));
        }
    }
}
