package dev.rushes.api.script.text;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What single lines of a script are. */
final class Words {
    static final int LONGEST_NAME = 60;

    private static final Pattern STARS = Pattern.compile("\\\\?\\*+");
    private static final Pattern EDGES =
            Pattern.compile("(?<![\\p{L}\\p{N}_])_+|_+(?![\\p{L}\\p{N}_])");
    private static final Pattern EXTENSION = Pattern.compile("\\s*\\([^()]{0,40}\\)");
    private static final Pattern SPACES = Pattern.compile("\\s{1,1000}");
    private static final Set<String> CUTS =
            Set.of(
                    "FADE IN",
                    "FADE OUT",
                    "FADE TO BLACK",
                    "CUT TO BLACK",
                    "SMASH CUT",
                    "MATCH CUT",
                    "JUMP CUT",
                    "DISSOLVE",
                    "CROSSFADE",
                    "WIPE");

    private Words() {}

    /** Without the marks of emphasis. */
    static String plain(String text) {
        String without = text.indexOf('*') < 0 ? text : STARS.matcher(text).replaceAll("");
        return without.indexOf('_') < 0 ? without : EDGES.matcher(without).replaceAll("");
    }

    /** Lines joined into one, with single spaces. */
    static String joined(List<String> lines) {
        return SPACES.matcher(String.join(" ", lines)).replaceAll(" ").strip();
    }

    static boolean isUpper(String text) {
        return text.equals(text.toUpperCase(Locale.ROOT))
                && text.codePoints().anyMatch(Character::isLetter);
    }

    /** The name of a line that announces who speaks, such as {@code ANNA (V.O.) ^}. */
    static Optional<String> speaker(String line) {
        String text = line.strip();
        if (text.length() > 2 * LONGEST_NAME) {
            return Optional.empty();
        }
        if (text.endsWith("^")) {
            text = text.substring(0, text.length() - 1).strip();
        }
        String name = named(text);
        return name.isEmpty()
                        || name.length() > LONGEST_NAME
                        || !isUpper(name)
                        || ".!?:,;".indexOf(name.charAt(name.length() - 1)) >= 0
                ? Optional.empty()
                : Optional.of(name);
    }

    /** Without what stands in parentheses behind it. */
    static String named(String name) {
        return EXTENSION.matcher(name).replaceAll("").strip();
    }

    /** Whether a line by itself says how the picture goes over. */
    static boolean isCut(String line) {
        String text = line.strip();
        if (text.length() > LONGEST_NAME || !isUpper(text)) {
            return false;
        }
        return text.endsWith("TO:")
                || CUTS.contains(
                        text.endsWith(":") || text.endsWith(".")
                                ? text.substring(0, text.length() - 1)
                                : text);
    }

    static boolean isParenthesis(String line) {
        String text = line.strip();
        return text.startsWith("(") && text.endsWith(")") && text.length() > 2;
    }

    static String inside(String parenthesis) {
        String text = parenthesis.strip();
        return text.substring(1, text.length() - 1).strip();
    }

    static boolean isBlank(@Nullable String line) {
        return line == null || line.isBlank();
    }
}
