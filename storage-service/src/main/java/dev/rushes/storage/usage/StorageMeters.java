package dev.rushes.storage.usage;

import dev.rushes.common.meter.Sampled;
import dev.rushes.common.storage.BucketRole;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.ToLongFunction;

/**
 * What lies in the buckets, as it was counted last. Every instance reads the same table: these gauges are looked at with
 * {@code max()}, never added up over instances.
 */
@ApplicationScoped
class StorageMeters {
    private final MeterRegistry meters;
    private final Sampled<UsageView> usage;

    StorageMeters(MeterRegistry meters, Inventory inventory) {
        this.meters = meters;
        this.usage = new Sampled<>("counts of objects", inventory::view);
    }

    void start(@Observes StartupEvent event) {
        for (BucketRole bucket : BucketRole.values()) {
            Gauge.builder(
                            "rushes.storage",
                            usage,
                            now -> now.read(view -> sum(view, bucket, UsageView.Part::bytes)))
                    .description("Bytes of a bucket with all versions, as counted last")
                    .baseUnit("bytes")
                    .tag("bucket", bucket.wireName())
                    .register(meters);
            Gauge.builder(
                            "rushes.storage.objects",
                            usage,
                            now -> now.read(view -> sum(view, bucket, UsageView.Part::objects)))
                    .description("Objects of a bucket with all versions, as counted last")
                    .tag("bucket", bucket.wireName())
                    .register(meters);
        }
    }

    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void refresh() {
        usage.refresh();
    }

    private static double sum(
            UsageView view, BucketRole bucket, ToLongFunction<UsageView.Part> number) {
        return view.buckets().stream()
                .filter(each -> each.bucket().equals(bucket.wireName()))
                .flatMap(each -> each.parts().stream())
                .mapToLong(number)
                .asDoubleStream()
                .sum();
    }
}
