package dev.rushes.api.script;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rushes.common.show.ScriptVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A text that a script has or had.
 *
 * @param textVersion its number, from 1
 * @param scriptText left out of lists
 * @param createdBy null for a text that was not written through this API
 */
record ScriptVersionView(
        int textVersion,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String scriptText,
        String format,
        @Nullable String filename,
        @Nullable String createdBy,
        Instant createdAt) {
    static ScriptVersionView of(ScriptVersion version) {
        return of(version, version.scriptText);
    }

    static ScriptVersionView withoutText(ScriptVersion version) {
        return of(version, null);
    }

    private static ScriptVersionView of(ScriptVersion version, @Nullable String text) {
        return new ScriptVersionView(
                version.number,
                text,
                version.format.text(),
                version.filename,
                version.createdBy,
                version.createdAt);
    }
}
