package dev.rushes.storage.upload;

import dev.rushes.storage.s3.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Compares what lies in the bucket with what was announced. */
final class Arrival {
    private Arrival() {}

    /** Why the object is not what was announced, or empty where it is. */
    static Optional<String> fault(Announced announced, StoredObject object) {
        if (object.sizeBytes() != announced.sizeBytes()) {
            return Optional.of(
                    "The object has %d bytes, announced were %d."
                            .formatted(object.sizeBytes(), announced.sizeBytes()));
        }
        String type = object.contentType() == null ? "" : object.contentType();
        if (!essence(type).equals(essence(announced.contentType()))) {
            return Optional.of(
                    "The object's content type is %s, announced was %s."
                            .formatted(type.isEmpty() ? "unknown" : type, announced.contentType()));
        }
        if (announced.crc64nvme() != null && !announced.crc64nvme().equals(object.crc64nvme())) {
            return Optional.of(
                    object.crc64nvme() == null
                            ? "S3 keeps no CRC-64/NVME of the object; send the headers that the upload names."
                            : "The object's CRC-64/NVME is %s, announced was %s."
                                    .formatted(object.crc64nvme(), announced.crc64nvme()));
        }
        if (!sha256Counts(announced)) {
            return Optional.empty();
        }
        if (object.sha256() == null) {
            return Optional.of(
                    "S3 keeps no SHA-256 of the object; send the headers that the upload names.");
        }
        return object.sha256().equals(announced.sha256())
                ? Optional.empty()
                : Optional.of(
                        "The object's SHA-256 is %s, announced was %s."
                                .formatted(object.sha256(), announced.sha256()));
    }

    /** What a complete upload was checked for. */
    static List<String> verified(Announced announced) {
        List<String> verified = new ArrayList<>(List.of("size", "content-type", "first-bytes"));
        if (announced.crc64nvme() != null) {
            verified.add("crc64nvme");
        }
        if (sha256Counts(announced)) {
            verified.add("sha256");
        }
        return verified;
    }

    /** S3 makes no SHA-256 over an upload in parts, only one of the parts' checksums. */
    private static boolean sha256Counts(Announced announced) {
        return announced.sha256() != null && announced.partSizeBytes() == null;
    }

    private static String essence(String contentType) {
        return contentType.replaceAll(";.*", "").strip().toLowerCase(Locale.ROOT);
    }
}
