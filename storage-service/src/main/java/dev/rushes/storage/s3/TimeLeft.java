package dev.rushes.storage.s3;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Gives a call no more time than the request has left that it is made for, its retries included. */
public final class TimeLeft implements ExecutionInterceptor {
    /** With less left a call is not worth beginning. */
    private static final Duration LEAST = Duration.ofMillis(100);

    @Override
    public SdkRequest modifyRequest(
            Context.ModifyRequest context, ExecutionAttributes executionAttributes) {
        Optional<Instant> end = S3Call.end();
        if (end.isEmpty() || !(context.request() instanceof AwsRequest request)) {
            return context.request();
        }
        Duration left = Duration.between(Instant.now(), end.get());
        if (left.compareTo(LEAST) < 0) {
            throw SdkClientException.create("no time is left for another call");
        }
        AwsRequestOverrideConfiguration limits =
                request.overrideConfiguration()
                        .map(AwsRequestOverrideConfiguration::toBuilder)
                        .orElseGet(AwsRequestOverrideConfiguration::builder)
                        .apiCallTimeout(left)
                        .build();
        return request.toBuilder().overrideConfiguration(limits).build();
    }
}
