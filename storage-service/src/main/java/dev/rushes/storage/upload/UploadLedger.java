package dev.rushes.storage.upload;

import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.security.Caller;
import dev.rushes.common.show.AnalysisTransitions;
import dev.rushes.common.show.Scene;
import dev.rushes.common.show.TakeName;
import dev.rushes.common.storage.BucketRole;
import dev.rushes.common.storage.Upload;
import dev.rushes.common.storage.UploadKind;
import dev.rushes.common.storage.UploadStatus;
import dev.rushes.common.training.TrainingVideo;
import dev.rushes.storage.outbox.Outbox;
import dev.rushes.storage.s3.StoredObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Every change of an upload's state, each in one short transaction with all that follows from it. */
@ApplicationScoped
class UploadLedger {
    private static final Logger LOG = Logger.getLogger(UploadLedger.class);

    /** A PUT that began in the last second of its URL may arrive this much later. */
    private static final Duration LONGEST_PUT = Duration.ofHours(1);

    private final AnalysisTransitions analyses;
    private final SameBytes sameBytes;
    private final Outbox outbox;
    private final Event<UploadChange> changes;

    UploadLedger(
            AnalysisTransitions analyses,
            SameBytes sameBytes,
            Outbox outbox,
            Event<UploadChange> changes) {
        this.analyses = analyses;
        this.sameBytes = sameBytes;
        this.outbox = outbox;
        this.changes = changes;
    }

    /**
     * Reads an upload.
     *
     * @throws ProblemException 404
     */
    @Transactional
    Announced read(UUID id) {
        return Announced.of(found(Upload.findById(id), id));
    }

    /** As the API shows it. */
    @Transactional
    UploadView view(UUID id) {
        return UploadView.of(found(Upload.findById(id), id));
    }

    /**
     * Records an object that is there and whole; a take becomes its scene's footage and its analysis is asked for.
     *
     * @return false where the upload came to its end meanwhile; nothing was changed then
     * @throws ProblemException 409, where the scene has footage already or is gone
     */
    @Transactional
    boolean stored(Announced announced, StoredObject object) {
        // The scene before the upload, in the order that deleting an episode takes them.
        Scene scene =
                announced.sceneId() == null
                        ? null
                        : Scene.findById(announced.sceneId(), LockModeType.PESSIMISTIC_WRITE);
        Upload upload = locked(announced.id());
        if (upload.status() != UploadStatus.PENDING) {
            return false;
        }
        upload.store(object.etag(), object.versionId(), object.crc64nvme(), Instant.now());
        upload.duplicateOf = sameBytes.before(upload).orElse(null);
        if (upload.kind == UploadKind.RAW_FOOTAGE) {
            recordTake(upload, scene, object);
        }
        if (upload.kind == UploadKind.TRAINING_VIDEO) {
            // Whoever registers the video later looks at this row, which is locked until then.
            TrainingVideo.update("s3Key = ?1 where videoId = ?2", upload.s3Key, upload.videoId);
        }
        changes.fire(UploadChange.of(upload));
        LOG.infof("Upload %s stored: %s, %d bytes", upload.id, upload.s3Key, upload.sizeBytes);
        return true;
    }

    /**
     * Notes S3's name of an upload in parts, where it has none yet.
     *
     * @return the name that counts, or empty where the upload has come to its end
     */
    @Transactional
    Optional<String> begun(UUID id, String s3UploadId) {
        Upload upload = locked(id);
        if (upload.status() != UploadStatus.PENDING) {
            return Optional.empty();
        }
        if (upload.s3UploadId == null) {
            upload.s3UploadId = s3UploadId;
        }
        return Optional.ofNullable(upload.s3UploadId);
    }

    /**
     * Notes until when URLs hold that are about to be given out.
     *
     * @throws ProblemException 409 where the upload has come to its end
     */
    @Transactional
    UploadView urlsGiven(UUID id, Instant end) {
        Upload upload = locked(id);
        if (upload.status() != UploadStatus.PENDING) {
            throw new ProblemException(
                    ProblemType.WRONG_STATE, "The upload is " + upload.status().text() + ".");
        }
        if (upload.urlExpiresAt == null || end.isAfter(upload.urlExpiresAt)) {
            upload.urlExpiresAt = end;
        }
        return UploadView.of(upload);
    }

    /** Something may have come under the key of an upload that had ended already; it goes as well. */
    @Transactional
    void cleanUp(UUID id) {
        Upload upload = locked(id);
        switch (upload.status()) {
            case REFUSED, ABORTED, EXPIRED -> purge(upload);
            case PENDING, STORED -> {}
        }
    }

    /** Refuses an upload and has its object deleted. False where it came to its end meanwhile. */
    @Transactional
    boolean refused(UUID id, String reason) {
        Upload upload = locked(id);
        if (upload.status() != UploadStatus.PENDING) {
            return false;
        }
        upload.refuse(reason, Instant.now());
        purge(upload);
        changes.fire(UploadChange.of(upload));
        LOG.infof("Upload %s refused: %s", id, reason);
        return true;
    }

    /**
     * Ends an upload that is still pending; one that has come to another end than being stored stays as it is.
     *
     * @throws ProblemException 404; 409 where it is stored
     */
    @Transactional
    void aborted(UUID id) {
        Upload upload = locked(id);
        switch (upload.status()) {
            case PENDING -> {
                upload.abort(Instant.now());
                purge(upload);
                changes.fire(UploadChange.of(upload));
                LOG.infof("Upload %s aborted", id);
            }
            case STORED ->
                    throw new ProblemException(
                            ProblemType.WRONG_STATE,
                            "The upload is stored; delete its object instead.");
            case REFUSED, ABORTED, EXPIRED -> {}
        }
    }

    /** Uploads whose URL ended before a time and that nobody completed. */
    @Transactional
    List<UUID> abandoned(Instant before, int limit) {
        return Upload.<Upload>find(
                        "status = ?1 and urlExpiresAt < ?2 order by urlExpiresAt",
                        UploadStatus.PENDING,
                        before)
                .page(0, limit)
                .stream()
                .map(upload -> upload.id)
                .toList();
    }

    @Transactional
    void expired(UUID id) {
        Upload upload = locked(id);
        if (upload.status() == UploadStatus.PENDING) {
            upload.expire(Instant.now());
            purge(upload);
            changes.fire(UploadChange.of(upload));
            LOG.infof("Upload %s expired", id);
        }
    }

    private void recordTake(Upload upload, @Nullable Scene scene, StoredObject object) {
        if (scene == null) {
            throw new ProblemException(
                    ProblemType.WRONG_STATE, "The scene of this upload was deleted.");
        }
        if (scene.rawFootageKey() != null && !upload.replaceExisting) {
            throw new ProblemException(
                    ProblemType.SCENE_HAS_FOOTAGE,
                    "The scene has footage; announce the upload with replace: true, or give another"
                            + " take a scene of its own.");
        }
        scene.sourceFilename = upload.filename;
        // A name without a number says nothing about what somebody may have set by hand.
        TakeName.takeNumber(upload.filename).ifPresent(number -> scene.takeNumber = number);
        scene.footageStored(upload.s3Key, object.etag(), object.versionId(), object.sizeBytes());
        outbox.analyse(analyses.request(scene));
    }

    /** Once now and once when its URL can bring nothing more: a presigned PUT outlives its upload. */
    private void purge(Upload upload) {
        BucketRole bucket = BucketRole.named(upload.bucket).orElseThrow();
        Instant now = Instant.now();
        outbox.purge(bucket, upload.s3Key, upload.s3UploadId, now);
        Instant end = upload.urlExpiresAt == null ? now : upload.urlExpiresAt.plus(LONGEST_PUT);
        if (end.isAfter(now)) {
            outbox.purge(bucket, upload.s3Key, upload.s3UploadId, end);
        }
    }

    private static Upload locked(UUID id) {
        return found(Upload.findById(id, LockModeType.PESSIMISTIC_WRITE), id);
    }

    private static Upload found(@Nullable Upload upload, UUID id) {
        if (upload == null || !Caller.current().sees(upload)) {
            throw ProblemException.notFound("upload", id);
        }
        return upload;
    }
}
