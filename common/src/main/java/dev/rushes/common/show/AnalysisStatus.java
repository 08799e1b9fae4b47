package dev.rushes.common.show;

import jakarta.persistence.EnumeratedValue;

/** Where the analysis of a video stands: of a take, or of a video for style learning. */
public enum AnalysisStatus {
    NONE("none"),
    QUEUED("queued"),
    ANALYSING("analysing"),
    DONE("done"),
    FAILED("failed");

    @EnumeratedValue private final String text;

    AnalysisStatus(String text) {
        this.text = text;
    }

    /** The word that stands for it in the database and in the API. */
    public String text() {
        return text;
    }

    /** Whether nothing changes it any more, unless a person asks for it. */
    public boolean isFinal() {
        return switch (this) {
            case NONE, QUEUED, ANALYSING -> false;
            case DONE, FAILED -> true;
        };
    }

    /** Whether the state machine has an edge from here to {@code next}. There is none from a state to itself. */
    public boolean canBecome(AnalysisStatus next) {
        return switch (this) {
            // To none from everywhere: its footage was replaced.
            case NONE -> next == QUEUED;
            case QUEUED -> next == ANALYSING || next == FAILED || next == NONE;
            case ANALYSING -> next == QUEUED || next == DONE || next == FAILED || next == NONE;
            case DONE, FAILED -> next == QUEUED || next == NONE;
        };
    }
}
