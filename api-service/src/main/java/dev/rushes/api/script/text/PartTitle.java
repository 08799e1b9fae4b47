package dev.rushes.api.script.text;

import java.util.Optional;

/** What a heading says beyond the word of a part: {@code Kitchen} of {@code [Scene 2 - Kitchen]}, nothing of {@code INTRO}. */
public final class PartTitle {
    private PartTitle() {}

    /** Of the heading of a scene. */
    public static Optional<String> of(String heading) {
        String title = PartName.titleOf(heading).strip();
        return title.isEmpty() ? Optional.empty() : Optional.of(title);
    }
}
