package dev.rushes.storage.s3;

import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.storage.ArchivedObject;
import dev.rushes.common.storage.RestoreTier;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GlacierJobParameters;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tier;

/** Asks S3 to bring archived objects back for a while. */
@Singleton
public class Archive {
    private static final Logger LOG = Logger.getLogger(Archive.class);

    private final S3Client s3;
    private final BucketNames names;

    Archive(S3Client s3, BucketNames names) {
        this.s3 = s3;
        this.names = names;
    }

    /**
     * Asks for a copy that can be read, or lets one that is there live for so many days from now.
     *
     * @return false where S3 will not restore this object, however often it is asked
     * @throws ProblemException 503 where S3 does not take the request now
     */
    public boolean restore(ArchivedObject object, int days, RestoreTier tier) {
        Tier wanted =
                switch (tier) {
                    case EXPEDITED -> Tier.EXPEDITED;
                    case STANDARD -> Tier.STANDARD;
                    case BULK -> Tier.BULK;
                };
        try {
            S3Call.answer(() ->
                    s3.restoreObject(request ->
                            request.bucket(names.of(object.bucket()))
                                    .key(object.key())
                                    .versionId(object.versionId())
                                    .restoreRequest(restore ->
                                            restore.days(days)
                                                    .glacierJobParameters(
                                                            GlacierJobParameters.builder()
                                                                    .tier(wanted)
                                                                    .build()))));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == 409) {
                // Somebody has asked already, which is as good.
                return true;
            }
            LOG.warnf("S3 refuses to restore %s: %s", object.key(), e.getMessage());
            return false;
        }
    }
}
