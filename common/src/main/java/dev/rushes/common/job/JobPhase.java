package dev.rushes.common.job;

import jakarta.persistence.EnumeratedValue;

/** What a job is busy with. */
public enum JobPhase {
    WAITING("waiting"),
    RESTORING("restoring"),
    DOWNLOADING("downloading"),
    RENDERING("rendering"),
    JOINING("joining"),
    CHECKING("checking"),
    UPLOADING("uploading");

    @EnumeratedValue private final String text;

    JobPhase(String text) {
        this.text = text;
    }

    /** The word that stands for it in the database and in the API. */
    public String text() {
        return text;
    }
}
