package dev.rushes.render.engine;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that goes with a video.
 *
 * @param kind poster, sprite, captions or report
 * @param name of the file without its ending
 * @param format its ending
 * @param width pixels, null of a text
 * @param height pixels, null of a text
 */
public record Companion(
        String kind,
        String name,
        String format,
        String mediaType,
        @Nullable Integer width,
        @Nullable Integer height,
        Path file) {}
