package dev.rushes.api.script.text;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line such as {@code ANNA: Hello} or {@code VISUAL: a door}.
 *
 * @param speaker null where the label says that it is to be seen or heard
 */
record Labelled(@Nullable String speaker, String text) {
    private static final int LONGEST_LABEL = 40;
    private static final Pattern NAME =
            Pattern.compile(
                    "[\\p{Lu}\\d][\\p{L}\\d.'\u2019-]{0,20}(?: [\\p{Lu}\\d][\\p{L}\\d.'\u2019-]{0,20}){0,2}");
    private static final Set<String> SEEN =
            Set.of(
                    "VISUAL",
                    "VISUALS",
                    "VIDEO",
                    "B-ROLL",
                    "BROLL",
                    "SFX",
                    "FX",
                    "VFX",
                    "MUSIC",
                    "SOUND",
                    "ON SCREEN",
                    "ON-SCREEN",
                    "SCREEN",
                    "TEXT",
                    "TITLE",
                    "CAPTION",
                    "GRAPHIC",
                    "GRAPHICS",
                    "SHOT",
                    "NOTE",
                    "NOTES",
                    "ACTION",
                    "CAMERA",
                    "SHOW",
                    "IMAGE",
                    "PICTURE",
                    "LOWER THIRD",
                    "SUPER",
                    "CLOSE UP",
                    "CUT TO",
                    "ANGLE ON");
    private static final Set<String> NARRATION =
            Set.of(
                    "VO",
                    "V.O.",
                    "V.O",
                    "VOICEOVER",
                    "VOICE-OVER",
                    "VOICE OVER",
                    "NARRATOR",
                    "NARRATION",
                    "AUDIO",
                    "SPOKEN");
    private static final Set<String> OTHERS =
            Set.of(
                    "HTTP",
                    "HTTPS",
                    "INT",
                    "EXT",
                    "TO",
                    "DURATION",
                    "LENGTH",
                    "TIME",
                    "DATE",
                    "AUTHOR",
                    "VERSION");

    static Optional<Labelled> of(String line) {
        String plain = Words.plain(line.length() > 2000 ? line.substring(0, 2000) : line).strip();
        int colon = plain.indexOf(':');
        if (colon < 1
                || colon > LONGEST_LABEL
                || colon + 1 >= plain.length()
                || plain.charAt(colon + 1) != ' ') {
            return Optional.empty();
        }
        String label = Words.named(plain.substring(0, colon));
        String name = label.toUpperCase(Locale.ROOT);
        String text = Words.plain(line).strip();
        text = text.substring(text.indexOf(':') + 1).strip();
        if (SEEN.contains(name)) {
            return Optional.of(new Labelled(null, text));
        }
        if (NARRATION.contains(name)) {
            return Optional.of(new Labelled("NARRATOR", text));
        }
        return OTHERS.contains(name) || !NAME.matcher(label).matches() || PartName.isWord(label)
                ? Optional.empty()
                : Optional.of(new Labelled(name, text));
    }
}
