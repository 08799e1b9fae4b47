package dev.rushes.storage.download;

import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.storage.bucket.Lifecycles;
import dev.rushes.storage.s3.ObjectStore;
import dev.rushes.storage.s3.Presigner;
import dev.rushes.storage.s3.SignedRequest;
import dev.rushes.storage.s3.StoredObject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** Gives out a URL for an object that is there and can be read. */
@Singleton
class SignDownload {
    private final ObjectStore objects;
    private final Lifecycles lifecycles;
    private final Presigner presigner;
    private final DownloadSettings settings;

    SignDownload(
            ObjectStore objects,
            Lifecycles lifecycles,
            Presigner presigner,
            DownloadSettings settings) {
        this.objects = objects;
        this.lifecycles = lifecycles;
        this.presigner = presigner;
        this.settings = settings;
    }

    /**
     * Signs a GET that holds as long as asked, but not longer than seven days, the credentials or the object.
     *
     * @throws ProblemException 404 where there is no such object, 409 {@code object-archived} where it must be restored
     */
    SignedRequest sign(DownloadRequest request) {
        StoredObject object =
                objects.find(request.role(), request.key(), request.versionId())
                        .orElseThrow(() -> ProblemException.notFound("object", request.key()));
        if (object.isArchived()) {
            throw new ProblemException(
                    ProblemType.OBJECT_ARCHIVED,
                    "The object lies in "
                            + object.storageClass()
                            + ". Call POST /api/v1/objects/"
                            + object.bucket().wireName()
                            + "/"
                            + object.key()
                            + "/restore first.");
        }
        Duration lifetime = Objects.requireNonNullElse(request.lifetime(), settings.urlLifetime());
        // An old version does not end with the rule for current ones; its end is not told.
        Instant end = request.versionId() == null ? lifecycles.of(object).expiresAt() : null;
        if (end != null && end.isBefore(Instant.now().plus(lifetime))) {
            lifetime = Duration.between(Instant.now(), end);
        }
        return presigner.get(
                object.bucket(),
                object.key(),
                request.versionId(),
                request.contentDisposition(),
                lifetime);
    }
}
