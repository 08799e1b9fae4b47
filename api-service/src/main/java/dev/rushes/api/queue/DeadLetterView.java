package dev.rushes.api.queue;

import dev.rushes.common.job.DeadLetter;
import dev.rushes.common.job.VideoJob;
import dev.rushes.common.show.Scene;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that was given up.
 *
 * @param queue whose message it was: video-processing or media-analysis
 * @param job the job it was about; null for an analysis
 * @param scene the scene whose analysis it was about; null for a job
 * @param dispatch which send of the job or analysis it was
 * @param reason why it was given up
 * @param receiveCount how often it was tried
 * @param createdAt when it was given up
 */
record DeadLetterView(
        UUID id,
        String queue,
        @Nullable Job job,
        @Nullable Take scene,
        int dispatch,
        @Nullable String reason,
        int receiveCount,
        Instant createdAt) {

    /** Of a job what tells it from others; the rest is at {@code /jobs/{id}}. */
    record Job(UUID id, UUID episodeId, UUID editPlanId, String kind, String status, int attempt) {
        static Job of(VideoJob job) {
            return new Job(
                    job.id,
                    job.episode.id,
                    job.editPlan.id,
                    job.kind.text(),
                    job.status().text(),
                    job.attempt());
        }
    }

    /** Of a scene the same. */
    record Take(UUID id, @Nullable UUID episodeId, String name, String analysisStatus) {
        static Take of(Scene scene) {
            return new Take(
                    scene.id,
                    scene.episode == null ? null : scene.episode.id,
                    scene.name,
                    scene.analysisStatus().text());
        }
    }

    static DeadLetterView of(DeadLetter letter) {
        return new DeadLetterView(
                letter.id,
                letter.queue.text(),
                letter.job == null ? null : Job.of(letter.job),
                letter.scene == null ? null : Take.of(letter.scene),
                letter.dispatch,
                letter.reason,
                letter.receiveCount,
                letter.createdAt);
    }
}
