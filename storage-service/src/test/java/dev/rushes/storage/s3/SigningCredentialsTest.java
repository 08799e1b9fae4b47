package dev.rushes.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rushes.common.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

class SigningCredentialsTest {

    @Test
    void credentialsThatEndWithinFifteenMinutesAreRenewedFirst() {
        AwsCredentials soon = ending("soon", Duration.ofMinutes(14));
        AwsCredentials later = ending("later", Duration.ofHours(6));
        SigningCredentials signing = new SigningCredentials(chains(soon, later)::poll);

        assertThat(signing.current()).isEqualTo(later);
        assertThat(signing.current()).isEqualTo(later);
    }

    @Test
    void credentialsThatHoldForLongerAreKept() {
        AwsCredentials held = ending("held", Duration.ofMinutes(16));
        SigningCredentials signing =
                new SigningCredentials(chains(held, ending("other", Duration.ofHours(1)))::poll);

        assertThat(signing.current()).isEqualTo(held);
    }

    @Test
    void theLastOnesServeToTheirEndWhereTheyCannotBeRenewed() {
        AwsCredentials last = ending("last", Duration.ofMinutes(2));
        Deque<AwsCredentialsProvider> chains = chains(last);
        chains.add(() -> {
            throw SdkClientException.create("nobody answers");
        });
        SigningCredentials signing = new SigningCredentials(chains::poll);

        assertThat(signing.current()).isEqualTo(last);
    }

    @Test
    void nothingIsSignedWithCredentialsThatHaveEnded() {
        AwsCredentials over = ending("over", Duration.ofMinutes(-1));
        SigningCredentials signing = new SigningCredentials(chains(over, over)::poll);

        assertThatThrownBy(signing::current).isInstanceOf(ProblemException.class);
    }

    private static Deque<AwsCredentialsProvider> chains(AwsCredentials... credentials) {
        return new ArrayDeque<>(
                List.of(credentials).stream()
                        .map(one -> (AwsCredentialsProvider) StaticCredentialsProvider.create(one))
                        .toList());
    }

    private static AwsCredentials ending(String id, Duration in) {
        return AwsSessionCredentials.builder()
                .accessKeyId(id)
                .secretAccessKey("secret")
                .sessionToken("token")
                .expirationTime(Instant.now().plus(in))
                .build();
    }
}
