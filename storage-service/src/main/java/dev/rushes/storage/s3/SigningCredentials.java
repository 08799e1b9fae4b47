package dev.rushes.storage.s3;

import dev.rushes.common.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Credentials of the SDK's usual chain that will hold for a while, since a URL dies with them. */
@Singleton
class SigningCredentials {
    private static final Logger LOG = Logger.getLogger(SigningCredentials.class);
    private static final Duration SHORTEST = Duration.ofMinutes(15);

    private final Supplier<AwsCredentialsProvider> chains;
    private final ReentrantLock renewal = new ReentrantLock();
    private volatile AwsCredentialsProvider chain;

    @Inject
    SigningCredentials() {
        this(() -> DefaultCredentialsProvider.builder().build());
    }

    /**
     * @param chains makes a chain that has asked nobody yet
     */
    SigningCredentials(Supplier<AwsCredentialsProvider> chains) {
        this.chains = chains;
        this.chain = chains.get();
    }

    /**
     * Credentials that hold for at least 15 minutes, where those can be had.
     *
     * @throws ProblemException 503 where the only ones to be had have ended
     */
    AwsCredentials current() {
        AwsCredentials credentials = chain.resolveCredentials();
        if (endsWithin(credentials, SHORTEST)) {
            credentials = renewed();
        }
        if (endsWithin(credentials, Duration.ZERO)) {
            LOG.error("The AWS credentials have ended and are not renewed");
            throw ProblemException.unavailable(
                    "The object store", new IllegalStateException("credentials have ended"));
        }
        return credentials;
    }

    private AwsCredentials renewed() {
        renewal.lock();
        try {
            AwsCredentials credentials = chain.resolveCredentials();
            if (!endsWithin(credentials, SHORTEST)) {
                // Another thread was here.
                return credentials;
            }
            // The chain renews by itself only minutes before the end; a new one asks at once.
            AwsCredentialsProvider fresh = chains.get();
            try {
                credentials = fresh.resolveCredentials();
            } catch (SdkClientException e) {
                LOG.warnf("The AWS credentials are not renewed yet: %s", e.getMessage());
                close(fresh);
                return credentials;
            }
            close(chain);
            chain = fresh;
            return credentials;
        } finally {
            renewal.unlock();
        }
    }

    private static void close(AwsCredentialsProvider provider) {
        if (provider instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }

    private static boolean endsWithin(AwsCredentials credentials, Duration time) {
        return credentials
                .expirationTime()
                .filter(end -> end.isBefore(Instant.now().plus(time)))
                .isPresent();
    }
}
