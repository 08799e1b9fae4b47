package dev.rushes.common.show;

import jakarta.persistence.EnumeratedValue;

/** How far an episode's newest full render is. */
public enum RenderingStatus {
    NOT_STARTED("not_started"),
    QUEUED("queued"),
    RENDERING("rendering"),
    COMPLETED("completed"),
    FAILED("failed");

    @EnumeratedValue private final String text;

    RenderingStatus(String text) {
        this.text = text;
    }

    /** The word that stands for it in the database and in the API. */
    public String text() {
        return text;
    }
}
