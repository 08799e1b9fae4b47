package dev.rushes.api.planner;

import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.common.footage.Series;
import dev.rushes.common.footage.Shot;
import dev.rushes.common.footage.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the analysis of made-up takes says. */
public final class Analyses {
    private Analyses() {}

    /**
     * Of a take of one shot with speech.
     *
     * @param edges begin and end of each phrase
     */
    public static FootageAnalysis of(
            double seconds, double sharpness, double brightness, Series shake, double... edges) {
        List<Span> speech = new ArrayList<>();
        List<Span> silence = new ArrayList<>();
        double from = 0;
        for (int i = 0; i < edges.length; i += 2) {
            speech.add(new Span(edges[i], edges[i + 1]));
            silence.add(new Span(from, edges[i]));
            from = edges[i + 1];
        }
        silence.add(new Span(from, seconds));
        return new FootageAnalysis(
                FootageAnalysis.VERSION,
                seconds,
                new FootageAnalysis.Picture(
                        10,
                        320,
                        180,
                        List.of(new Shot(0, seconds, Shot.Change.START, 0)),
                        List.of(),
                        List.of(),
                        steady(seconds, sharpness),
                        steady(seconds, brightness),
                        0,
                        0,
                        shake,
                        List.of()),
                new FootageAnalysis.Sound(
                        silence,
                        speech,
                        -45,
                        -65,
                        -22.0,
                        -3.0,
                        0,
                        List.of(),
                        steady(seconds, -22),
                        0),
                FootageAnalysis.Pictures.NONE,
                List.of());
    }

    /** A value that stays the same. */
    public static Series steady(double seconds, double value) {
        Double[] values = new Double[(int) Math.ceil(seconds / Series.STEP)];
        Arrays.fill(values, value);
        return new Series(Series.STEP, Arrays.asList(values), value);
    }
}
