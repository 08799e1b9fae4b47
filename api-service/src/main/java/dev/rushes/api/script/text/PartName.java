package dev.rushes.api.script.text;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line such as {@code INTRO}, {@code [Scene 2 - Kitchen]} or {@code HOOK: Did you know?}, which begins a part of a video's
 * script.
 *
 * @param heading without brackets
 * @param number where it has one
 * @param rest what is said on the same line
 */
record PartName(String heading, @Nullable String number, String rest) {
    private static final int LONGEST = 1000;
    private static final int WORDS_OF_A_NAME = 6;
    private static final String WORD =
            "intro(?:duction)?|hook|cold open|teaser|opening|outro|ending|closing|conclusion|call to action|cta|end card|main(?:"
                    + " content| part)?|body|scene|part|section|segment|chapter|act|transition|interlude|bridge|recap|summary|b-?roll";
    private static final Pattern NAMED =
            Pattern.compile(
                    "("
                            + WORD
                            + ")(?:\\s{1,3}#?(\\d{1,4}[a-z]?|[ivx]{1,5}))?(?:\\s?\\([^()]{0,40}\\))?(?:\\s{0,3}[:\u2013\u2014-]\\s*(.*))?",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern ONLY = Pattern.compile(WORD, Pattern.CASE_INSENSITIVE);

    static Optional<PartName> of(String line) {
        if (line.isEmpty() || line.length() > LONGEST) {
            return Optional.empty();
        }
        String text = Words.plain(line).strip();
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        if (bracketed) {
            text = text.substring(1, text.length() - 1).strip();
        }
        Matcher named = NAMED.matcher(text);
        if (!named.matches()) {
            return Optional.empty();
        }
        String rest = named.group(3) == null ? "" : named.group(3).strip();
        boolean isName =
                rest.split("\\s+", WORDS_OF_A_NAME + 1).length <= WORDS_OF_A_NAME
                        && (rest.isEmpty() || ".!?".indexOf(rest.charAt(rest.length() - 1)) < 0);
        String heading = text.endsWith(":") ? text.substring(0, text.length() - 1) : text;
        return isName || bracketed
                ? Optional.of(new PartName(heading.strip(), named.group(2), ""))
                : Optional.of(
                        new PartName(
                                text.substring(0, text.length() - rest.length())
                                        .replaceAll("[\\s:\u2013\u2014-]{1,9}$", ""),
                                named.group(2),
                                rest));
    }

    /** A heading without the word of a part that it begins with; empty where it is nothing else. */
    static String titleOf(String heading) {
        String text = Words.plain(heading).strip();
        Matcher named = NAMED.matcher(text);
        if (!named.matches()) {
            return text;
        }
        return named.group(3) == null ? "" : named.group(3);
    }

    /** Whether a text is nothing but the word of a part. */
    static boolean isWord(String text) {
        return ONLY.matcher(text).matches() || NAMED.matcher(text).matches();
    }
}
