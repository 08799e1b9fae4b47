package dev.rushes.api.report;

import dev.rushes.common.usage.Charge;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What lies in the buckets, and what that and our requests cost. */
@ApplicationScoped
class ReportCosts {
    private final AskStorage storage;
    private final RequestsMade requests;
    private final Prices prices;
    private final Costs costs;

    ReportCosts(AskStorage storage, RequestsMade requests, Prices prices) {
        this.storage = storage;
        this.requests = requests;
        this.prices = prices;
        this.costs = new Costs(prices);
    }

    CostsView costs(Instant now) {
        YearMonth month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        StoredBytes stored = storage.usage();
        Map<Charge, Long> made = requests.in(month);
        long writes = made.getOrDefault(Charge.S3_WRITE, 0L);
        long reads = made.getOrDefault(Charge.S3_READ, 0L);
        long messages = made.getOrDefault(Charge.SQS_MESSAGE, 0L);
        BigDecimal forStorage = costs.storage(stored);
        BigDecimal forRequests = costs.requests(writes, reads);
        BigDecimal forQueue = costs.queue(messages);
        return new CostsView(
                month.toString(),
                prices.currency(),
                forStorage,
                forRequests,
                forQueue,
                forStorage.add(forRequests).add(forQueue),
                new CostsView.Counted(bytes(stored), countedAt(stored), writes, reads, messages));
    }

    StorageView storage() {
        StoredBytes stored = storage.usage();
        List<StorageView.Bucket> buckets = new ArrayList<>();
        for (StoredBytes.Bucket bucket : stored.buckets()) {
            buckets.add(
                    new StorageView.Bucket(
                            bucket.bucket(),
                            bucket.countedAt(),
                            bucket.parts().stream().mapToLong(StoredBytes.Part::objects).sum(),
                            bucket.parts().stream().mapToLong(StoredBytes.Part::bytes).sum(),
                            bucket.parts().stream()
                                    .map(part ->
                                            new StorageView.Part(
                                                    part.storageClass(),
                                                    part.lifecycleRule(),
                                                    part.current(),
                                                    part.objects(),
                                                    part.bytes(),
                                                    costs.storage(
                                                            part.storageClass(), part.bytes())))
                                    .toList()));
        }
        return new StorageView(
                countedAt(stored),
                stored.buckets().stream()
                        .flatMap(bucket -> bucket.parts().stream())
                        .mapToLong(StoredBytes.Part::objects)
                        .sum(),
                bytes(stored),
                prices.currency(),
                costs.storage(stored),
                buckets);
    }

    private static long bytes(StoredBytes stored) {
        return stored.buckets().stream()
                .flatMap(bucket -> bucket.parts().stream())
                .mapToLong(StoredBytes.Part::bytes)
                .sum();
    }

    private static @Nullable Instant countedAt(StoredBytes stored) {
        if (stored.buckets().stream().anyMatch(bucket -> bucket.countedAt() == null)) {
            return null;
        }
        return stored.buckets().stream()
                .map(StoredBytes.Bucket::countedAt)
                .min(Comparator.nullsFirst(Comparator.naturalOrder()))
                .orElse(null);
    }
}
