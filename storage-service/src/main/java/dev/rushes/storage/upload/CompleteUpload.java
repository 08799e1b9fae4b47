package dev.rushes.storage.upload;

import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.storage.bucket.Lifecycles;
import dev.rushes.storage.bucket.ObjectLifecycle;
import dev.rushes.storage.s3.ObjectStore;
import dev.rushes.storage.s3.StoredObject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks that an upload has arrived whole and is what was announced, and records it. May be called again. */
@Singleton
class CompleteUpload {
    /** Another call may end the upload in between, but an upload ends only once. */
    private static final int ROUNDS = 4;

    private final UploadLedger ledger;
    private final JoinParts joinParts;
    private final ObjectStore objects;
    private final FirstBytes firstBytes;
    private final Lifecycles lifecycles;

    CompleteUpload(
            UploadLedger ledger,
            JoinParts joinParts,
            ObjectStore objects,
            FirstBytes firstBytes,
            Lifecycles lifecycles) {
        this.ledger = ledger;
        this.joinParts = joinParts;
        this.objects = objects;
        this.firstBytes = firstBytes;
        this.lifecycles = lifecycles;
    }

    /**
     * Completes it. Where it died before half way, what S3 has decides how it goes on.
     *
     * @param parts what the client says it sent, or null; only for an upload in parts
     * @throws ProblemException 404; 409 {@code upload-missing} where something has not arrived yet, {@code upload-refused}
     *     where something else has, {@code scene-has-footage}, {@code wrong-state} where it was aborted or has expired;
     *     422 where parts are named that there cannot be
     */
    StoredUpload complete(UUID id, @Nullable List<CompleteRequest.Part> parts) {
        for (int round = 0; round < ROUNDS; round++) {
            Announced announced = ledger.read(id);
            if (parts != null && announced.partSizeBytes() == null) {
                throw new ProblemException(
                        ProblemType.INVALID,
                        "The request is not valid.",
                        List.of(
                                new Problem.Fault(
                                        "/parts", "this upload is a single PUT and has no parts")));
            }
            switch (announced.status()) {
                case STORED -> {
                    return answer(announced, storedBefore(announced));
                }
                case REFUSED ->
                        throw new ProblemException(
                                ProblemType.UPLOAD_REFUSED,
                                Objects.requireNonNullElse(
                                        announced.refusal(), "It was not what was announced."));
                case ABORTED, EXPIRED -> {
                    // This call may have joined its parts since; for one that died there is the
                    // late removal.
                    if (round > 0 && announced.partSizeBytes() != null) {
                        ledger.cleanUp(id);
                    }
                    throw new ProblemException(
                            ProblemType.WRONG_STATE,
                            "The upload is " + announced.status().text() + ".");
                }
                case PENDING -> record(announced, parts);
            }
        }
        throw ProblemException.unavailable("The upload", null);
    }

    private void record(Announced announced, @Nullable List<CompleteRequest.Part> parts) {
        if (announced.partSizeBytes() != null) {
            Optional<String> fault = joinParts.join(announced, parts);
            if (fault.isPresent()) {
                ledger.refused(announced.id(), fault.get());
                return;
            }
        }
        Optional<StoredObject> object = objects.find(announced.bucket(), announced.key(), null);
        if (object.isEmpty()) {
            throw missing(announced);
        }
        Optional<String> fault = Arrival.fault(announced, object.get());
        if (fault.isEmpty()) {
            fault = firstBytes.fault(announced, object.get());
        }
        // Asked before the transaction: it may be a call to S3, and what it says is not needed now.
        lifecycles.of(object.get());
        if (fault.isPresent()) {
            ledger.refused(announced.id(), fault.get());
        } else {
            ledger.stored(announced, object.get());
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
                                announced.crc64nvme(),
                                Objects.requireNonNullElse(announced.completedAt(), Instant.EPOCH),
                                "STANDARD",
                                null));
    }

    private StoredUpload answer(Announced announced, StoredObject object) {
        ObjectLifecycle lifecycle = lifecycles.of(object);
        return new StoredUpload(
                announced.id(),
                "stored",
                announced.bucket().wireName(),
                announced.key(),
                announced.sizeBytes(),
                Arrival.verified(announced),
                announced.duplicateOf(),
                lifecycle);
    }

    private ProblemException missing(Announced announced) {
        if (announced.s3UploadId() != null) {
            // S3 knows neither parts nor object: somebody or the bucket's rule has aborted it.
            ledger.expired(announced.id());
            return new ProblemException(
                    ProblemType.UPLOAD_MISSING,
                    "S3 has given up the parts of this upload; announce it again.");
        }
        String parts = "POST /api/v1/uploads/" + announced.id() + "/parts";
        Instant end = announced.urlExpiresAt();
        return new ProblemException(
                ProblemType.UPLOAD_MISSING,
                end != null && end.isBefore(Instant.now())
                        ? "Nothing arrived before the URL ended at %s; ask for a fresh one with %s."
                                .formatted(end, parts)
                        : "Nothing has arrived yet; send the file to the upload's URL with its headers.");
    }
}
