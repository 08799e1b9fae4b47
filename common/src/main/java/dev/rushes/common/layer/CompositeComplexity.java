package dev.rushes.common.layer;

import jakarta.persistence.EnumeratedValue;

/** How much a scene's layers cost to compose. */
public enum CompositeComplexity {
    SIMPLE("simple"),
    MEDIUM("medium"),
    COMPLEX("complex");

    @EnumeratedValue private final String text;

    CompositeComplexity(String text) {
        this.text = text;
    }

    /** The word that stands for it in the database and in the API. */
    public String text() {
        return text;
    }
}
