package dev.rushes.storage.upload;

import dev.rushes.common.storage.UploadStatus;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

/**
 * Counts what becomes of uploads. Their bytes go from the browser to S3 without this service, so they count when they are
 * found there.
 */
@ApplicationScoped
class UploadMeters {
    private final MeterRegistry meters;

    UploadMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    void count(@Observes(during = TransactionPhase.AFTER_SUCCESS) UploadChange change) {
        String kind = change.kind().text();
        meters.counter("rushes.uploads", "kind", kind, "outcome", outcome(change.status()))
                .increment();
        if (change.status() == UploadStatus.STORED) {
            meters.counter("rushes.upload.bytes", "kind", kind).increment((double) change.bytes());
        }
    }

    private static String outcome(UploadStatus status) {
        return status == UploadStatus.PENDING ? "announced" : status.text();
    }
}
