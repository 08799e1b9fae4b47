package dev.rushes.render.analysis;

import dev.rushes.common.footage.Shot;

/**
 * One shot becoming the next, between two moments.
 *
 * @param fromBlank whether what was before is one colour
 * @param toBlank whether what comes after is one colour
 */
record Change(double start, double end, Shot.Change kind, boolean fromBlank, boolean toBlank) {
    double middle() {
        return (start + end) / 2;
    }
}
