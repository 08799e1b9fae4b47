package dev.rushes.common.storage;

import jakarta.persistence.EnumeratedValue;

/** What an upload is for. */
public enum UploadKind {
    RAW_FOOTAGE("raw-footage"),
    PROCESSED_VIDEO("processed-video"),
    TRAINING_VIDEO("training-video"),
    ASSET("asset");

    @EnumeratedValue private final String text;

    UploadKind(String text) {
        this.text = text;
    }

    /** The word that stands for it in the database and in the API. */
    public String text() {
        return text;
    }
}
