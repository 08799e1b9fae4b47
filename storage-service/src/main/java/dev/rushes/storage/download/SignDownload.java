package dev.rushes.storage.download;

import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.storage.ArchivedObject;
import dev.rushes.common.storage.RestoreLedger;
import dev.rushes.storage.bucket.Lifecycles;
import dev.rushes.storage.bucket.ObjectLifecycle;
import dev.rushes.storage.finalvideo.ExpireFinalVideos;
import dev.rushes.storage.s3.ObjectStore;
import dev.rushes.storage.s3.Presigner;
import dev.rushes.storage.s3.SignedRequest;
import dev.rushes.storage.s3.StoredObject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gives out a URL for an object that is there and can be read. */
@Singleton
class SignDownload {
    private final ObjectStore objects;
    private final Lifecycles lifecycles;
    private final Presigner presigner;
    private final DownloadSettings settings;
    private final RestoreLedger restores;
    private final ExpireFinalVideos finalVideos;

    SignDownload(
            ObjectStore objects,
            Lifecycles lifecycles,
            Presigner presigner,
            DownloadSettings settings,
            RestoreLedger restores,
            ExpireFinalVideos finalVideos) {
        this.objects = objects;
        this.lifecycles = lifecycles;
        this.presigner = presigner;
        this.settings = settings;
        this.restores = restores;
        this.finalVideos = finalVideos;
    }

    /** A URL, and what will become of the object behind it. */
    record Signed(SignedRequest request, ObjectLifecycle lifecycle) {}

    /**
     * Signs a GET that holds as long as asked, but not longer than seven days, the credentials, the object or its
     * restored copy.
     *
     * @throws ProblemException 404 where there is no such object, 409 {@code object-archived} where it must be restored
     */
    Signed sign(DownloadRequest request) {
        StoredObject object =
                objects.find(request.role(), request.key(), request.versionId())
                        .orElseThrow(() -> missing(request));
        if (object.isArchived()) {
            throw archived(object);
        }
        ObjectLifecycle lifecycle = lifecycles.of(object);
        Instant now = Instant.now();
        Instant end = end(object, lifecycle, request.versionId() == null, now);
        Duration lifetime = Objects.requireNonNullElse(request.lifetime(), settings.urlLifetime());
        if (end != null && end.isBefore(now.plus(lifetime))) {
            lifetime = Duration.between(now, end);
        }
        if (!lifetime.isPositive()) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND,
                    "The object is being deleted by its bucket's lifecycle.");
        }
        return new Signed(
                presigner.get(
                        object.bucket(),
                        object.key(),
                        request.versionId(),
                        request.contentDisposition(),
                        lifetime),
                lifecycle);
    }

    /** When the object may stop to be readable; null for never. */
    private @Nullable Instant end(
            StoredObject object, ObjectLifecycle lifecycle, boolean newest, Instant now) {
        Instant end = object.isInArchive() ? object.restoredUntil() : null;
        if (!newest) {
            // An old version does not end with the rule for current ones; its end is not told.
            return end;
        }
        Instant deleted = lifecycles.earliestEnd(object);
        if (deleted != null && deleted.isBefore(now)) {
            // It is due, and S3 waits for midnight.
            deleted = lifecycle.expiresAt();
        }
        return end == null || (deleted != null && deleted.isBefore(end)) ? deleted : end;
    }

    private ProblemException missing(DownloadRequest request) {
        if (request.versionId() == null) {
            finalVideos.missing(request.role(), request.key());
        }
        return ProblemException.notFound("object", request.key());
    }

    private ProblemException archived(StoredObject object) {
        String call =
                "POST /api/v1/objects/"
                        + object.bucket().wireName()
                        + "/"
                        + object.key()
                        + "/restore";
        if (!object.isRestoring()) {
            return new ProblemException(
                    ProblemType.OBJECT_ARCHIVED,
                    "The object lies in "
                            + object.storageClass()
                            + ". Call "
                            + call
                            + " with {\"days\": 3, \"tier\": \"standard\"} first.");
        }
        String expected =
                restores.expectedAt(
                                new ArchivedObject(
                                        object.bucket(), object.key(), object.versionId()))
                        .map(at -> ", and should be done by " + at.truncatedTo(ChronoUnit.SECONDS))
                        .orElse("");
        return new ProblemException(
                ProblemType.OBJECT_ARCHIVED,
                "The object lies in "
                        + object.storageClass()
                        + ". Its restore ("
                        + call
                        + ") is under way"
                        + expected
                        + ".");
    }
}
