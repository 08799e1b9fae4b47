package dev.rushes.storage.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.common.storage.BucketRole;
import dev.rushes.storage.Readiness;
import dev.rushes.storage.StandInsResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class StorageMetersTest {
    @Inject Inventory inventory;
    @Inject StorageMeters storage;
    @Inject MeterRegistry meters;

    @Test
    void aBucketShowsTheSumOfWhatWasCountedInIt() {
        Readiness.awaited();
        inventory.store(
                BucketRole.TRAINING_DATA,
                Instant.now(),
                Map.of(
                        new Tally.Group("STANDARD", "none", true), new Tally.Sum(2, 1000),
                        new Tally.Group("GLACIER", "rushes-archive", true), new Tally.Sum(3, 200),
                        new Tally.Group("STANDARD", "none", false), new Tally.Sum(1, 30)));
        storage.refresh();
        assertThat(gauge("rushes.storage")).isEqualTo(1230);
        assertThat(gauge("rushes.storage.objects")).isEqualTo(6);
    }

    private double gauge(String name) {
        return meters.get(name).tag("bucket", "training-data").gauge().value();
    }
}
