package dev.rushes.storage.bucket;

import dev.rushes.common.problem.ProblemException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Something that this service may not do.
 *
 * @param action as IAM calls it
 * @param resource ARN of what it is to be allowed on
 */
record MissingRight(String action, String resource) {
    /** Refusals of the credentials as such; no policy mends them. */
    private static final Set<String> CREDENTIALS =
            Set.of(
                    "InvalidAccessKeyId",
                    "SignatureDoesNotMatch",
                    "ExpiredToken",
                    "InvalidToken",
                    "TokenRefreshRequired",
                    "RequestTimeTooSkewed",
                    "RequestExpired",
                    "AccountProblem",
                    "NotSignedUp");

    static MissingRight on(String action, String bucket) {
        return new MissingRight(action, "arn:aws:s3:::" + bucket);
    }

    /** Whether a call was refused because a policy does not allow it; the refusal of a HEAD says no more than 403. */
    static boolean isWhy(ProblemException refusal) {
        return refusal.getCause() instanceof AwsServiceException e
                && e.statusCode() == 403
                && (e.awsErrorDetails() == null
                        || !CREDENTIALS.contains(e.awsErrorDetails().errorCode()));
    }

    @Override
    public String toString() {
        return action + " on " + resource;
    }
}
