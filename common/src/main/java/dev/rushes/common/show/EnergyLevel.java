package dev.rushes.common.show;

import jakarta.persistence.EnumeratedValue;

/** How lively a scripted scene is meant to be. */
public enum EnergyLevel {
    HIGH("high"),
    MEDIUM("medium"),
    LOW("low");

    @EnumeratedValue private final String text;

    EnergyLevel(String text) {
        this.text = text;
    }

    /** The word that stands for it in the database and in the API. */
    public String text() {
        return text;
    }
}
