package dev.rushes.api.script.detection;

import dev.rushes.api.script.text.Passage;
import dev.rushes.api.script.text.Passage.Cut;
import dev.rushes.api.script.text.Screenplay;
import dev.rushes.api.script.text.Screenplay.Part;
import java.util.ArrayList;
import java.util.List;

/** Divides a script into what becomes its scenes. */
final class Segments {
    /** Scenes of one script; what comes after belongs to the last. The API takes as many. */
    static final int MOST = 500;

    /** Words that make a paragraph of a text without headings a scene by itself. */
    private static final int ENOUGH = 30;

    private static final int FEWEST_TO_DIVIDE = 3;

    private Segments() {}

    static List<Segment> of(Screenplay script) {
        List<Segment> segments = new ArrayList<>();
        List<Passage> before = List.of();
        for (Part part : script.parts()) {
            if (part.heading() == null
                    && part.passages().stream().allMatch(Cut.class::isInstance)) {
                // FADE IN: belongs to what it opens.
                before = part.passages();
                continue;
            }
            List<Passage> passages = new ArrayList<>(before);
            passages.addAll(part.passages());
            segments.add(
                    new Segment(
                            part.heading(),
                            before.isEmpty() ? part.from() : before.getFirst().from(),
                            part.to(),
                            passages));
            before = List.of();
        }
        if (segments.size() == 1 && segments.getFirst().heading() == null) {
            segments = divided(segments.getFirst());
        }
        return segments.size() <= MOST ? segments : bounded(segments);
    }

    /** A text without headings: its first paragraph opens it, its last one closes it, the others are gathered to scenes. */
    private static List<Segment> divided(Segment all) {
        List<Passage> passages = all.passages();
        if (passages.size() < FEWEST_TO_DIVIDE) {
            return List.of(all);
        }
        List<Segment> segments = new ArrayList<>();
        segments.add(of(passages.subList(0, 1)));
        int begun = 1;
        int words = 0;
        for (int i = 1; i < passages.size() - 1; i++) {
            words += Segment.words(passages.get(i).text());
            if (words >= ENOUGH || i == passages.size() - 2) {
                segments.add(of(passages.subList(begun, i + 1)));
                begun = i + 1;
                words = 0;
            }
        }
        segments.add(of(passages.subList(passages.size() - 1, passages.size())));
        return segments;
    }

    private static List<Segment> bounded(List<Segment> segments) {
        List<Segment> kept = new ArrayList<>(segments.subList(0, MOST - 1));
        List<Passage> rest = new ArrayList<>();
        segments.subList(MOST - 1, segments.size())
                .forEach(segment -> rest.addAll(segment.passages()));
        Segment first = segments.get(MOST - 1);
        kept.add(new Segment(first.heading(), first.from(), segments.getLast().to(), rest));
        return kept;
    }

    private static Segment of(List<Passage> passages) {
        return new Segment(null, passages.getFirst().from(), passages.getLast().to(), passages);
    }
}
