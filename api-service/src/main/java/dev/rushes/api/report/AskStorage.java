package dev.rushes.api.report;

import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** Asks storage-service what lies in the buckets. */
@ApplicationScoped
class AskStorage {
    private static final Logger LOG = Logger.getLogger(AskStorage.class);

    private final StorageService storage;

    AskStorage(@RestClient StorageService storage) {
        this.storage = storage;
    }

    /**
     * Its newest count.
     *
     * @throws ProblemException 503 where it is away; 401 or 403 where it refuses the caller
     */
    StoredBytes usage() {
        try {
            return storage.usage();
        } catch (WebApplicationException e) {
            int status = e.getResponse().getStatus();
            LOG.warnf("storage-service answered %d for its usage", status);
            throw switch (status) {
                case 401 ->
                        new ProblemException(
                                ProblemType.UNAUTHENTICATED, "Send a valid bearer token.");
                case 403 ->
                        new ProblemException(
                                ProblemType.FORBIDDEN, "The caller may not read the usage.");
                default -> ProblemException.unavailable("The storage service", e);
            };
        } catch (ProcessingException e) {
            LOG.warnf("storage-service does not answer: %s", e.getMessage());
            throw ProblemException.unavailable("The storage service", e);
        }
    }
}
