package dev.rushes.common.plan.structure;

import dev.rushes.common.plan.Rational;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** How one clip gives way to the next. Durations are in seconds; null is the default of a transition by name. */
public sealed interface Transition {
    /** What a transition by name lasts, at most half of its shorter neighbour. */
    Rational DEFAULT_DURATION = Rational.of(1, 2);

    /** No transition: the next frame is the next clip's. */
    record Cut() implements Transition {}

    /** The clip comes up from black; it does not overlap with what was before. */
    record FadeIn(@Nullable Rational duration) implements Transition {}

    /** The clip goes down to black; it does not overlap with what follows. */
    record FadeOut(@Nullable Rational duration) implements Transition {}

    /** Both clips are seen at once for the duration, from frames inside their trims. */
    record Overlap(Xfade effect, @Nullable Rational duration) implements Transition {}

    default @Nullable Rational duration() {
        return null;
    }

    /** The transition of that name, or empty where the name is unknown or not allowed. */
    static Optional<Transition> named(String name, @Nullable Rational duration) {
        return switch (name) {
            case "cut" -> Optional.of(new Cut());
            case "fade_in" -> Optional.of(new FadeIn(duration));
            case "fade_out" -> Optional.of(new FadeOut(duration));
            default -> Xfade.named(name).map(effect -> new Overlap(effect, duration));
        };
    }

    /** All known names, for the error about an unknown one. */
    static String knownNames() {
        return "cut, fade_in, fade_out, "
                + StreamSupport.stream(Xfade.planNames().spliterator(), false)
                        .collect(Collectors.joining(", "));
    }
}
