package dev.rushes.common.job;

import jakarta.persistence.EnumeratedValue;

/** Where a render job stands. */
public enum JobStatus {
    QUEUED("queued"),
    PROCESSING("processing"),
    COMPLETED("completed"),
    FAILED("failed"),
    CANCELLED("cancelled");

    /**
     * The name under which a log line that tells of a change has the new status in its context; the alarm for failed jobs
     * counts by it.
     */
    public static final String LOG_FIELD = "jobStatus";

    @EnumeratedValue private final String text;

    JobStatus(String text) {
        this.text = text;
    }

    /** The word that stands for it in the database and in the API. */
    public String text() {
        return text;
    }

    /**
     * The status of that word.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static JobStatus named(String text) {
        for (JobStatus status : values()) {
            if (status.text.equals(text)) {
                return status;
            }
        }
        throw new IllegalArgumentException("no status of a job: " + text);
    }

    /** Whether nothing changes it any more, unless a person asks for it. */
    public boolean isFinal() {
        return switch (this) {
            case QUEUED, PROCESSING -> false;
            case COMPLETED, FAILED, CANCELLED -> true;
        };
    }

    /** Whether the state machine has an edge from here to {@code next}. There is none from a state to itself. */
    public boolean canBecome(JobStatus next) {
        return switch (this) {
            case QUEUED -> next == PROCESSING || next == FAILED || next == CANCELLED;
            // Back to queued: given back by its worker, or its lease ran out.
            case PROCESSING ->
                    next == QUEUED || next == COMPLETED || next == FAILED || next == CANCELLED;
            // A person asks for it once more.
            case FAILED, CANCELLED -> next == QUEUED;
            case COMPLETED -> false;
        };
    }
}
