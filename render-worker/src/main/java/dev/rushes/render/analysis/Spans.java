package dev.rushes.render.analysis;

import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.common.footage.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Spans in order of time, of which the longest stay where there are too many. */
final class Spans {
    private static final int DECIMALS = 4;

    private final double shortest;
    private final List<Span> spans = new ArrayList<>();
    private boolean cut;

    /** Takes no shorter ones than so many seconds. */
    Spans(double shortest) {
        this.shortest = shortest;
    }

    void add(double start, double end) {
        double from = Steps.rounded(Math.max(0, start), DECIMALS);
        double to = Steps.rounded(end, DECIMALS);
        if (to > from && to - from >= shortest - 1e-9) {
            spans.add(new Span(from, to));
            if (spans.size() >= 2 * FootageAnalysis.MOST) {
                trim();
            }
        }
    }

    private void trim() {
        List<Span> longest = new ArrayList<>(spans);
        longest.sort(
                Comparator.comparingDouble(Span::length)
                        .reversed()
                        .thenComparingDouble(Span::start));
        List<Span> kept = longest.subList(0, FootageAnalysis.MOST);
        kept.sort(Comparator.comparingDouble(Span::start));
        spans.clear();
        spans.addAll(kept);
        cut = true;
    }

    List<Span> list() {
        if (spans.size() > FootageAnalysis.MOST) {
            trim();
        }
        return List.copyOf(spans);
    }

    boolean isCut() {
        return cut || spans.size() > FootageAnalysis.MOST;
    }
}
