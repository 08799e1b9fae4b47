package dev.rushes.api.script.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A paragraph of a script. */
public sealed interface Passage {
    /** Its words on one line, without the marks of its format. */
    String text();

    /** Its first line, from 1. */
    int from();

    /** Its last line. */
    int to();

    /** What is to be seen. */
    record Action(String text, int from, int to) implements Passage {}

    /**
     * What is said.
     *
     * @param speaker in capitals, without (V.O.) and the like; null where nobody is named
     * @param manner how, from the parentheses within it
     */
    record Speech(@Nullable String speaker, String text, List<String> manner, int from, int to)
            implements Passage {
        public Speech {
            manner = List.copyOf(manner);
        }
    }

    /** How the picture goes over to the next one, such as {@code CUT TO:}. */
    record Cut(String text, int from, int to) implements Passage {}
}
