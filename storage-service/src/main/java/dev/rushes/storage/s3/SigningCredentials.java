package dev.rushes.storage.s3;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/** Credentials of the SDK's usual chain that will hold for a while, since a URL dies with them. */
@Singleton
class SigningCredentials {
    private static final Duration SHORTEST = Duration.ofMinutes(15);

    private final ReentrantLock renewal = new ReentrantLock();
    private volatile DefaultCredentialsProvider chain =
            DefaultCredentialsProvider.builder().build();

    AwsCredentials current() {
        AwsCredentials credentials = chain.resolveCredentials();
        return endsSoon(credentials) ? renewed() : credentials;
    }

    private AwsCredentials renewed() {
        renewal.lock();
        try {
            AwsCredentials credentials = chain.resolveCredentials();
            if (endsSoon(credentials)) {
                // The chain renews by itself only minutes before the end; a new one asks at once.
                chain.close();
                chain = DefaultCredentialsProvider.builder().build();
                credentials = chain.resolveCredentials();
            }
            return credentials;
        } finally {
            renewal.unlock();
        }
    }

    private static boolean endsSoon(AwsCredentials credentials) {
        return credentials
                .expirationTime()
                .filter(end -> end.isBefore(Instant.now().plus(SHORTEST)))
                .isPresent();
    }
}
