package dev.rushes.storage.restore;

import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.storage.ArchivedObject;
import dev.rushes.common.storage.RestoreLedger;
import dev.rushes.common.storage.RestoreTier;
import dev.rushes.storage.s3.Archive;
import dev.rushes.storage.s3.ObjectStore;
import dev.rushes.storage.s3.StoredObject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Asks for the restore of an archived object that somebody named. */
@Singleton
public class RestoreObject {
    private static final Logger LOG = Logger.getLogger(RestoreObject.class);

    private final ObjectStore objects;
    private final Archive archive;
    private final RestoreLedger ledger;

    RestoreObject(ObjectStore objects, Archive archive, RestoreLedger ledger) {
        this.objects = objects;
        this.archive = archive;
        this.ledger = ledger;
    }

    /**
     * Asks S3 and follows the restore from then on. A restore that is under way goes on; a restored copy lives for the
     * days from now.
     *
     * @param object as S3 described it
     * @return as S3 describes it now
     * @throws ProblemException 409 {@code wrong-state} where the object is not archived, 503 where S3 does not take it
     */
    public StoredObject restore(StoredObject object, RestoreRequest request) {
        if (!object.isInArchive()) {
            throw new ProblemException(
                    ProblemType.WRONG_STATE,
                    "The object lies in "
                            + object.storageClass()
                            + " and can be read: there is nothing to restore.");
        }
        RestoreTier tier = request.wantedTier();
        var archived = new ArchivedObject(object.bucket(), object.key(), object.versionId());
        if (!object.isRestoring()) {
            if (!archive.restore(archived, request.days(), tier)) {
                throw new ProblemException(
                        ProblemType.WRONG_STATE, "S3 does not restore this object with this tier.");
            }
            LOG.infof(
                    "Asked for %s of %s for %d days (%s)",
                    object.key(), object.bucket().wireName(), request.days(), tier.text());
        }
        UUID id = ledger.want(archived, request.days(), tier);
        if (!object.isRestoring()) {
            ledger.restoring(id, Instant.now().plus(tier.longest()));
        }
        return objects.look(object.bucket(), object.key(), object.versionId()).orElse(object);
    }
}
