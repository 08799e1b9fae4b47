package dev.rushes.api.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CostsTest {
    private static final long GIB = 1L << 30;

    private final Costs costs =
            new Costs(
                    new SmallRyeConfigBuilder()
                            .withMapping(Prices.class)
                            .build()
                            .getConfigMapping(Prices.class));

    @Test
    void theDefaultsGiveAboutSixAndAHalfDollarsForASmallDevelopmentLoad() {
        BigDecimal storage =
                costs.storage(
                        new StoredBytes(
                                List.of(
                                        bucket(
                                                "raw-footage",
                                                part("STANDARD", 180 * GIB),
                                                part("GLACIER", 110 * GIB)),
                                        bucket("processed-videos", part("STANDARD", 20 * GIB)),
                                        bucket("training-data", part("GLACIER", 2 * GIB)))));
        // Some hundred uploads and renders a day, their segments, and a browser that plays them.
        BigDecimal requests = costs.requests(160_000, 500_000);
        // Four workers and two services that ask their queues, day and night.
        BigDecimal queue = costs.queue(1_000_000);

        assertThat(storage).isEqualByComparingTo("5.0032");
        assertThat(requests).isEqualByComparingTo("1.00");
        assertThat(queue).isEqualByComparingTo("0.50");
        assertThat(storage.add(requests).add(queue)).isEqualByComparingTo("6.5032");
    }

    @Test
    void everyStorageClassHasItsPriceAndAnUnknownOneThatOfStandard() {
        assertThat(costs.storage("STANDARD", 1000 * GIB)).isEqualByComparingTo("23");
        assertThat(costs.storage("STANDARD_IA", 1000 * GIB)).isEqualByComparingTo("12.5");
        assertThat(costs.storage("GLACIER_IR", 1000 * GIB)).isEqualByComparingTo("4");
        assertThat(costs.storage("GLACIER", 1000 * GIB)).isEqualByComparingTo("3.6");
        assertThat(costs.storage("DEEP_ARCHIVE", 1000 * GIB)).isEqualByComparingTo("0.99");
        assertThat(costs.storage("SOMETHING_NEW", 1000 * GIB)).isEqualByComparingTo("23");
    }

    private static StoredBytes.Bucket bucket(String role, StoredBytes.Part... parts) {
        return new StoredBytes.Bucket(role, null, List.of(parts));
    }

    private static StoredBytes.Part part(String storageClass, long bytes) {
        return new StoredBytes.Part(storageClass, "none", true, 1, bytes);
    }
}
