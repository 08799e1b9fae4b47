package dev.rushes.storage.upload;

import dev.rushes.common.storage.UploadKind;
import java.util.Locale;
import java.util.Set;

/** What a file is in the widest sense, since one format has many names and one name covers many formats. */
enum Nature {
    VIDEO,
    AUDIO,
    IMAGE,
    TEXT,
    FONT;

    /** Formats whose signature does not tell whether they hold pictures, sound or both. */
    private static final Set<String> CONTAINERS =
            Set.of(
                    "application/mp4",
                    "application/mxf",
                    "application/ogg",
                    "application/quicktime",
                    "application/x-matroska",
                    "audio/mp4",
                    "audio/ogg",
                    "video/mp4",
                    "video/quicktime",
                    "video/webm",
                    "video/x-matroska",
                    "video/x-ms-asf");

    private static final Set<String> TEXTS =
            Set.of("application/x-subrip", "application/ttml+xml", "application/xml");

    static Nature of(Announced announced) {
        if (announced.kind() != UploadKind.ASSET) {
            return VIDEO;
        }
        AssetRole role = AssetRole.named(announced.role()).orElseThrow();
        return switch (role) {
            case OVERLAY ->
                    announced.contentType().toLowerCase(Locale.ROOT).startsWith("video/")
                            ? VIDEO
                            : IMAGE;
            case MUSIC -> AUDIO;
            case FONT -> FONT;
            case LUT, CAPTION -> TEXT;
            case IMAGE -> IMAGE;
        };
    }

    /** Whether something of this nature may begin like a format, which is not unknown. */
    boolean fits(String type) {
        return switch (this) {
            case VIDEO -> type.startsWith("video/") || CONTAINERS.contains(type);
            case AUDIO -> type.startsWith("audio/") || CONTAINERS.contains(type);
            case IMAGE -> type.startsWith("image/");
            case TEXT -> type.startsWith("text/") || TEXTS.contains(type);
            case FONT -> type.contains("font");
        };
    }
}
