package dev.rushes.storage.s3;

import dev.rushes.common.problem.ProblemException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** One call to S3. */
public final class S3Call {
    private static final Logger LOG = Logger.getLogger(S3Call.class);

    /** Refusals that say nothing about the request: the set-up is wrong or still being made. */
    private static final Set<String> SETUP =
            Set.of(
                    "NoSuchBucket",
                    "AccessDenied",
                    "InvalidAccessKeyId",
                    "SignatureDoesNotMatch",
                    "ExpiredToken",
                    "InvalidToken",
                    "RequestTimeTooSkewed",
                    "OperationAborted",
                    "SlowDown");

    private static final ScopedValue<Instant> END = ScopedValue.newInstance();

    private S3Call() {}

    /** Does several calls that together take no longer than a time; what is not done by then ends as unavailable. */
    public static <T> T within(Duration time, Supplier<T> calls) {
        return ScopedValue.where(END, Instant.now().plus(time)).call(calls::get);
    }

    /** When the calls of the present request must be done, or empty where nobody waits for them. */
    static Optional<Instant> end() {
        return END.isBound() ? Optional.of(END.get()) : Optional.empty();
    }

    /** S3's word for a refusal; empty where it sent none, as for every HEAD. */
    static String code(AwsServiceException refusal) {
        return refusal.awsErrorDetails() == null
                ? ""
                : Objects.requireNonNullElse(refusal.awsErrorDetails().errorCode(), "");
    }

    static String unquoted(@Nullable String etag) {
        return etag == null ? "" : etag.replace("\"", "");
    }

    /**
     * The answer of a call.
     *
     * @throws ProblemException 503, where S3 cannot be reached, does not answer in time or refuses this service as such
     * @throws AwsServiceException for every other refusal, such as a missing key
     */
    public static <T> T answer(Supplier<T> call) {
        try {
            return repeated(call);
        } catch (SdkClientException | UncheckedIOException e) {
            LOG.warnf("S3 does not answer: %s", e.getMessage());
            throw ProblemException.unavailable("The object store", e);
        } catch (AwsServiceException e) {
            String code = code(e);
            // A HEAD has no body, so its refusals carry a status only.
            if (e.statusCode() >= 500
                    || e.statusCode() == 403
                    || e.statusCode() == 429
                    || SETUP.contains(code)) {
                // A bucket that is still to be made is no news.
                LOG.logf(
                        code.equals("NoSuchBucket") ? Logger.Level.DEBUG : Logger.Level.WARN,
                        "S3 refuses: %d %s",
                        e.statusCode(),
                        code);
                throw ProblemException.unavailable("The object store", e);
            }
            throw e;
        }
    }

    /**
     * The SDK tries again by itself, but not where the connection breaks within the answer of a joining of parts: that
     * answer is read before it is known for one. All calls made here may be repeated.
     */
    private static <T> T repeated(Supplier<T> call) {
        try {
            return call.get();
        } catch (UncheckedIOException cut) {
            LOG.debugf("Once more, since an answer of S3 broke off: %s", cut.getMessage());
            return call.get();
        }
    }
}
