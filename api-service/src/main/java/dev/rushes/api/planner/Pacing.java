package dev.rushes.api.planner;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How quickly a programme is cut. */
public enum Pacing {
    /** Pauses stay, scenes melt into each other. */
    SLOW(1.6, 0.8, 6),
    /** Only dead air goes. */
    MEDIUM(0.9, 0.5, 4),
    /** Pauses longer than a breath go, scenes cut. */
    FAST(0.35, 0.3, 2.5);

    private final double longestPause;
    private final double dissolve;
    private final double shot;

    Pacing(double longestPause, double dissolve, double shot) {
        this.longestPause = longestPause;
        this.dissolve = dissolve;
        this.shot = shot;
    }

    /** Seconds; a longer pause inside a take is cut out. */
    double longestPause() {
        return longestPause;
    }

    /** Seconds that an overlapping transition lasts. */
    double dissolve() {
        return dissolve;
    }

    /** Seconds of a shot in which nobody speaks. */
    double shot() {
        return shot;
    }

    /** The word in requests. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
