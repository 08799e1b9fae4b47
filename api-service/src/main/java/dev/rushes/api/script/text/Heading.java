package dev.rushes.api.script.text;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a part begins.
 *
 * @param text as it stands in the script, without its number and the marks of the format
 * @param number as the script counts it, such as 12A
 * @param setting interior, exterior or both; null where it does not say
 * @param place such as KITCHEN; null where there is no setting
 * @param timeOfDay such as DAY
 */
public record Heading(
        String text,
        @Nullable String number,
        @Nullable String setting,
        @Nullable String place,
        @Nullable String timeOfDay) {
    static final int LONGEST = 200;

    private static final Pattern SETTING =
            Pattern.compile(
                    "(INT\\.?\\s?/\\s?EXT|EXT\\.?\\s?/\\s?INT|I\\s?/\\s?E|INT|EXT|EST)(?:\\.\\s*|\\s+)(\\S.*)",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER_BEHIND =
            Pattern.compile("(.*\\S)\\s*#([\\p{L}\\d.)-]{1,12})#");
    private static final Pattern NUMBER_BEFORE =
            Pattern.compile("(\\d{1,4}[A-Z]{0,2})[.)]?\\s+(\\S.*)");
    private static final Set<String> TIMES =
            Set.of(
                    "DAY",
                    "NIGHT",
                    "MORNING",
                    "EVENING",
                    "AFTERNOON",
                    "NOON",
                    "MIDNIGHT",
                    "DAWN",
                    "DUSK",
                    "SUNRISE",
                    "SUNSET",
                    "LATER",
                    "CONTINUOUS",
                    "SAME",
                    "TWILIGHT",
                    "MAGIC HOUR");

    /** Of a line that begins with its setting, such as {@code 12A INT. KITCHEN - DAY}. */
    static Optional<Heading> slugline(String line) {
        if (line.length() > LONGEST) {
            return Optional.empty();
        }
        Heading heading = of(line, null);
        return heading.setting == null ? Optional.empty() : Optional.of(heading);
    }

    /**
     * Of any line.
     *
     * @param given its number where the format states it apart
     */
    static Heading of(String line, @Nullable String given) {
        String text = line.strip();
        if (text.length() > LONGEST) {
            return new Heading(text.substring(0, LONGEST), given, null, null, null);
        }
        String number = given;
        Matcher behind = NUMBER_BEHIND.matcher(text);
        if (behind.matches()) {
            text = behind.group(1);
            number = number == null ? behind.group(2) : number;
        }
        Matcher setting = SETTING.matcher(text);
        if (!setting.matches()) {
            Matcher before = NUMBER_BEFORE.matcher(text);
            if (!before.matches()) {
                return new Heading(text, number, null, null, null);
            }
            setting = SETTING.matcher(before.group(2));
            if (!setting.matches()) {
                return new Heading(text, number, null, null, null);
            }
            text = before.group(2);
            number = number == null ? before.group(1) : number;
            // Shooting scripts repeat it at the end of the line.
            String repeated = " " + before.group(1);
            if (text.endsWith(repeated)) {
                text = text.substring(0, text.length() - repeated.length()).strip();
                setting = SETTING.matcher(text);
                if (!setting.matches()) {
                    return new Heading(text, number, null, null, null);
                }
            }
        }
        return placed(text, number, setting.group(1), setting.group(2).strip());
    }

    private static Heading placed(
            String text, @Nullable String number, String setting, String rest) {
        String inOrOut = setting.toUpperCase(Locale.ROOT);
        String where =
                inOrOut.contains("/")
                        ? "both"
                        : inOrOut.startsWith("INT") ? "interior" : "exterior";
        int dash =
                Math.max(
                        rest.lastIndexOf(" - "),
                        Math.max(rest.lastIndexOf(" \u2013 "), rest.lastIndexOf(" \u2014 ")));
        if (dash > 0 && isTime(rest.substring(dash + 3))) {
            return new Heading(
                    text,
                    number,
                    where,
                    rest.substring(0, dash).strip(),
                    rest.substring(dash + 3).strip());
        }
        return new Heading(text, number, where, rest, null);
    }

    private static boolean isTime(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        return TIMES.contains(upper)
                || TIMES.stream()
                        .anyMatch(
                                time -> upper.startsWith(time + " ") || upper.endsWith(" " + time));
    }
}
