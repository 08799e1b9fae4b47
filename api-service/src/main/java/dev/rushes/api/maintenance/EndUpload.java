package dev.rushes.api.maintenance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.storage.OutboxMessage;
import dev.rushes.common.storage.OutboxTopic;
import dev.rushes.common.storage.Upload;
import dev.rushes.common.storage.UploadStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Ends an upload that nobody completed, and has what arrived of it removed; of one that has ended, forgets the row. */
@ApplicationScoped
class EndUpload {
    /** A PUT that began in the last second of its URL may arrive this much later. */
    private static final Duration LONGEST_PUT = Duration.ofHours(1);

    @Transactional
    void end(UUID id) {
        Upload upload = Upload.findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (upload == null || upload.status() == UploadStatus.STORED) {
            return;
        }
        if (upload.status() != UploadStatus.PENDING) {
            upload.delete();
            return;
        }
        Instant now = Instant.now();
        upload.expire(now);
        remove(upload, now);
        if (upload.urlExpiresAt != null && upload.urlExpiresAt.plus(LONGEST_PUT).isAfter(now)) {
            remove(upload, upload.urlExpiresAt.plus(LONGEST_PUT));
        }
    }

    private static void remove(Upload upload, Instant due) {
        ObjectNode what =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("bucket", upload.bucket)
                        .put("key", upload.s3Key);
        if (upload.s3UploadId != null) {
            // What arrived in parts is no object yet.
            what.put("uploadId", upload.s3UploadId);
        }
        OutboxMessage.due(OutboxTopic.DELETE_OBJECTS, what, due).persist();
    }
}
