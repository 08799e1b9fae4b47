package dev.rushes.common.job;

import jakarta.persistence.EnumeratedValue;

/** Whether a job makes the episode's video, or something beside it. */
public enum JobKind {
    /** The episode's video. */
    FULL("full"),
    /** A small preview for review, of a plan in any state. */
    DRAFT("draft"),
    /** A part of the programme in full quality. */
    RANGE("range");

    @EnumeratedValue private final String text;

    JobKind(String text) {
        this.text = text;
    }

    /** The word that stands for it in the database and in the API. */
    public String text() {
        return text;
    }
}
