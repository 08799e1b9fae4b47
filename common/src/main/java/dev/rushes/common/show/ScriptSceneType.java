package dev.rushes.common.show;

import jakarta.persistence.EnumeratedValue;

/** The part a scripted scene plays. */
public enum ScriptSceneType {
    INTRO("intro"),
    MAIN("main"),
    TRANSITION("transition"),
    OUTRO("outro");

    @EnumeratedValue private final String text;

    ScriptSceneType(String text) {
        this.text = text;
    }

    /** The word that stands for it in the database and in the API. */
    public String text() {
        return text;
    }
}
