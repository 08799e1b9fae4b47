package dev.rushes.render.workspace;

import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.storage.BucketRole;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.media.RenderCancelled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.InvalidObjectStateException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.StorageClass;

/** Reads takes and assets from S3 to disk. */
@ApplicationScoped
public class Sources {
    private static final int BUFFER = 256 * 1024;

    private final S3Client s3;
    private final BucketConfig buckets;
    private final TransferMeters meters;

    @Inject
    Sources(S3Client s3, BucketConfig buckets, TransferMeters meters) {
        this.s3 = s3;
        this.buckets = buckets;
        this.meters = meters;
    }

    /**
     * Downloads exactly the version that the source names.
     *
     * @param stop asked between blocks
     * @param received told the bytes that came since it was told last
     * @throws SourceGone where the object is not there or another one
     * @throws SourcesArchived where it must be restored first
     * @throws StorageUnavailable where S3 does not answer or the bytes do not all come
     * @throws MediaFault where the disk is full
     * @throws RenderCancelled where {@code stop} said so
     */
    public void download(
            SourceObject source, Path target, BooleanSupplier stop, LongConsumer received) {
        var request =
                GetObjectRequest.builder()
                        .bucket(bucket(source.bucket()))
                        .key(source.key())
                        .versionId(source.versionId())
                        .build();
        try {
            boolean unusedAnswer =
                    Transfer.run(
                            "source down",
                            stop,
                            () ->
                                    get(
                                            source,
                                            request,
                                            target,
                                            stop,
                                            bytes -> {
                                                meters.sourceIn(bytes);
                                                received.accept(bytes);
                                            }));
        } catch (InvalidObjectStateException e) {
            throw archived(source);
        } catch (NoSuchKeyException e) {
            throw gone(source);
        } catch (S3Exception e) {
            throw failure(source, e);
        } catch (SdkException | IOException | UncheckedIOException e) {
            throw new StorageUnavailable("reading " + source.key(), e);
        }
    }

    private boolean get(
            SourceObject source,
            GetObjectRequest request,
            Path target,
            BooleanSupplier stop,
            LongConsumer received)
            throws IOException {
        try (ResponseInputStream<GetObjectResponse> body = s3.getObject(request)) {
            boolean whole = false;
            try {
                checkIsTheOne(source, body.response());
                copy(source, body, target, stop, received);
                whole = true;
                return true;
            } finally {
                if (!whole) {
                    // Closing alone would first read the rest of the object.
                    body.abort();
                }
            }
        }
    }

    private static void checkIsTheOne(SourceObject source, GetObjectResponse response) {
        if (source.etag() != null && !bare(source.etag()).equals(bare(response.eTag()))) {
            throw new SourceGone(
                    ProblemType.SOURCE_MISSING,
                    "The object "
                            + source.key()
                            + " is another one than was uploaded. Upload the take again.");
        }
        if (source.sizeBytes() != null && !source.sizeBytes().equals(response.contentLength())) {
            throw new SourceGone(
                    ProblemType.SOURCE_MISSING,
                    "The object %s has %d bytes, %d were uploaded. Upload the take again."
                            .formatted(source.key(), response.contentLength(), source.sizeBytes()));
        }
    }

    private static void copy(
            SourceObject source,
            ResponseInputStream<GetObjectResponse> body,
            Path target,
            BooleanSupplier stop,
            LongConsumer received) {
        long expected = body.response().contentLength();
        long total = 0;
        byte[] buffer = new byte[BUFFER];
        try (OutputStream out = Files.newOutputStream(target)) {
            int count;
            while ((count = read(source, body, buffer)) >= 0) {
                if (stop.getAsBoolean()) {
                    throw new RenderCancelled();
                }
                out.write(buffer, 0, count);
                total += count;
                received.accept(count);
            }
        } catch (IOException e) {
            throw new MediaFault("writing a source to scratch space", e);
        }
        if (total != expected) {
            throw new StorageUnavailable(
                    "%d of %d bytes of %s came".formatted(total, expected, source.key()), null);
        }
    }

    private static int read(SourceObject source, InputStream body, byte[] buffer) {
        try {
            return body.read(buffer);
        } catch (IOException | SdkException e) {
            throw new StorageUnavailable("reading " + source.key(), e);
        }
    }

    private static RuntimeException failure(SourceObject source, S3Exception e) {
        String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
        // A missing version is a plain 404, or a 400 where its id has another form than the
        // bucket's.
        if ((e.statusCode() == 404 && !"NoSuchBucket".equals(code))
                || "NoSuchVersion".equals(code)
                || "MethodNotAllowed".equals(code)) {
            return gone(source);
        }
        if ("InvalidObjectState".equals(code)) {
            return archived(source);
        }
        return new StorageUnavailable("reading " + source.key(), e);
    }

    private static SourceGone gone(SourceObject source) {
        return new SourceGone(
                ProblemType.SOURCE_MISSING,
                "There is no object "
                        + source.key()
                        + " any more. Upload the take again or take it out of the plan.");
    }

    private static SourcesArchived archived(SourceObject source) {
        return new SourcesArchived(List.of(source));
    }

    /**
     * Finds all that must be restored, so that their restores run side by side. Asked only where one was found archived:
     * it is a call to S3 for each of them.
     *
     * @param stop asked between them
     * @throws StorageUnavailable where S3 does not answer
     * @throws RenderCancelled where {@code stop} said so
     */
    public SourcesArchived allArchived(
            SourcesArchived found, Collection<SourceObject> sources, BooleanSupplier stop) {
        List<SourceObject> archived = new ArrayList<>();
        for (SourceObject source : sources) {
            if (stop.getAsBoolean()) {
                throw new RenderCancelled();
            }
            if (isArchived(source)) {
                archived.add(source);
            }
        }
        // One may have been restored in between; then the next attempt finds out.
        return archived.isEmpty() ? found : new SourcesArchived(archived);
    }

    private boolean isArchived(SourceObject source) {
        try {
            HeadObjectResponse head =
                    s3.headObject(request ->
                            request.bucket(bucket(source.bucket()))
                                    .key(source.key())
                                    .versionId(source.versionId()));
            boolean archive =
                    head.storageClass() == StorageClass.GLACIER
                            || head.storageClass() == StorageClass.DEEP_ARCHIVE;
            boolean restored =
                    head.restore() != null && head.restore().contains("ongoing-request=\"false\"");
            return archive && !restored;
        } catch (S3Exception e) {
            if (e.statusCode() == 404 || e.statusCode() == 405 || e.statusCode() == 400) {
                // The download says what is wrong with it.
                return false;
            }
            throw new StorageUnavailable("asking for " + source.key(), e);
        } catch (SdkException | UncheckedIOException e) {
            throw new StorageUnavailable("asking for " + source.key(), e);
        }
    }

    /** S3 writes ETags in quotes, our rows may have them without. */
    private static String bare(@Nullable String etag) {
        return etag == null ? "" : etag.replace("\"", "");
    }

    private String bucket(BucketRole role) {
        return switch (role) {
            case RAW_FOOTAGE -> buckets.rawFootage();
            case PROCESSED_VIDEOS -> buckets.processedVideos();
            case TRAINING_DATA -> buckets.trainingData();
        };
    }

    /** Asks for the bucket, so that a missing one or a missing right is seen. */
    public void check() {
        try {
            s3.headBucket(request -> request.bucket(buckets.rawFootage()));
        } catch (SdkException | UncheckedIOException e) {
            throw new StorageUnavailable("asking for the bucket of takes", e);
        }
    }
}
