package dev.rushes.api.script.detection;

import dev.rushes.api.script.text.Heading;
import dev.rushes.api.script.text.Passage;
import dev.rushes.api.script.text.Passage.Action;
import dev.rushes.api.script.text.Passage.Speech;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A piece of a script that becomes one scene. */
record Segment(@Nullable Heading heading, int from, int to, List<Passage> passages) {
    private static final String NARRATOR = "NARRATOR";

    Segment {
        passages = List.copyOf(passages);
    }

    List<Speech> speeches() {
        return passages.stream().filter(Speech.class::isInstance).map(Speech.class::cast).toList();
    }

    List<Action> actions() {
        return passages.stream().filter(Action.class::isInstance).map(Action.class::cast).toList();
    }

    int spokenWords() {
        return speeches().stream().mapToInt(speech -> words(speech.text())).sum();
    }

    int actionWords() {
        return actions().stream().mapToInt(action -> words(action.text())).sum();
    }

    List<String> speakers() {
        Set<String> speakers = new LinkedHashSet<>();
        speeches()
                .forEach(speech ->
                        speakers.add(speech.speaker() == null ? NARRATOR : speech.speaker()));
        return List.copyOf(speakers);
    }

    /** Runs of anything but blanks that hold a letter or a digit. */
    static int words(String text) {
        int words = 0;
        boolean within = false;
        boolean counted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                within = false;
            } else {
                counted = within && counted;
                within = true;
                if (!counted && Character.isLetterOrDigit(c)) {
                    counted = true;
                    words++;
                }
            }
        }
        return words;
    }
}
