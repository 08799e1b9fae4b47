package dev.rushes.render.footage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.render.media.MediaInfo;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What an analysis found, as a scene's row keeps it: the fields of {@link MediaInfo}, who measured them, and
 * below a field of its own what it looks and sounds like. */
@ApplicationScoped
public class TakeMetadata {
    /** Counts up where the same file would be measured differently; older facts are then not relied on. */
    private static final int ANALYSER_VERSION = 1;

    private static final String VERSION_FIELD = "analyserVersion";

    private final ObjectMapper json;

    TakeMetadata(ObjectMapper json) {
        this.json = json;
    }

    JsonNode write(MediaInfo info, FootageAnalysis analysis) {
        ObjectNode document = json.valueToTree(info);
        document.put(VERSION_FIELD, ANALYSER_VERSION);
        return document.set(FootageAnalysis.FIELD, analysis.toJson());
    }

    /** Empty where another version of the analysis wrote it. */
    public Optional<MediaInfo> read(JsonNode document) {
        if (document.path(VERSION_FIELD).asInt() != ANALYSER_VERSION) {
            return Optional.empty();
        }
        try {
            ObjectNode facts = document.deepCopy();
            facts.remove(VERSION_FIELD);
            facts.remove(FootageAnalysis.FIELD);
            return Optional.of(json.treeToValue(facts, MediaInfo.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
