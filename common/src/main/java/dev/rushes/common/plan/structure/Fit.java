package dev.rushes.common.plan.structure;

import java.util.Locale;

/** How a picture of another shape comes to fill its canvas. */
public enum Fit {
    /** As large as fits, the aspect kept, with bars. */
    CONTAIN,
    /** As large as needed to leave no bar, the aspect kept, the rest cut off evenly. */
    COVER,
    /** Every side to the canvas's, the aspect given up. */
    STRETCH,
    /** Contained, with the same picture behind it, covering and blurred, instead of bars. */
    BLUR;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
