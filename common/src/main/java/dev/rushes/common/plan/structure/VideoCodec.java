package dev.rushes.common.plan.structure;

import java.util.Locale;

/** How an MP4's pictures are coded; the other containers leave no choice. */
public enum VideoCodec {
    /** Plays everywhere. */
    H264,
    /** About a third smaller, several times the work, not played by every browser. */
    H265;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
