package dev.rushes.api.planner;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a reviewer found wrong with a plan. */
public enum Feedback {
    PACING_TOO_SLOW("slow|slower than|drag|drags|boring|lengthy pauses|tighter|snappier|quicker"),
    PACING_TOO_FAST("fast|hectic|rushed|breathless|too quick|calmer|breathe"),
    TRANSITIONS_JARRING(
            "transition|transitions|jarring|abrupt|jump cut|jump cuts|hard cut|hard cuts"),
    WRONG_CLIPS("wrong|other take|another take|different take|wrong take|wrong clip|bad take"),
    TOO_LONG("too long|shorter|shorten|cut it down|trim it down"),
    TOO_SHORT("too short|longer|lengthen|extend"),
    AUDIO_ISSUES("audio|sound|music|loud|quiet|noise|noisy|hear|volume|clipping"),
    TEXT_ISSUES("text|title|titles|caption|captions|font|lower third|read|readable"),
    OTHER("");

    private static final Pattern LENGTH =
            Pattern.compile(
                    "(\\d{1,6}(?:\\.\\d{1,3})?)\\s*(%|percent|seconds?|secs?|s\\b|minutes?|mins?)|(\\d{1,4}):(\\d{2})");

    private final Pattern words;

    Feedback(String words) {
        this.words = Pattern.compile("\\b(?:" + words + ")\\b");
    }

    /** Of a rejection's word; one that we do not know is read like free text. */
    public static Feedback named(String word) {
        for (Feedback feedback : values()) {
            if (feedback.name().toLowerCase(Locale.ROOT).equals(word)) {
                return feedback;
            }
        }
        return OTHER;
    }

    /** What free text asks for, by its words; empty where none is known. */
    public static Set<Feedback> in(String text) {
        String plain = text.toLowerCase(Locale.ROOT);
        Set<Feedback> found = EnumSet.noneOf(Feedback.class);
        for (Feedback feedback : values()) {
            if (feedback != OTHER && feedback.words.matcher(plain).find()) {
                found.add(feedback);
            }
        }
        // "too slow" and "slower" ask for opposite things.
        if (Pattern.compile("\\b(?:slower|slow it down|slow down)\\b").matcher(plain).find()) {
            found.remove(PACING_TOO_SLOW);
            found.add(PACING_TOO_FAST);
        }
        if (Pattern.compile("\\b(?:faster|speed it up|speed up)\\b").matcher(plain).find()) {
            found.remove(PACING_TOO_FAST);
            found.add(PACING_TOO_SLOW);
        }
        return found;
    }

    /**
     * The length that a text asks for: "30 seconds", "1:30", "20 % shorter", "10 s shorter".
     *
     * @param now seconds of the programme
     */
    static Optional<Double> wantedLength(String text, double now, boolean shorter) {
        String plain = text.toLowerCase(Locale.ROOT);
        Matcher matcher = LENGTH.matcher(plain);
        if (!matcher.find()) {
            return Optional.empty();
        }
        if (matcher.group(3) != null) {
            return Optional.of(
                    Integer.parseInt(matcher.group(3)) * 60.0 + Integer.parseInt(matcher.group(4)));
        }
        double number = Double.parseDouble(matcher.group(1));
        String unit = matcher.group(2);
        if (unit.startsWith("%") || unit.startsWith("per")) {
            return Optional.of(now * (1 + (shorter ? -1 : 1) * number / 100));
        }
        double seconds = unit.startsWith("m") ? number * 60 : number;
        boolean difference =
                Pattern.compile("\\b(?:by|shorter|longer|less|more|off|too)\\b")
                        .matcher(plain)
                        .find();
        double wanted = difference ? now + (shorter ? -seconds : seconds) : seconds;
        return wanted > 0 ? Optional.of(wanted) : Optional.empty();
    }

    /** As it stands in a rejection. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
