package dev.rushes.render.workspace;

import dev.rushes.common.usage.RequestCounts;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Counts what S3 charges for: every attempt that goes out. */
@Singleton
@Unremovable
class CountS3Requests implements ExecutionInterceptor {
    private final RequestCounts counts;

    CountS3Requests(RequestCounts counts) {
        this.counts = counts;
    }

    @Override
    public void beforeTransmission(
            Context.BeforeTransmission context, ExecutionAttributes attributes) {
        counts.addS3(
                context.httpRequest().method().name(),
                context.request().getClass().getSimpleName());
    }
}
