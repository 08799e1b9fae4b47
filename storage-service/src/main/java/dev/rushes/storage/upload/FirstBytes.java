package dev.rushes.storage.upload;

import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.storage.UploadKind;
import dev.rushes.storage.s3.ObjectStore;
import dev.rushes.storage.s3.StoredObject;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;

/**
 * Looks at how an object begins. Apache Tika's table of signatures is used instead of one of our own: it knows some
 * hundred formats, keeps text apart from bytes, and reads no further than it is given.
 */
@Singleton
class FirstBytes {
    /** What Tika says to bytes that it does not know. */
    private static final String UNKNOWN = "application/octet-stream";

    private final ObjectStore objects;
    private final MimeTypes signatures = MimeTypes.getDefaultMimeTypes();

    FirstBytes(ObjectStore objects) {
        this.objects = objects;
    }

    /**
     * Why the object cannot be what was announced, or empty. Bytes of an unknown format pass, such as those of many
     * cameras: whether footage can be decoded is what its analysis finds out. So does a text sent as a take, since a scene
     * shall say itself why its take is of no use.
     */
    Optional<String> fault(Announced announced, StoredObject object) {
        byte[] first =
                objects.firstBytes(
                                object.bucket(),
                                object.key(),
                                object.versionId(),
                                signatures.getMinLength())
                        .orElseThrow(() -> ProblemException.unavailable("The object", null));
        String found = type(first);
        boolean leftToAnalysis =
                announced.kind() == UploadKind.RAW_FOOTAGE && found.startsWith("text/");
        return found.equals(UNKNOWN) || leftToAnalysis || Nature.of(announced).fits(found)
                ? Optional.empty()
                : Optional.of(
                        "The file begins like %s, announced was %s."
                                .formatted(found, announced.contentType()));
    }

    private String type(byte[] first) {
        try {
            return signatures
                    .detect(new ByteArrayInputStream(first), new Metadata())
                    .getBaseType()
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
