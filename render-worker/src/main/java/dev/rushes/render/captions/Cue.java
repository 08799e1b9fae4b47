package dev.rushes.render.captions;

import dev.rushes.common.plan.Rational;

/**
 * Words that are shown for a while.
 *
 * @param start seconds
 * @param end seconds, exclusive, after the start
 * @param text lines parted by newlines, without markup
 */
public record Cue(Rational start, Rational end, String text) {
    public Cue {
        if (end.compareTo(start) <= 0) {
            throw new IllegalArgumentException("a cue must last: " + start + " to " + end);
        }
    }
}
