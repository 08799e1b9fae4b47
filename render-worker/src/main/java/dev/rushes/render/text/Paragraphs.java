package dev.rushes.render.text;

import dev.rushes.render.text.Shaper.Line;
import java.text.Bidi;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Breaks text into lines that fit a width, each shaped on its own. */
final class Paragraphs {
    private final Shaper shaper;
    private final double maxWidth;

    Paragraphs(Shaper shaper, double maxWidth) {
        this.shaper = shaper;
        this.maxWidth = maxWidth;
    }

    /** Newlines of every kind become one kind; what is no character, or moves the cursor, goes. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.replace("\r\n", "\n")
                .codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '\r', '\u000B', '\f', '\u0085', '\u2028', '\u2029' ->
                                clean.append('\n');
                        case '\n' -> clean.append('\n');
                        case '\t' -> clean.append(' ');
                        default -> {
                            if (!Character.isISOControl(c)
                                    && !(c >= 0xD800 && c <= 0xDFFF)
                                    && (c & 0xFFFE) != 0xFFFE) {
                                clean.appendCodePoint(c);
                            }
                        }
                    }
                });
        return clean.toString();
    }

    /**
     * All lines.
     *
     * @param most lines that are made; what comes after would not be seen
     */
    List<Line> lines(String text, int most) {
        List<Line> lines = new ArrayList<>();
        for (String paragraph : clean(text).strip().split("\n", -1)) {
            if (lines.size() >= most) {
                break;
            }
            if (paragraph.isBlank()) {
                lines.add(new Line(List.of(), 0, false));
            } else {
                addLines(paragraph.strip(), most, lines);
            }
        }
        return lines;
    }

    private void addLines(String paragraph, int most, List<Line> lines) {
        Bidi bidi = new Bidi(paragraph, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
        BreakIterator breaks = BreakIterator.getLineInstance(Locale.ROOT);
        breaks.setText(paragraph);
        int start = 0;
        while (start < paragraph.length() && lines.size() < most) {
            int end = fitting(paragraph, bidi, breaks, start);
            lines.add(line(paragraph, bidi, start, trimmed(paragraph, start, end)));
            start = end;
            while (start < paragraph.length() && paragraph.charAt(start) == ' ') {
                start++;
            }
        }
    }

    /** The last place at which the line may break and still fits; at least one cluster further. */
    private int fitting(String paragraph, Bidi bidi, BreakIterator breaks, int start) {
        int best = -1;
        int at = breaks.following(start);
        while (at != BreakIterator.DONE) {
            if (width(paragraph, bidi, start, at) > maxWidth) {
                break;
            }
            best = at;
            at = breaks.next();
        }
        return best > start ? best : fittingClusters(paragraph, bidi, start);
    }

    private int fittingClusters(String paragraph, Bidi bidi, int start) {
        BreakIterator clusters = BreakIterator.getCharacterInstance(Locale.ROOT);
        clusters.setText(paragraph);
        int best = clusters.following(start);
        for (int at = clusters.next();
                at != BreakIterator.DONE && width(paragraph, bidi, start, at) <= maxWidth;
                at = clusters.next()) {
            best = at;
        }
        return best;
    }

    private double width(String paragraph, Bidi bidi, int start, int end) {
        int seen = trimmed(paragraph, start, end);
        return seen <= start ? 0 : line(paragraph, bidi, start, seen).width();
    }

    private static int trimmed(String paragraph, int start, int end) {
        int seen = end;
        while (seen > start && paragraph.charAt(seen - 1) == ' ') {
            seen--;
        }
        return seen;
    }

    private Line line(String paragraph, Bidi bidi, int start, int end) {
        return shaper.shape(paragraph.substring(start, end), bidi.createLineBidi(start, end));
    }
}
