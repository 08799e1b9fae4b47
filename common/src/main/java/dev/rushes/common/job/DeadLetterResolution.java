package dev.rushes.common.job;

import jakarta.persistence.EnumeratedValue;

/** What became of a message that was given up. */
public enum DeadLetterResolution {
    /** Its work waits again, under a newer dispatch number. */
    REDRIVEN("redriven"),
    /** Somebody threw it away; its work stays failed. */
    DISCARDED("discarded");

    @EnumeratedValue private final String text;

    DeadLetterResolution(String text) {
        this.text = text;
    }

    /** The word that stands for it in the database and in the API. */
    public String text() {
        return text;
    }
}
