package dev.rushes.common.job;

import jakarta.persistence.EnumeratedValue;

/** Whether a job makes the episode's video or only a preview for review. */
public enum JobKind {
    FULL("full"),
    DRAFT("draft");

    @EnumeratedValue private final String text;

    JobKind(String text) {
        this.text = text;
    }

    /** The word that stands for it in the database and in the API. */
    public String text() {
        return text;
    }
}
