package dev.rushes.storage.upload;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an asset is used for. */
enum AssetRole {
    OVERLAY,
    MUSIC,
    FONT,
    LUT,
    CAPTION,
    IMAGE;

    /** All of them, for messages. */
    static final String WORDS =
            Arrays.stream(values()).map(AssetRole::text).collect(Collectors.joining(", "));

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<String> types(UploadSettings settings) {
        return switch (this) {
            case OVERLAY -> settings.overlayTypes();
            case MUSIC -> settings.musicTypes();
            case FONT -> settings.fontTypes();
            case LUT -> settings.lutTypes();
            case CAPTION -> settings.captionTypes();
            case IMAGE -> settings.imageTypes();
        };
    }

    static Optional<AssetRole> named(@Nullable String text) {
        return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
    }
}
