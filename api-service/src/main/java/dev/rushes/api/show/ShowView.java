package dev.rushes.api.show;

import dev.rushes.common.show.Show;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A show as callers see it. */
record ShowView(
        UUID id,
        String name,
        @Nullable String slug,
        @Nullable String description,
        @Nullable String status,
        boolean test,
        Instant createdAt,
        Instant updatedAt) {
    static ShowView of(Show show) {
        return new ShowView(
                show.id,
                show.name,
                show.slug,
                show.description,
                show.status,
                show.test,
                show.createdAt,
                show.updatedAt);
    }
}
