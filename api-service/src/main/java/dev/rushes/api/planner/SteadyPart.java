package dev.rushes.api.planner;

import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.common.footage.FootageAnalysis.Picture;
import dev.rushes.common.footage.Span;
import org.jspecify.annotations.Nullable;

/** The part of a take in which nobody speaks that can be shown: cameras are touched when they start and stop. */
final class SteadyPart {
    /** The most that is taken from either end, as a share of the take. */
    private static final double MOST = 0.3;

    private SteadyPart() {}

    static Span of(FootageAnalysis analysis) {
        double duration = Math.max(analysis.durationSeconds(), 0.001);
        Picture picture = analysis.picture();
        if (picture == null) {
            return new Span(0, duration);
        }
        Double usual = picture.shake().overall();
        double step = picture.shake().step();
        double start = 0;
        while (start + step < duration * MOST && bad(picture, usual, start)) {
            start += step;
        }
        double end = duration;
        while (end - step > duration * (1 - MOST) && bad(picture, usual, end - step)) {
            end -= step;
        }
        for (Span black : picture.black()) {
            if (black.start() <= start && black.end() < duration * MOST) {
                start = Math.max(start, black.end());
            }
            if (black.end() >= end - 0.05 && black.start() > duration * (1 - MOST)) {
                end = Math.min(end, black.start());
            }
        }
        return new Span(start, end);
    }

    /** The best stretch of a length inside a part: steady and sharp. */
    static Span best(FootageAnalysis analysis, Span part, double length) {
        if (part.length() <= length) {
            return part;
        }
        Picture picture = analysis.picture();
        double step = 0.5;
        Span best = new Span(part.start(), part.start() + length);
        double highest = Double.NEGATIVE_INFINITY;
        for (double start = part.start(); start + length <= part.end() + 1e-9; start += step) {
            Span here = new Span(start, start + length);
            double worth = picture == null ? 0 : worth(picture, here);
            if (worth > highest + 1e-9) {
                highest = worth;
                best = here;
            }
        }
        return best;
    }

    private static double worth(Picture picture, Span here) {
        Double sharp = picture.sharpness().mean(here.start(), here.end());
        Double shake = picture.shake().mean(here.start(), here.end());
        double frozen = picture.frozen().stream().mapToDouble(here::overlap).sum();
        return (sharp == null ? 0 : sharp) - (shake == null ? 0 : shake) - frozen;
    }

    private static boolean bad(Picture picture, @Nullable Double usual, double second) {
        Double shake = picture.shake().at(second);
        return shake != null && usual != null && shake > Math.max(0.3, 2 * usual);
    }
}
