package dev.rushes.storage.s3;

import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.storage.BucketRole;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.StorageClass;

/** Uploads in parts, as S3 keeps them. Every method may end in the problem {@code unavailable}. */
@Singleton
public class MultipartStore {
    /** S3 may take minutes to join a large file; it answers all the while, other stores may not. */
    private static final Duration LONGEST_JOINING = Duration.ofMinutes(2);

    private static final Executor THREADS = task -> Thread.ofVirtual().name("joining").start(task);

    private final S3Client s3;
    private final BucketNames names;

    /** What S3 is joining, by its names of the uploads: to ask again meanwhile would have it do the work twice. */
    private final Map<String, CompletableFuture<Joined>> joining = new ConcurrentHashMap<>();

    MultipartStore(S3Client s3, BucketNames names) {
        this.s3 = s3;
        this.names = names;
    }

    /** What came of having S3 join the parts. */
    public enum Joined {
        /** The object is there. */
        DONE,
        /** S3 knows no such upload: it was joined or aborted before. */
        UNKNOWN,
        /** Something lies under the key already. */
        OCCUPIED,
        /** A part has changed since it was listed, or is too small. */
        PARTS_DIFFER,
        /** The whole has another checksum or size than was named. */
        WHOLE_DIFFERS
    }

    /**
     * Begins an upload in parts.
     *
     * @return S3's name for it
     */
    public String begin(BucketRole bucket, String key, Content content) {
        return S3Call.answer(() ->
                        s3.createMultipartUpload(request -> {
                            request.bucket(names.of(bucket))
                                    .key(key)
                                    .contentType(content.contentType())
                                    // The only one that S3 makes over the whole by itself; with the
                                    // SDK's own choice every part would need a checksum of the
                                    // client.
                                    .checksumAlgorithm(ChecksumAlgorithm.CRC64_NVME)
                                    .checksumType(ChecksumType.FULL_OBJECT);
                            if (content.tiering()) {
                                request.storageClass(StorageClass.INTELLIGENT_TIERING);
                            }
                        }))
                .uploadId();
    }

    /** The parts that have arrived, by number; empty where S3 knows no such upload (any more). */
    public Optional<List<UploadedPart>> parts(BucketRole bucket, String key, String uploadId) {
        List<UploadedPart> parts = new ArrayList<>();
        Integer after = null;
        try {
            do {
                Integer from = after;
                ListPartsResponse page =
                        S3Call.answer(() ->
                                s3.listParts(request ->
                                        request.bucket(names.of(bucket))
                                                .key(key)
                                                .uploadId(uploadId)
                                                .partNumberMarker(from)));
                page.parts()
                        .forEach(part ->
                                parts.add(
                                        new UploadedPart(
                                                part.partNumber(),
                                                Objects.requireNonNullElse(part.size(), 0L),
                                                S3Call.unquoted(part.eTag()))));
                after =
                        Boolean.TRUE.equals(page.isTruncated())
                                ? page.nextPartNumberMarker()
                                : null;
            } while (after != null);
        } catch (S3Exception e) {
            if (S3Call.code(e).equals("NoSuchUpload")) {
                return Optional.empty();
            }
            throw e;
        }
        return Optional.of(parts);
    }

    /**
     * Joins the parts to an object, where none is yet. May be called again: where S3 takes longer than the request may, the
     * joining goes on and the next call waits for the same one.
     *
     * @param crc64nvme of the whole as announced, which S3 then compares; null where none was
     */
    public Joined join(
            BucketRole bucket,
            String key,
            String uploadId,
            List<UploadedPart> parts,
            @Nullable String crc64nvme) {
        CompletableFuture<Joined> running =
                joining.computeIfAbsent(
                        uploadId,
                        id ->
                                CompletableFuture.supplyAsync(
                                        () -> {
                                            try {
                                                return joined(bucket, key, id, parts, crc64nvme);
                                            } finally {
                                                // Waits where it is not put in yet.
                                                joining.remove(id);
                                            }
                                        },
                                        THREADS));
        Duration left =
                S3Call.end()
                        .map(end -> Duration.between(Instant.now(), end))
                        .orElse(LONGEST_JOINING);
        try {
            return running.get(left.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw ProblemException.goesOn("The object store is still joining the parts.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("The object store", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException(e.getCause());
        }
    }

    private Joined joined(
            BucketRole bucket,
            String key,
            String uploadId,
            List<UploadedPart> parts,
            @Nullable String crc64nvme) {
        List<CompletedPart> named =
                parts.stream()
                        .map(part ->
                                CompletedPart.builder()
                                        .partNumber(part.number())
                                        .eTag(part.etag())
                                        .build())
                        .toList();
        long whole = parts.stream().mapToLong(UploadedPart::sizeBytes).sum();
        try {
            S3Call.answer(() ->
                    s3.completeMultipartUpload(request -> {
                        request.bucket(names.of(bucket))
                                .key(key)
                                .uploadId(uploadId)
                                .multipartUpload(upload -> upload.parts(named))
                                .mpuObjectSize(whole)
                                .ifNoneMatch("*")
                                .overrideConfiguration(limits ->
                                        limits.apiCallTimeout(LONGEST_JOINING)
                                                .apiCallAttemptTimeout(LONGEST_JOINING));
                        if (crc64nvme != null) {
                            request.checksumCRC64NVME(crc64nvme)
                                    .checksumType(ChecksumType.FULL_OBJECT);
                        }
                    }));
            return Joined.DONE;
        } catch (S3Exception e) {
            return switch (S3Call.code(e)) {
                case "NoSuchUpload" -> Joined.UNKNOWN;
                case "PreconditionFailed" -> Joined.OCCUPIED;
                case "InvalidPart", "InvalidPartOrder", "EntityTooSmall" -> Joined.PARTS_DIFFER;
                case "BadDigest", "BadRequest", "InvalidRequest" -> Joined.WHOLE_DIFFERS;
                // Two calls at once; the other one's end decides.
                case "ConditionalRequestConflict" ->
                        throw ProblemException.unavailable("The object store", e);
                default -> throw e;
            };
        }
    }

    /** Gives up the parts; no more can arrive after it. May be called again. */
    public void abort(BucketRole bucket, String key, String uploadId) {
        try {
            S3Call.answer(() ->
                    s3.abortMultipartUpload(request ->
                            request.bucket(names.of(bucket)).key(key).uploadId(uploadId)));
        } catch (S3Exception e) {
            if (!S3Call.code(e).equals("NoSuchUpload")) {
                throw e;
            }
        }
    }
}
