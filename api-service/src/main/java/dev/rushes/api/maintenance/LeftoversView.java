package dev.rushes.api.maintenance;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a clean-up would remove.
 *
 * @param untouchedSince nothing has happened to it since
 * @param shows test shows, oldest first, the first 200 of them
 * @param uploads that were never completed, oldest first, the first 200 of them
 */
record LeftoversView(
        Instant untouchedSince, Totals totals, List<TestShow> shows, List<LostUpload> uploads) {
    LeftoversView {
        shows = List.copyOf(shows);
        uploads = List.copyOf(uploads);
    }

    /** All of it, also what is not listed. */
    record Totals(long shows, long episodes, long uploads) {}

    record TestShow(UUID id, String name, long episodes, Instant createdAt) {}

    /**
     * An upload.
     *
     * @param status pending, where its URL has ended, refused, aborted or expired
     */
    record LostUpload(UUID id, String kind, String filename, String status, Instant createdAt) {}
}
