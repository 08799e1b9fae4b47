package dev.rushes.api.plan.diff;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Transition;
import dev.rushes.common.plan.structure.Xfade;
import org.jspecify.annotations.Nullable;

/** How times, names and transitions are put into sentences. */
final class Wording {
    private static final int LONGEST_NAME = 80;

    private Wording() {}

    static String seconds(Rational seconds) {
        return seconds.toDecimal().toPlainString();
    }

    /** A user's text on one line: no control characters, no more than a line holds. */
    static String plain(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME - 1) + "…";
    }

    static String transition(@Nullable Transition transition) {
        return switch (transition) {
            case null -> "a cut";
            case Transition.Cut _ -> "a cut";
            case Transition.FadeIn fade -> "fade_in" + lasting(fade.duration());
            case Transition.FadeOut fade -> "fade_out" + lasting(fade.duration());
            case Transition.Overlap overlap ->
                    (overlap.effect().equals(Xfade.CROSS_FADE)
                                    ? "dissolve"
                                    : overlap.effect().ffmpegName())
                            + lasting(overlap.duration());
        };
    }

    private static String lasting(@Nullable Rational duration) {
        return duration == null ? "" : " of " + seconds(duration) + " s";
    }
}
