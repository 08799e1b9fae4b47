package dev.rushes.api.script.text;

import dev.rushes.api.script.text.Screenplay.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects parts as the lines of a script come. */
final class PartsBuilder {
    private final List<Part> parts = new ArrayList<>();
    private @Nullable String title;
    private @Nullable Heading heading;
    private int from = 1;
    private int to = 1;
    private List<Passage> passages = new ArrayList<>();

    void title(String text) {
        if (title == null && !text.isBlank()) {
            title = text.strip();
        }
    }

    void heading(Heading next, int line) {
        close();
        heading = next;
        from = line;
        to = line;
    }

    /** Takes the heading before back where nothing stands below it: it stood over several. */
    void dropEmptyHeading() {
        if (passages.isEmpty()) {
            heading = null;
        }
    }

    void add(Passage passage) {
        if (passage.text().isBlank()) {
            return;
        }
        if (heading == null && passages.isEmpty()) {
            from = passage.from();
        }
        passages.add(passage);
        to = Math.max(to, passage.to());
    }

    Screenplay done() {
        close();
        return new Screenplay(title, parts);
    }

    private void close() {
        if (heading != null || !passages.isEmpty()) {
            parts.add(new Part(heading, from, Math.max(from, to), passages));
        }
        heading = null;
        passages = new ArrayList<>();
        to = 1;
    }
}
