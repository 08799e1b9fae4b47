package dev.rushes.common.plan.structure;

import dev.rushes.common.plan.Rational;

/** The part of a source that a clip shows: source seconds, {@code end} exclusive. */
public record Trim(Rational start, Rational end) {
    public Rational length() {
        return end.minus(start);
    }
}
