package dev.rushes.api.download;

import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.storage.BucketRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks storage-service for presigned URLs. */
@ApplicationScoped
public class PresignedUrls {
    private static final Logger LOG = Logger.getLogger(PresignedUrls.class);

    private final StorageService storage;

    PresignedUrls(@RestClient StorageService storage) {
        this.storage = storage;
    }

    /**
     * A fresh URL.
     *
     * @param life how long it should live; it may expire sooner
     * @param filename what a browser saves it as, or null
     * @throws ProblemException 503 where storage-service is away, 404 where the object is gone, 409 where it is archived
     */
    public PresignedUrl of(
            BucketRole bucket, String key, Duration life, @Nullable String filename) {
        try {
            return storage.download(
                    new DownloadRequest(bucket.wireName(), key, life.toSeconds(), filename));
        } catch (WebApplicationException e) {
            int status = e.getResponse().getStatus();
            LOG.warnf("storage-service answered %d for %s in %s", status, key, bucket.wireName());
            throw switch (status) {
                case 404 ->
                        new ProblemException(
                                ProblemType.NOT_FOUND, "The object " + key + " is gone.");
                case 409 ->
                        new ProblemException(
                                ProblemType.OBJECT_ARCHIVED,
                                "Restore it with POST /api/v1/objects/"
                                        + bucket.wireName()
                                        + "/"
                                        + key
                                        + "/restore on storage-service.");
                case 401 ->
                        new ProblemException(
                                ProblemType.UNAUTHENTICATED, "Send a valid bearer token.");
                case 403 ->
                        new ProblemException(
                                ProblemType.FORBIDDEN, "The caller may not read this object.");
                default -> ProblemException.unavailable("The storage service", e);
            };
        } catch (ProcessingException e) {
            LOG.warnf("storage-service does not answer: %s", e.getMessage());
            throw ProblemException.unavailable("The storage service", e);
        }
    }
}
