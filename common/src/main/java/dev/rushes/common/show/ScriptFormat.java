package dev.rushes.common.show;

import jakarta.persistence.EnumeratedValue;

/** How a script's text is written. */
public enum ScriptFormat {
    TXT("txt"),
    MD("md"),
    FOUNTAIN("fountain"),

    /** Final Draft, which is XML. */
    FDX("fdx");

    @EnumeratedValue private final String text;

    ScriptFormat(String text) {
        this.text = text;
    }

    /** The word that stands for it in the database and in the API; also the usual ending of a file's name. */
    public String text() {
        return text;
    }
}
