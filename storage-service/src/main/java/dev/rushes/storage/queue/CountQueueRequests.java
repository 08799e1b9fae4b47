package dev.rushes.storage.queue;

import dev.rushes.common.usage.Charge;
import dev.rushes.common.usage.RequestCounts;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Counts what SQS charges for: every attempt that goes out. */
@Singleton
@Unremovable
class CountQueueRequests implements ExecutionInterceptor {
    private final RequestCounts counts;

    CountQueueRequests(RequestCounts counts) {
        this.counts = counts;
    }

    @Override
    public void beforeTransmission(
            Context.BeforeTransmission context, ExecutionAttributes attributes) {
        counts.add(Charge.SQS_MESSAGE);
    }
}
