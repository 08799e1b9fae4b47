package dev.rushes.api.task;

import dev.rushes.common.problem.Problem;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task.
 *
 * @param status queued, running, completed or failed
 * @param resultUrl what it made or changed; null until it is completed
 * @param error why it failed; null unless it did
 */
record TaskView(
        UUID id,
        String kind,
        String status,
        int progressPercentage,
        @Nullable URI resultUrl,
        @Nullable Problem error,
        Instant createdAt,
        @Nullable Instant finishedAt) {}
