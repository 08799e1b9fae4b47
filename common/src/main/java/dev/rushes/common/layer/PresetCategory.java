package dev.rushes.common.layer;

import jakarta.persistence.EnumeratedValue;

/** Where in an episode a preset belongs. */
public enum PresetCategory {
    INTRO("intro"),
    MAIN_CONTENT("main_content"),
    PRODUCT_SHOWCASE("product_showcase"),
    OUTRO("outro");

    @EnumeratedValue private final String text;

    PresetCategory(String text) {
        this.text = text;
    }

    /** The word that stands for it in the database and in the API. */
    public String text() {
        return text;
    }
}
