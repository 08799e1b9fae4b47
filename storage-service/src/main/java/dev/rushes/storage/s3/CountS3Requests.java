package dev.rushes.storage.s3;

import dev.rushes.common.usage.Charge;
import dev.rushes.common.usage.RequestCounts;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Counts what S3 charges for: every attempt that goes out, listings like writes, deletes not at all. */
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
        switch (context.httpRequest().method()) {
            case DELETE -> {}
            case PUT, POST, PATCH -> counts.add(Charge.S3_WRITE);
            case GET, HEAD, OPTIONS -> {
                boolean list = context.request().getClass().getSimpleName().startsWith("List");
                counts.add(list ? Charge.S3_WRITE : Charge.S3_READ);
            }
        }
    }
}
