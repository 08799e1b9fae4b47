package dev.rushes.api.download;

import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.storage.BucketRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks storage-service what becomes of an object; whoever reads an episode or a scene must not wait for one that is away. */
@ApplicationScoped
public class ObjectLifecycles {
    private static final Logger LOG = Logger.getLogger(ObjectLifecycles.class);

    /** After a failure nobody asks again for so long. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final StorageService storage;
    private volatile Instant notBefore = Instant.MIN;

    ObjectLifecycles(@RestClient StorageService storage) {
        this.storage = storage;
    }

    /**
     * Where an object that the caller may see is in its life.
     *
     * @return null where nobody can tell at the moment
     * @throws ProblemException 404 where it is gone
     */
    public @Nullable ObjectLifecycle of(BucketRole bucket, String key) {
        Instant now = Instant.now();
        if (now.isBefore(notBefore)) {
            return null;
        }
        try {
            return storage.object(bucket.wireName(), key).lifecycle();
        } catch (WebApplicationException e) {
            int status = e.getResponse().getStatus();
            if (status == 404) {
                throw new ProblemException(
                        ProblemType.NOT_FOUND, "The object " + key + " is gone.");
            }
            LOG.warnf("storage-service answered %d for %s in %s", status, key, bucket.wireName());
        } catch (ProcessingException e) {
            LOG.warnf("storage-service does not answer: %s", e.getMessage());
        }
        notBefore = now.plus(PAUSE);
        return null;
    }
}
