package dev.rushes.common.training;

import jakarta.persistence.EnumeratedValue;

/** Where a video for style learning comes from. */
public enum TrainingSource {
    YOUTUBE_USER("youtube_user"),
    YOUTUBE_INSPIRATION("youtube_inspiration"),
    MANUAL_UPLOAD("manual_upload");

    @EnumeratedValue private final String text;

    TrainingSource(String text) {
        this.text = text;
    }

    /** The word that stands for it in the database and in the API. */
    public String text() {
        return text;
    }
}
