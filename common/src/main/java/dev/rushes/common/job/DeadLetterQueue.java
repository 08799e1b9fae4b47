package dev.rushes.common.job;

import jakarta.persistence.EnumeratedValue;

/** Whose message was given up. */
public enum DeadLetterQueue {
    VIDEO_PROCESSING("video-processing"),
    MEDIA_ANALYSIS("media-analysis");

    @EnumeratedValue private final String text;

    DeadLetterQueue(String text) {
        this.text = text;
    }

    /** The word that stands for it in the database and in the API. */
    public String text() {
        return text;
    }
}
