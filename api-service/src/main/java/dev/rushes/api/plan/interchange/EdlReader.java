package dev.rushes.api.plan.interchange;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Transition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads CMX 3600 edit decision lists, of any software: the video events in their order. A list does not say its rate; ours do
 * in a comment, for others it is given.
 */
public final class EdlReader {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST_FAULTS = 100;
    private static final int MOST_LINES = 200_000;
    private static final Pattern EVENT =
            Pattern.compile(
                    "(\\d{1,6})\\s+(\\S{1,128})\\s+(\\S{1,10})\\s+(C|D|W\\d{3}|K\\s?B?O?)\\s+(?:(\\d{1,4})\\s+)?"
                            + "(\\d\\d[:;.]\\d\\d[:;.]\\d\\d[:;.]\\d{2,3})\\s+(\\d\\d[:;.]\\d\\d[:;.]\\d\\d[:;.]\\d{2,3})\\s+"
                            + "(\\d\\d[:;.]\\d\\d[:;.]\\d\\d[:;.]\\d{2,3})\\s+(\\d\\d[:;.]\\d\\d[:;.]\\d\\d[:;.]\\d{2,3})\\s*");
    private static final Pattern SPEED =
            Pattern.compile("M2\\s+(\\S{1,128})\\s+(-?\\d{1,4}(?:\\.\\d{1,6})?)\\s.*");

    private final List<String> lines;
    private final MediaNames names;
    private final List<Fault> faults = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private @Nullable Rational rate;

    /** One line of columns with the comments below it. */
    private static final class Event {
        final int line;
        final String reel;
        final String kind;
        final long over;
        final long in;
        final long out;
        final long recordIn;
        final long recordOut;
        Rational speed = Rational.ONE;
        String file = "";
        String clip = "";
        String effect = "";
        String reason = "";
        @Nullable String scene;

        Event(int line, String reel, String kind, long over, long[] times) {
            this.line = line;
            this.reel = reel;
            this.kind = kind;
            this.over = over;
            this.in = times[0];
            this.out = times[1];
            this.recordIn = times[2];
            this.recordOut = times[3];
        }

        boolean isBlack() {
            return reel.equals(Edl.BLACK) || reel.equals("BLACK");
        }

        long frames() {
            return recordOut - recordIn;
        }
    }

    private EdlReader(String text, @Nullable Rational rate, MediaNames names) {
        this.lines = text.lines().toList();
        this.rate = rate;
        this.names = names;
    }

    /**
     * Reads a list.
     *
     * @param rate frames a second; null where the list says it itself
     */
    public static Imported read(String text, @Nullable Rational rate, MediaNames names) {
        EdlReader reader = new EdlReader(text, rate, names);
        reader.lines();
        return new Imported(reader.document(), reader.faults);
    }

    private void lines() {
        if (rate == null) {
            lines.stream()
                    .filter(line -> line.startsWith(Edl.RATE))
                    .findFirst()
                    .ifPresent(line -> {
                        try {
                            rate = Rational.parse(line.substring(Edl.RATE.length()));
                        } catch (NumberFormatException notOurs) {
                            fault(1, "its frame rate cannot be read");
                        }
                    });
        }
        if (rate == null
                || rate.compareTo(Rational.ONE) < 0
                || rate.compareTo(Rational.of(120)) > 0) {
            fault(1, "does not say its frame rate, from 1 to 120; send frameRate");
            return;
        }
        if (lines.size() > MOST_LINES) {
            fault(MOST_LINES, "there are too many lines");
            return;
        }
        Timecode code = new Timecode(rate);
        for (int i = 0; i < lines.size(); i++) {
            line(lines.get(i).strip(), i + 1, code);
        }
        if (events.isEmpty() && faults.isEmpty()) {
            fault(1, "has no video events");
        }
    }

    private void line(String line, int number, Timecode code) {
        if (line.isEmpty()
                || line.startsWith("TITLE:")
                || line.startsWith("FCM:")
                || line.length() > 2000) {
            return;
        }
        if (Character.isDigit(line.charAt(0))) {
            event(line, number, code);
        } else if (!events.isEmpty()) {
            Event last = events.getLast();
            Matcher speed = SPEED.matcher(line);
            if (speed.matches()) {
                last.speed = Rational.parse(speed.group(2)).dividedBy(Rational.of(code.nominal()));
            } else if (line.startsWith("* RUSHES SPEED: ")) {
                try {
                    last.speed = Rational.parse(line.substring(16));
                } catch (NumberFormatException notOurs) {
                    fault(number, "its speed cannot be read");
                }
            } else if (line.startsWith(Edl.SOURCE)) {
                last.file = line.substring(Edl.SOURCE.length()).strip();
            } else if (line.startsWith("* FROM CLIP NAME:") || line.startsWith("* TO CLIP NAME:")) {
                last.clip = line.substring(line.indexOf(':') + 1).strip();
            } else if (line.startsWith(Edl.EFFECT)) {
                last.effect = line.substring(Edl.EFFECT.length()).strip();
            } else if (line.startsWith(Edl.REASON)) {
                last.reason = line.substring(Edl.REASON.length()).strip();
            } else if (line.startsWith(Edl.SCENE)) {
                last.scene = line.substring(Edl.SCENE.length()).strip();
            }
        }
    }

    private void event(String line, int number, Timecode code) {
        Matcher event = EVENT.matcher(line);
        if (!event.matches()) {
            fault(number, "is no event of CMX 3600");
            return;
        }
        // Tracks of sound follow the picture.
        if (!event.group(3).contains("V") && !event.group(3).equals("B")) {
            return;
        }
        if (event.group(4).startsWith("K")) {
            fault(number, "a key cannot be taken");
            return;
        }
        long[] times = new long[4];
        for (int i = 0; i < 4; i++) {
            OptionalLong frame = code.frame(event.group(6 + i));
            if (frame.isEmpty()) {
                fault(
                        number,
                        event.group(6 + i)
                                + " is no timecode at "
                                + code.rate()
                                + " frames a second");
                return;
            }
            times[i] = frame.getAsLong();
        }
        long over = event.group(5) == null ? 0 : Long.parseLong(event.group(5));
        if (times[1] < times[0] || times[3] < times[2]) {
            fault(number, "ends before it begins");
        } else if (!event.group(4).equals("C") && over == 0) {
            fault(number, "a transition needs its length");
        } else {
            events.add(new Event(number, event.group(2), event.group(4), over, times));
        }
    }

    private ObjectNode document() {
        ObjectNode document = JSON.objectNode();
        ArrayNode scenes = document.putArray("scenes");
        Rational frames = rate;
        if (frames == null || !faults.isEmpty()) {
            return document;
        }
        document.putObject("output").put("frameRate", frames.toString());
        ArrayNode current = null;
        Event before = null;
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            if (event.frames() == 0) {
                continue;
            }
            if (event.isBlack()) {
                black(event, before, scenes);
                before = event;
                continue;
            }
            String name =
                    event.file.isEmpty()
                            ? event.clip.isEmpty() ? event.reel : event.clip
                            : event.file;
            String key = names.key(name).or(() -> names.key(event.reel)).orElse(null);
            if (key == null) {
                fault(event.line, "no single take of this episode is called " + name);
                continue;
            }
            if (event.speed.equals(Rational.ONE) && event.out - event.in != event.frames()) {
                fault(event.line, "shows more or less of its take than it lasts, without a speed");
                continue;
            }
            boolean begins = current == null || event.scene != null;
            if (begins) {
                current = scene(scenes, event.scene);
            }
            ObjectNode clip = Objects.requireNonNull(current).addObject().put("s3Key", key);
            // What lies under the transition behind it is still this clip.
            long tail = tail(i);
            Rational in = Rational.of(event.in).dividedBy(frames);
            Rational out =
                    in.plus(
                            Rational.of(event.frames() + tail)
                                    .times(event.speed)
                                    .dividedBy(frames));
            clip.putObject("trim").put("start", seconds(in)).put("end", seconds(out));
            if (!event.speed.equals(Rational.ONE)) {
                clip.put("speed", seconds(event.speed));
            }
            if (!event.reason.isEmpty()) {
                clip.put("reason", event.reason);
            }
            transition(event, i, begins, clip, scenes, frames);
            before = event;
        }
        return document;
    }

    private static ArrayNode scene(ArrayNode scenes, @Nullable String said) {
        ObjectNode scene = scenes.addObject();
        String[] parts = said == null ? new String[] {"-"} : said.split(" ", 2);
        try {
            scene.put("sceneId", UUID.fromString(parts[0]).toString());
        } catch (IllegalArgumentException none) {
            // A scene without an id is one all the same.
        }
        if (said == null) {
            scene.put("name", "Imported");
        } else if (parts.length > 1) {
            scene.put("name", parts[1]);
        }
        return scene.putArray("clips");
    }

    /** Frames of an event that go on under the transition into the next, or into black. */
    private long tail(int index) {
        for (int i = index + 1; i < events.size(); i++) {
            Event next = events.get(i);
            if (next.frames() > 0) {
                return next.kind.equals("C") || isFromBlack(i) ? 0 : next.over;
            }
        }
        return 0;
    }

    /** Whether the transition of an event comes from black, as the line before it says. */
    private boolean isFromBlack(int index) {
        return index > 0 && events.get(index - 1).frames() == 0 && events.get(index - 1).isBlack();
    }

    private void transition(
            Event event,
            int index,
            boolean begins,
            ObjectNode clip,
            ArrayNode scenes,
            Rational frames) {
        if (event.kind.equals("C")) {
            return;
        }
        boolean fade = isFromBlack(index) || index == 0;
        String name = fade ? "fade_in" : name(event);
        ObjectNode how =
                JSON.objectNode()
                        .put("type", name)
                        .put("duration", seconds(Rational.of(event.over).dividedBy(frames)));
        if (begins) {
            ObjectNode scene = (ObjectNode) scenes.get(scenes.size() - 1);
            scene.putArray("transitions").add(how);
        } else {
            clip.set("transition", how);
        }
    }

    private static String name(Event event) {
        if (Transition.named(event.effect, null).isPresent() && !event.effect.equals(CutList.CUT)) {
            return event.effect;
        }
        return Edl.WIPES.entrySet().stream()
                .filter(wipe -> wipe.getValue().equals(event.kind))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(event.kind.equals("D") ? "dissolve" : "wipe_right");
    }

    /** Black behind a clip is its going down; a plan has no black of its own. */
    private void black(Event event, @Nullable Event before, ArrayNode scenes) {
        if (event.kind.equals("C")
                || before == null
                || before.isBlack()
                || event.frames() != event.over) {
            fault(event.line, "a plan has no black of its own");
            return;
        }
        ObjectNode scene = (ObjectNode) scenes.get(scenes.size() - 1);
        ArrayNode transitions =
                scene.path("transitions") instanceof ArrayNode given
                        ? given
                        : scene.putArray("transitions");
        if (transitions.isEmpty()) {
            transitions.add(CutList.CUT);
        }
        transitions.add(
                JSON.objectNode()
                        .put("type", "fade_out")
                        .put(
                                "duration",
                                seconds(
                                        Rational.of(event.over)
                                                .dividedBy(Objects.requireNonNull(rate)))));
    }

    private static BigDecimal seconds(Rational seconds) {
        BigDecimal plain = seconds.toDecimal();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    private void fault(int line, String detail) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(new Fault("", "line " + line + ": " + detail));
        }
    }
}
