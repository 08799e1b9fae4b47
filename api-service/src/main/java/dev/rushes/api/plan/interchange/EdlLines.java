package dev.rushes.api.plan.interchange;

import dev.rushes.common.plan.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lines of an edit decision list, as events in their order. */
final class EdlLines {
    private static final int MOST_FAULTS = 100;
    private static final int MOST_LINES = 200_000;
    private static final int LONGEST_LINE = 2000;
    private static final String COUNT = "FCM:";
    private static final String SPEED = "* RUSHES SPEED: ";
    private static final Pattern EVENT =
            Pattern.compile(
                    "(\\d{1,6})\\s+(\\S{1,128})\\s+(\\S{1,10})\\s+(C|D|W\\d{3}|K\\s?B?O?)\\s+(?:(\\d{1,4})\\s+)?"
                            + "(\\d\\d[:;.]\\d\\d[:;.]\\d\\d[:;.]\\d{2,3})\\s+(\\d\\d[:;.]\\d\\d[:;.]\\d\\d[:;.]\\d{2,3})\\s+"
                            + "(\\d\\d[:;.]\\d\\d[:;.]\\d\\d[:;.]\\d{2,3})\\s+(\\d\\d[:;.]\\d\\d[:;.]\\d\\d[:;.]\\d{2,3})\\s*");

    /** Rates and speeds of plans have up to nine decimals, so a fraction up to ten digits; exponents would be endless. */
    private static final Pattern NUMBER = Pattern.compile("\\d{1,10}(/[1-9]\\d{0,9}|\\.\\d{1,9})?");

    private static final Pattern MOTION =
            Pattern.compile("M2\\s+(\\S{1,128})\\s+(-?\\d{1,4}(?:\\.\\d{1,6})?)\\s.*");

    private final List<String> lines;
    private final List<EdlEvent> events = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private @Nullable Rational rate;

    /** Whose comments follow; null below an event that is not taken. */
    private @Nullable EdlEvent current;

    /** What the last line of the format about it said: null before the first. */
    private @Nullable Boolean drops;

    private EdlLines(List<String> lines, @Nullable Rational rate) {
        this.lines = lines;
        this.rate = rate;
    }

    /**
     * Reads them.
     *
     * @param rate frames a second; null where the list says it itself
     */
    static EdlLines read(String text, @Nullable Rational rate) {
        EdlLines read = new EdlLines(text.lines().toList(), rate);
        read.all();
        return read;
    }

    List<EdlEvent> events() {
        return events;
    }

    List<Fault> faults() {
        return faults;
    }

    /** Frames a second; null where a fault says that it is not known. */
    @Nullable Rational rate() {
        return rate;
    }

    private void all() {
        if (rate == null) {
            lines.stream()
                    .filter(line -> line.startsWith(Edl.RATE))
                    .findFirst()
                    .ifPresent(line -> {
                        String text = line.substring(Edl.RATE.length()).strip();
                        if (NUMBER.matcher(text).matches()) {
                            rate = Rational.parse(text);
                        } else {
                            fault(1, "its frame rate cannot be read");
                        }
                    });
        }
        Rational known = rate;
        if (known == null
                || known.compareTo(Rational.ONE) < 0
                || known.compareTo(Rational.of(120)) > 0) {
            rate = null;
            fault(1, "does not say its frame rate, from 1 to 120; send frameRate");
            return;
        }
        if (lines.size() > MOST_LINES) {
            fault(MOST_LINES, "there are too many lines");
            return;
        }
        Timecode code = new Timecode(known);
        for (int i = 0; i < lines.size(); i++) {
            line(lines.get(i).strip(), i + 1, code);
        }
        if (events.isEmpty() && faults.isEmpty()) {
            fault(1, "has no video events");
        }
    }

    private void line(String line, int number, Timecode code) {
        if (line.isEmpty() || line.startsWith("TITLE:") || line.length() > LONGEST_LINE) {
            return;
        }
        if (line.startsWith(COUNT)) {
            drops = !line.substring(COUNT.length()).strip().startsWith("NON");
        } else if (Character.isDigit(line.charAt(0))) {
            event(line, number, code);
        } else if (current != null) {
            comment(current, line, number, code);
        }
    }

    private void comment(EdlEvent event, String line, int number, Timecode code) {
        Matcher motion = MOTION.matcher(line);
        if (motion.matches()) {
            // In a transition both clips may have one; the reel tells whose it is.
            if (motion.group(1).equals(event.reel)) {
                event.speed =
                        Rational.parse(motion.group(2)).dividedBy(Rational.of(code.nominal()));
                event.rounded = true;
            }
        } else if (line.startsWith(SPEED)) {
            String text = line.substring(SPEED.length()).strip();
            if (!NUMBER.matcher(text).matches()) {
                fault(number, "its speed cannot be read");
                return;
            }
            Rational speed = Rational.parse(text);
            if (EdlEvent.mayPlayAt(speed)) {
                event.speed = speed;
                event.rounded = false;
            } else {
                fault(number, EdlEvent.SPEEDS);
            }
        } else if (line.startsWith(Edl.SOURCE)) {
            event.file = line.substring(Edl.SOURCE.length()).strip();
        } else if (line.startsWith("* FROM CLIP NAME:") || line.startsWith("* TO CLIP NAME:")) {
            event.clip = line.substring(line.indexOf(':') + 1).strip();
        } else if (line.startsWith(Edl.EFFECT)) {
            event.effect = line.substring(Edl.EFFECT.length()).strip();
        } else if (line.startsWith(Edl.REASON)) {
            event.reason = line.substring(Edl.REASON.length()).strip();
        } else if (line.startsWith(Edl.SCENE)) {
            event.scene = line.substring(Edl.SCENE.length()).strip();
        }
    }

    private void event(String line, int number, Timecode code) {
        EdlEvent before = current;
        current = null;
        Matcher event = EVENT.matcher(line);
        if (!event.matches()) {
            fault(number, "is no event of CMX 3600");
            return;
        }
        // Tracks of sound follow the picture.
        if (!event.group(3).contains("V") && !event.group(3).equals("B")) {
            // The sound of the same edit: what is said below it is said of both.
            if (before != null
                    && before.number == Integer.parseInt(event.group(1))
                    && before.reel.equals(event.group(2))) {
                current = before;
            }
            return;
        }
        if (event.group(4).startsWith("K")) {
            fault(number, "a key cannot be taken");
            return;
        }
        long[] times = new long[4];
        String wrong = null;
        for (int i = 0; i < 4; i++) {
            String text = event.group(6 + i);
            Timecode counted = code.dropping(drops == null ? Timecode.isMarked(text) : drops);
            OptionalLong frame = counted.frame(text);
            if (frame.isEmpty()) {
                String said =
                        "%s is no timecode at %s frames a second%s"
                                .formatted(
                                        text,
                                        code.rate(),
                                        counted.drops() ? " with drop frame" : "");
                // The first two are times of a take, whose camera may count otherwise.
                frame = code.dropping(!counted.drops()).frame(text);
                if (i > 1 || frame.isEmpty()) {
                    fault(number, said);
                    return;
                }
                wrong = wrong == null ? said : wrong;
            }
            times[i] = frame.getAsLong();
        }
        long over = event.group(5) == null ? 0 : Long.parseLong(event.group(5));
        // A take may have been rolling at midnight.
        if (times[0] - times[1] > code.day() / 2) {
            times[1] += code.day();
        }
        // In the wrong count nothing can be told of the first two.
        if ((wrong == null && times[1] < times[0]) || times[3] < times[2]) {
            fault(number, "ends before it begins");
        } else if (!event.group(4).equals("C") && over == 0) {
            fault(number, "a transition needs its length");
        } else {
            current =
                    new EdlEvent(
                            number,
                            Integer.parseInt(event.group(1)),
                            event.group(2),
                            event.group(4),
                            over,
                            new EdlEvent.Shown(event.group(6), event.group(7), wrong),
                            times);
            events.add(current);
        }
    }

    private void fault(int line, String detail) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(new Fault("", "line " + line + ": " + detail));
        }
    }
}
