package dev.rushes.common.storage;

import jakarta.persistence.EnumeratedValue;

/** Where an announced upload stands. */
public enum UploadStatus {
    PENDING("pending"),
    STORED("stored"),
    REFUSED("refused"),
    ABORTED("aborted"),
    EXPIRED("expired");

    @EnumeratedValue private final String text;

    UploadStatus(String text) {
        this.text = text;
    }

    /** The word that stands for it in the database and in the API. */
    public String text() {
        return text;
    }

    /** Whether nothing changes it any more, unless a person asks for it. */
    public boolean isFinal() {
        return switch (this) {
            case PENDING -> false;
            case STORED, REFUSED, ABORTED, EXPIRED -> true;
        };
    }

    /** Whether the state machine has an edge from here to {@code next}. There is none from a state to itself. */
    public boolean canBecome(UploadStatus next) {
        return switch (this) {
            case PENDING -> next == STORED || next == REFUSED || next == ABORTED || next == EXPIRED;
            case STORED, REFUSED, ABORTED, EXPIRED -> false;
        };
    }
}
