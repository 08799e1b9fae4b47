package dev.rushes.storage.upload;

import dev.rushes.storage.s3.StoredObject;
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
        if (announced.sha256() == null) {
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

    private static String essence(String contentType) {
        return contentType.replaceAll(";.*", "").strip().toLowerCase(Locale.ROOT);
    }
}
