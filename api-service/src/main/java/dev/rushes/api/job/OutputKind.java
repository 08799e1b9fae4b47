package dev.rushes.api.job;

import dev.rushes.common.http.Parameter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a job's file is. */
enum OutputKind {
    VIDEO,
    POSTER,
    SPRITE,
    CAPTIONS,
    REPORT;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that name; the video where none is asked for. */
    static OutputKind named(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return VIDEO;
        }
        for (OutputKind kind : values()) {
            if (kind.text().equals(text)) {
                return kind;
            }
        }
        throw Parameter.malformed("kind", "must be video, poster, sprite, captions or report");
    }
}
