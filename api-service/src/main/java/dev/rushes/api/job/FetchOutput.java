package dev.rushes.api.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.api.download.PresignedUrl;
import dev.rushes.api.download.PresignedUrls;
import dev.rushes.common.job.JobStatus;
import dev.rushes.common.job.VideoJob;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.storage.BucketRole;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gets a fresh URL of a job's file: reads the row, asks storage-service outside any transaction, notes the URL. */
@ApplicationScoped
class FetchOutput {
    private static final Duration LIFE = Duration.ofHours(1);

    private final PresignedUrls urls;

    FetchOutput(PresignedUrls urls) {
        this.urls = urls;
    }

    /**
     * A fresh URL.
     *
     * @param variant the shape; where missing the first one
     * @param name the file's name, for the sheets of a sprite; where missing the first file of that kind
     */
    PresignedUrl url(UUID jobId, OutputKind kind, @Nullable String variant, @Nullable String name) {
        String key = QuarkusTransaction.requiringNew().call(() -> key(jobId, kind, variant, name));
        PresignedUrl url = urls.of(BucketRole.PROCESSED_VIDEOS, key, LIFE, null);
        if (kind == OutputKind.VIDEO && isMissing(variant)) {
            QuarkusTransaction.requiringNew()
                    .run(() ->
                            VideoJob.update(
                                    "outputUrl = ?1, outputUrlExpiresAt = ?2 where id = ?3",
                                    url.url().toString(),
                                    url.expiresAt(),
                                    jobId));
        }
        return url;
    }

    private static String key(
            UUID jobId, OutputKind kind, @Nullable String variant, @Nullable String name) {
        VideoJob job = FindJobs.existing(jobId);
        if (job.status() != JobStatus.COMPLETED) {
            throw new ProblemException(
                    ProblemType.WRONG_STATE,
                    "The job is " + job.status().text() + "; only a completed one has an output.");
        }
        boolean plain = isMissing(variant) && isMissing(name);
        if (kind == OutputKind.VIDEO && plain && job.outputKey() != null) {
            return job.outputKey();
        }
        if (job.outputs() != null) {
            for (JsonNode output : job.outputs()) {
                if (output.path("kind").asText().equals(kind.text())
                        && (isMissing(variant) || output.path("variant").asText().equals(variant))
                        && (isMissing(name) || output.path("name").asText().equals(name))) {
                    return output.path("key").asText();
                }
            }
        }
        throw new ProblemException(
                ProblemType.NOT_FOUND,
                "The job has no output "
                        + kind.text()
                        + (plain ? "." : " of that variant or name."));
    }

    private static boolean isMissing(@Nullable String parameter) {
        return parameter == null || parameter.isEmpty();
    }
}
