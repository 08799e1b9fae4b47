package dev.rushes.api.script;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rushes.common.http.Versioned;
import dev.rushes.common.show.Script;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A script as callers see it.
 *
 * @param scriptText left out of lists
 * @param format txt, md or fountain
 * @param filename of the file that the text came in
 * @param textVersion number of the text, from 1
 * @param aiAnalysisEnabled whether it may be analysed
 * @param version for the ETag
 */
record ScriptView(
        long id,
        @Nullable UUID episodeId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String scriptText,
        String format,
        @Nullable String filename,
        int textVersion,
        boolean aiAnalysisEnabled,
        @Nullable Instant lastAnalyzedAt,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        @JsonIgnore int version)
        implements Versioned {
    static ScriptView of(Script script, Latest latest) {
        String text = script.scriptText;
        return of(script, latest, text == null ? "" : text);
    }

    static ScriptView withoutText(Script script, Latest latest) {
        return of(script, latest, null);
    }

    private static ScriptView of(Script script, Latest latest, @Nullable String text) {
        return new ScriptView(
                FindScripts.id(script),
                script.episode == null ? null : script.episode.id,
                text,
                latest.format().text(),
                latest.filename(),
                latest.number(),
                script.aiAnalysisEnabled,
                script.lastAnalyzedAt,
                script.createdAt,
                script.updatedAt,
                script.version);
    }
}
