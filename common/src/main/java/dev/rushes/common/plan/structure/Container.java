package dev.rushes.common.plan.structure;

import java.util.Locale;
import java.util.Optional;

/** What kind of file a finished video is. */
public enum Container {
    /** H.264 or H.265 with AAC, its index in front. */
    MP4("video/mp4"),
    /** VP9 with Opus. */
    WEBM("video/webm"),
    /** Pictures alone, of 256 colours each, in steps of 10 ms. */
    GIF("image/gif");

    private final String mediaType;

    Container(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The word in plans, which is the file's ending as well. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String mediaType() {
        return mediaType;
    }

    /** The kind of file of that ending or wire name. */
    public static Optional<Container> named(String name) {
        for (Container container : values()) {
            if (container.wireName().equals(name.toLowerCase(Locale.ROOT))) {
                return Optional.of(container);
            }
        }
        return Optional.empty();
    }
}
