package dev.rushes.api.download;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an object is in its life, as storage-service tells it.
 *
 * @param storageClass such as STANDARD or GLACIER
 * @param archivesAt when it goes to the archive; null for never, or where it has
 * @param expiresAt when it is deleted; null for never
 * @param restore of an archived object; absent where none was asked for
 */
public record ObjectLifecycle(
        String storageClass,
        @Nullable Instant archivesAt,
        @Nullable Instant expiresAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Restore restore) {
    /**
     * How far the restore of an archived object is.
     *
     * @param status {@code restoring} or {@code restored}
     * @param until when a restored copy is gone again; null while it is made
     */
    public record Restore(String status, @Nullable Instant until) {}
}
