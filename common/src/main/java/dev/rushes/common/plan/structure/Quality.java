package dev.rushes.common.plan.structure;

import java.util.Locale;

/** How much work the encoder puts in; the encoder settings behind each stand with the engine. */
public enum Quality {
    DRAFT,
    STANDARD,
    HIGH;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
