package dev.rushes.api.plan.diff;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an editor would say is different.
 *
 * @param kind what was done
 * @param text one sentence, for people
 * @param pointer JSON pointer of the place in the newer plan's edit structure; null where it is gone
 * @param againstPointer of the place in the older one; null where it was not there
 * @param before that part of the older document, or null
 * @param after that part of the newer document, or null
 */
public record Change(
        Kind kind,
        String text,
        @Nullable String pointer,
        @Nullable String againstPointer,
        @Nullable JsonNode before,
        @Nullable JsonNode after) {
    /** What can be done to a plan. */
    public enum Kind {
        CLIP_ADDED("clip", "added"),
        CLIP_REMOVED("clip", "removed"),
        CLIP_MOVED("clip", "moved"),
        CLIP_RETAKEN("clip", "retaken"),
        CLIP_RETIMED("clip", "retimed"),
        CLIP_ADJUSTED("clip", "adjusted"),
        TRANSITION_CHANGED("transition", "changed"),
        LAYER_CHANGED("layer", "changed"),
        MUSIC_CHANGED("music", "changed"),
        OVERLAYS_CHANGED("overlays", "changed"),
        CAPTIONS_CHANGED("captions", "changed"),
        OUTPUT_CHANGED("output", "changed");

        private final String thing;
        private final String done;

        Kind(String thing, String done) {
            this.thing = thing;
            this.done = done;
        }

        /** For example {@code clip_added}. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        String said(int count) {
            return switch (this) {
                case MUSIC_CHANGED, OVERLAYS_CHANGED, CAPTIONS_CHANGED, OUTPUT_CHANGED ->
                        thing + " " + done;
                case CLIP_ADDED,
                        CLIP_REMOVED,
                        CLIP_MOVED,
                        CLIP_RETAKEN,
                        CLIP_RETIMED,
                        CLIP_ADJUSTED,
                        TRANSITION_CHANGED,
                        LAYER_CHANGED ->
                        count + " " + thing + (count == 1 ? " " : "s ") + done;
            };
        }
    }
}
