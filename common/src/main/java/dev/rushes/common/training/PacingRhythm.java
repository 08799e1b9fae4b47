package dev.rushes.common.training;

import jakarta.persistence.EnumeratedValue;

/** How the cuts of a video follow each other. */
public enum PacingRhythm {
    FAST("fast"),
    MEDIUM("medium"),
    SLOW("slow"),
    DYNAMIC("dynamic");

    @EnumeratedValue private final String text;

    PacingRhythm(String text) {
        this.text = text;
    }

    /** The word that stands for it in the database and in the API. */
    public String text() {
        return text;
    }
}
