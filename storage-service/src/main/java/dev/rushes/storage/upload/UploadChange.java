package dev.rushes.storage.upload;

import dev.rushes.common.storage.Upload;
import dev.rushes.common.storage.UploadKind;
import dev.rushes.common.storage.UploadStatus;

/**
 * An upload was announced ({@code PENDING}) or came to an end; told within the transaction.
 *
 * @param bytes as announced, which is what was stored
 */
record UploadChange(UploadKind kind, UploadStatus status, long bytes) {
    static UploadChange of(Upload upload) {
        return new UploadChange(upload.kind, upload.status(), upload.sizeBytes);
    }
}
