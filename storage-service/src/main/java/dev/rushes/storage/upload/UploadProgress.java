package dev.rushes.storage.upload;

import dev.rushes.common.storage.UploadStatus;
import dev.rushes.storage.s3.MultipartStore;
import dev.rushes.storage.s3.ObjectStore;
import dev.rushes.storage.s3.UploadedPart;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Tells how far an upload has come, as S3 has it. */
@Singleton
class UploadProgress {
    private final UploadLedger ledger;
    private final MultipartStore multipart;
    private final ObjectStore objects;

    UploadProgress(UploadLedger ledger, MultipartStore multipart, ObjectStore objects) {
        this.ledger = ledger;
        this.multipart = multipart;
        this.objects = objects;
    }

    /**
     * The upload; of a pending one S3 is asked. One whose parts S3 has given up expires by it.
     *
     * @throws dev.rushes.common.problem.ProblemException 404
     */
    UploadView read(UUID id) {
        Announced announced = ledger.read(id);
        if (announced.status() != UploadStatus.PENDING) {
            return ledger.view(id);
        }
        Optional<List<UploadedPart>> parts =
                announced.s3UploadId() == null
                        ? Optional.empty()
                        : multipart.parts(
                                announced.bucket(), announced.key(), announced.s3UploadId());
        if (parts.isPresent()) {
            return ledger.view(id)
                    .withArrived(
                            parts.get().isEmpty() ? "nothing" : "parts",
                            parts.get().stream()
                                    .map(part ->
                                            new PartView(
                                                    part.number(),
                                                    part.sizeBytes(),
                                                    null,
                                                    part.etag()))
                                    .toList());
        }
        if (objects.find(announced.bucket(), announced.key(), null).isPresent()) {
            return ledger.view(id).withArrived("object", null);
        }
        if (announced.s3UploadId() != null) {
            ledger.expired(id);
            return ledger.view(id);
        }
        return ledger.view(id)
                .withArrived("nothing", announced.partSizeBytes() == null ? null : List.of());
    }
}
