package dev.rushes.render.workspace;

import dev.rushes.common.digest.Sha256;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.media.RenderCancelled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Puts results into the bucket of processed videos. */
@ApplicationScoped
public class Results {
    private static final Logger LOG = Logger.getLogger(Results.class);
    private static final int BUFFER = 64 * 1024;

    private final S3Client s3;
    private final BucketConfig buckets;
    private final TransferMeters meters;

    @Inject
    Results(S3Client s3, BucketConfig buckets, TransferMeters meters) {
        this.s3 = s3;
        this.buckets = buckets;
        this.meters = meters;
    }

    /**
     * Uploads a file, large ones in parts.
     *
     * @param stop asked between blocks
     * @param sent told the bytes that went since it was told last; a block sent twice counts twice
     * @throws StorageUnavailable where S3 does not take it
     * @throws RenderCancelled where {@code stop} said so; nothing is left behind then
     */
    public StoredObject store(
            Path file, String key, String contentType, BooleanSupplier stop, LongConsumer sent) {
        LongConsumer counted =
                bytes -> {
                    meters.resultOut(bytes);
                    sent.accept(bytes);
                };
        try {
            return Transfer.run(
                    "result up", stop, () -> put(file, key, contentType, stop, counted));
        } catch (IOException e) {
            throw new MediaFault("reading a result from scratch space", e);
        } catch (SdkException | UncheckedIOException e) {
            throw stop.getAsBoolean()
                    ? new RenderCancelled()
                    : new StorageUnavailable("storing " + key, e);
        }
    }

    private StoredObject put(
            Path file, String key, String contentType, BooleanSupplier stop, LongConsumer sent)
            throws IOException {
        long size = Files.size(file);
        byte[] digest = sha256(file, stop);
        String version =
                size <= buckets.partBytes()
                        ? putWhole(file, size, key, contentType, digest, stop, sent)
                        : putInParts(file, size, key, contentType, stop, sent);
        if (stop.getAsBoolean()) {
            // Nobody waits for it any more.
            discard(key, version);
            throw new RenderCancelled();
        }
        return new StoredObject(key, version, size, HexFormat.of().formatHex(digest));
    }

    private @Nullable String putWhole(
            Path file,
            long size,
            String key,
            String contentType,
            byte[] digest,
            BooleanSupplier stop,
            LongConsumer sent) {
        return s3.putObject(
                        request ->
                                request.bucket(buckets.processedVideos())
                                        .key(key)
                                        .contentType(contentType)
                                        .contentLength(size)
                                        .checksumSHA256(Base64.getEncoder().encodeToString(digest)),
                        body(file, 0, size, contentType, stop, sent))
                .versionId();
    }

    private @Nullable String putInParts(
            Path file,
            long size,
            String key,
            String contentType,
            BooleanSupplier stop,
            LongConsumer sent) {
        String bucket = buckets.processedVideos();
        String upload =
                s3.createMultipartUpload(
                                request -> request.bucket(bucket).key(key).contentType(contentType))
                        .uploadId();
        boolean done = false;
        try {
            List<CompletedPart> parts = new ArrayList<>();
            for (long from = 0; from < size; from += buckets.partBytes()) {
                long length = Math.min(buckets.partBytes(), size - from);
                int number = parts.size() + 1;
                String etag =
                        s3.uploadPart(
                                        request ->
                                                request.bucket(bucket)
                                                        .key(key)
                                                        .uploadId(upload)
                                                        .partNumber(number)
                                                        .contentLength(length),
                                        body(file, from, length, contentType, stop, sent))
                                .eTag();
                parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
            }
            String version =
                    s3.completeMultipartUpload(request ->
                                    request.bucket(bucket)
                                            .key(key)
                                            .uploadId(upload)
                                            .multipartUpload(all -> all.parts(parts)))
                            .versionId();
            done = true;
            return version;
        } finally {
            if (!done) {
                abort(bucket, key, upload);
            }
        }
    }

    private void abort(String bucket, String key, String upload) {
        try {
            s3.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(upload));
        } catch (SdkException | UncheckedIOException e) {
            // The bucket's lifecycle removes the parts after a week.
            LOG.debugf(e, "The parts of %s could not be removed", key);
        }
    }

    private static RequestBody body(
            Path file,
            long from,
            long length,
            String contentType,
            BooleanSupplier stop,
            LongConsumer sent) {
        return RequestBody.fromContentProvider(
                () -> new Slice(open(file, from), length, stop, sent), length, contentType);
    }

    private static InputStream open(Path file, long from) {
        try {
            var channel = Files.newByteChannel(file).position(from);
            return new BufferedInputStream(
                    java.nio.channels.Channels.newInputStream(channel), BUFFER);
        } catch (IOException e) {
            throw new MediaFault("reading a result from scratch space", e);
        }
    }

    private static byte[] sha256(Path file, BooleanSupplier stop) throws IOException {
        MessageDigest digest = Sha256.begin();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            int count;
            while ((count = in.read(buffer)) >= 0) {
                if (stop.getAsBoolean()) {
                    throw new RenderCancelled();
                }
                digest.update(buffer, 0, count);
            }
        }
        return digest.digest();
    }

    /**
     * Removes a result that no row will name, as well as it can: what stays is found by a later sweep.
     *
     * @param versionId the version to remove for good; null hides the newest one
     */
    public void discard(String key, @Nullable String versionId) {
        try {
            s3.deleteObject(request ->
                    request.bucket(buckets.processedVideos()).key(key).versionId(versionId));
        } catch (SdkException | UncheckedIOException e) {
            LOG.warnf("The unused result %s could not be removed: %s", key, e.getMessage());
        }
    }

    /** Asks for the bucket, so that a missing one or a missing right is seen. */
    public void check() {
        try {
            s3.headBucket(request -> request.bucket(buckets.processedVideos()));
        } catch (SdkException | UncheckedIOException e) {
            throw new StorageUnavailable("asking for the bucket of processed videos", e);
        }
    }

    /** A part of a file that stops where the work is to stop. */
    private static final class Slice extends FilterInputStream {
        private final BooleanSupplier stop;
        private final LongConsumer sent;
        private long left;

        Slice(InputStream in, long length, BooleanSupplier stop, LongConsumer sent) {
            super(in);
            this.left = length;
            this.stop = stop;
            this.sent = sent;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            if (stop.getAsBoolean()) {
                throw new RenderCancelled();
            }
            if (left <= 0) {
                return -1;
            }
            int count = in.read(into, at, (int) Math.min(length, left));
            if (count > 0) {
                left -= count;
                sent.accept(count);
            }
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = in.skip(Math.min(count, left));
            left -= skipped;
            return skipped;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(left, in.available());
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
