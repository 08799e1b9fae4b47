package dev.rushes.render.analysis;

import java.nio.file.Path;

/**
 * Where the pictures of a take are written; each only where there is something to draw.
 *
 * @param poster JPEG
 * @param waveform PNG
 * @param thumbnails JPEG
 */
public record DrawnPictures(Path poster, Path waveform, Path thumbnails) {
    /** By their usual names in a folder. */
    public static DrawnPictures in(Path folder) {
        return new DrawnPictures(
                folder.resolve("poster.jpg"),
                folder.resolve("waveform.png"),
                folder.resolve("thumbnails.jpg"));
    }
}
