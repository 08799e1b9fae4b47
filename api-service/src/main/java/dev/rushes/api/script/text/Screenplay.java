package dev.rushes.api.script.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A script as it was read.
 *
 * @param title where it says one
 * @param parts from heading to heading, in order; none where there is nothing but blank lines
 */
public record Screenplay(@Nullable String title, List<Part> parts) {
    public Screenplay {
        parts = List.copyOf(parts);
    }

    /**
     * What lies between two headings.
     *
     * @param heading null for what comes before the first one
     * @param from its first line, from 1
     * @param to its last line that is not blank
     */
    public record Part(@Nullable Heading heading, int from, int to, List<Passage> passages) {
        public Part {
            passages = List.copyOf(passages);
        }
    }
}
