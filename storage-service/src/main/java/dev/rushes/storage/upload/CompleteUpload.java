package dev.rushes.storage.upload;

import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.storage.bucket.Lifecycles;
import dev.rushes.storage.bucket.ObjectLifecycle;
import dev.rushes.storage.s3.ObjectStore;
import dev.rushes.storage.s3.StoredObject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Checks that an upload has arrived whole and is what was announced, and records it. May be called again. */
@Singleton
class CompleteUpload {
    private final UploadLedger ledger;
    private final ObjectStore objects;
    private final Lifecycles lifecycles;

    CompleteUpload(UploadLedger ledger, ObjectStore objects, Lifecycles lifecycles) {
        this.ledger = ledger;
        this.objects = objects;
        this.lifecycles = lifecycles;
    }

    /**
     * Completes it.
     *
     * @throws ProblemException 404; 409 {@code upload-missing} where nothing has arrived yet, {@code upload-refused}
     *     where something else has, {@code scene-has-footage}, {@code wrong-state} where it was aborted or has expired
     */
    StoredUpload complete(UUID id) {
        while (true) {
            Announced announced = ledger.read(id);
            switch (announced.status()) {
                case STORED -> {
                    return answer(announced, storedBefore(announced));
                }
                case REFUSED ->
                        throw new ProblemException(
                                ProblemType.UPLOAD_REFUSED,
                                Objects.requireNonNullElse(
                                        announced.refusal(), "It was not what was announced."));
                case ABORTED, EXPIRED ->
                        throw new ProblemException(
                                ProblemType.WRONG_STATE,
                                "The upload is " + announced.status().text() + ".");
                case PENDING -> {
                    StoredObject object =
                            objects.find(announced.bucket(), announced.key(), null)
                                    .orElseThrow(() -> missing(announced));
                    Optional<String> fault = Arrival.fault(announced, object);
                    if (fault.isPresent()) {
                        ledger.refused(id, fault.get());
                    } else {
                        // Asked before the transaction: it may be a call to S3.
                        StoredUpload answer = answer(announced, object);
                        if (ledger.stored(announced, object)) {
                            return answer;
                        }
                    }
                    // It has come to an end now, by this call or another one: tell which.
                }
            }
        }
    }

    private StoredObject storedBefore(Announced announced) {
        return objects.find(announced.bucket(), announced.key(), announced.versionId())
                .orElseGet(() ->
                        new StoredObject(
                                announced.bucket(),
                                announced.key(),
                                announced.sizeBytes(),
                                Objects.requireNonNullElse(announced.etag(), ""),
                                announced.versionId(),
                                announced.contentType(),
                                announced.sha256(),
                                Objects.requireNonNullElse(announced.completedAt(), Instant.EPOCH),
                                "STANDARD",
                                false));
    }

    private StoredUpload answer(Announced announced, StoredObject object) {
        ObjectLifecycle lifecycle = lifecycles.of(object);
        return new StoredUpload(
                announced.id(),
                "stored",
                announced.bucket().wireName(),
                announced.key(),
                announced.sizeBytes(),
                lifecycle);
    }

    private static ProblemException missing(Announced announced) {
        Instant end = announced.urlExpiresAt();
        boolean over = end != null && end.isBefore(Instant.now());
        return new ProblemException(
                ProblemType.UPLOAD_MISSING,
                over
                        ? "Nothing arrived before the URL ended at "
                                + end
                                + "; announce the upload again."
                        : "Nothing has arrived yet; send the file to the upload's URL with its headers.");
    }
}
