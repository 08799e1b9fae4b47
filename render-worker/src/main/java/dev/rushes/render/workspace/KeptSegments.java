package dev.rushes.render.workspace;

import dev.rushes.common.storage.ObjectKeys;
import dev.rushes.render.engine.SegmentStore;
import dev.rushes.render.media.RenderCancelled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Finished segments in the bucket of processed videos, where any worker finds them; the bucket's lifecycle removes
 * them. Where the bucket does not answer, nothing is asked of it for a while: rendering again is quicker than waiting.
 */
@ApplicationScoped
public class KeptSegments implements SegmentStore {
    private static final Logger LOG = Logger.getLogger(KeptSegments.class);
    private static final Duration REST = Duration.ofMinutes(1);

    private final S3Client s3;
    private final BucketConfig buckets;
    private final TransferMeters meters;
    private final AtomicLong restUntil = new AtomicLong(System.nanoTime());

    @Inject
    KeptSegments(S3Client s3, BucketConfig buckets, TransferMeters meters) {
        this.s3 = s3;
        this.buckets = buckets;
        this.meters = meters;
    }

    @Override
    public boolean fetch(String fingerprint, Path into, BooleanSupplier stop) {
        if (isResting()) {
            return false;
        }
        try {
            return Transfer.run("segment down", stop, () -> get(fingerprint, into));
        } catch (NoSuchKeyException notThere) {
            return false;
        } catch (RenderCancelled stopped) {
            // The render sees it by itself.
            return false;
        } catch (SdkException | IOException | UncheckedIOException e) {
            rest("looking for segments", e);
            return false;
        }
    }

    private boolean get(String fingerprint, Path into) throws IOException {
        try (InputStream body =
                s3.getObject(request ->
                        request.bucket(buckets.processedVideos())
                                .key(ObjectKeys.segment(fingerprint)))) {
            meters.segmentIn(Files.copy(body, into, StandardCopyOption.REPLACE_EXISTING));
            return true;
        }
    }

    @Override
    public void keep(String fingerprint, Path segment, BooleanSupplier stop) {
        if (isResting()) {
            return;
        }
        try {
            Transfer.run(
                    "segment up",
                    stop,
                    () ->
                            s3.putObject(
                                    request ->
                                            request.bucket(buckets.processedVideos())
                                                    .key(ObjectKeys.segment(fingerprint))
                                                    .contentType("application/octet-stream"),
                                    RequestBody.fromFile(segment)));
            meters.segmentOut(Files.size(segment));
        } catch (RenderCancelled stopped) {
            // The render sees it by itself.
            return;
        } catch (SdkException | IOException | UncheckedIOException e) {
            rest("keeping segments", e);
        }
    }

    private boolean isResting() {
        return System.nanoTime() - restUntil.get() < 0;
    }

    private void rest(String doing, Exception e) {
        restUntil.set(System.nanoTime() + REST.toNanos());
        LOG.warnf("No %s for %s s: %s", doing, REST.toSeconds(), e.getMessage());
    }
}
