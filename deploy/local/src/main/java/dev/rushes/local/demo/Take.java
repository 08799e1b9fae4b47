package dev.rushes.local.demo;

import java.nio.file.Path;
import java.util.Locale;

/**
 * One take on this machine, and the part that it plays in the episode.
 *
 * @param file the take's file; its name is the one that Rushes gets
 * @param sceneName name of the scene that it is uploaded to
 * @param sceneType {@code intro}, {@code main} or {@code outro}
 */
public record Take(Path file, String sceneName, String sceneType) {

    String fileName() {
        return file.getFileName().toString();
    }

    String contentType() {
        String name = fileName().toLowerCase(Locale.ROOT);
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "mp4", "m4v" -> "video/mp4";
            case "mov" -> "video/quicktime";
            case "mkv" -> "video/x-matroska";
            case "webm" -> "video/webm";
            case "avi" -> "video/x-msvideo";
            case "ts", "mts", "m2ts" -> "video/mp2t";
            case "mpg", "mpeg" -> "video/mpeg";
            default -> "application/octet-stream";
        };
    }
}
