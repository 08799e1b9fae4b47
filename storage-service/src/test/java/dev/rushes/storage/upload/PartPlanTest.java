package dev.rushes.storage.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartPlanTest {
    private static final long MIB = 1L << 20;

    @ParameterizedTest
    @CsvSource({
        // bytes, part size in MiB, parts, bytes of the last part
        "67108865, 8, 9, 1",
        "83886080, 8, 10, 8388608",
        "83886081, 8, 11, 1",
        "42949672960, 8, 5120, 8388608",
        "83886080000, 8, 10000, 8388608",
        "83886080001, 9, 8889, 8388609",
        "5497558138880, 525, 9987, 241172480"
    })
    void tenThousandPartsSuffice(long bytes, long partMib, int count, long last) {
        PartPlan plan = PartPlan.of(bytes, 8 * MIB);
        assertThat(plan.partSizeBytes()).isEqualTo(partMib * MIB);
        assertThat(plan.count()).isEqualTo(count);
        assertThat(plan.size(count)).isEqualTo(last);
        assertThat(plan.size(1)).isEqualTo(partMib * MIB);
        assertThat((count - 1) * plan.partSizeBytes() + last).isEqualTo(bytes);
    }

    @Test
    void partsAreWholeMebibytes() {
        assertThat(PartPlan.of(100 * MIB, 5 * MIB + 1).partSizeBytes()).isEqualTo(6 * MIB);
    }

    @Test
    void nothingIsLargerThanS3Takes() {
        assertThatThrownBy(() -> PartPlan.of(PartPlan.LARGEST + 1, 8 * MIB))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thereIsNoPartBeyondTheLast() {
        PartPlan plan = PartPlan.of(100 * MIB, 8 * MIB);
        assertThatThrownBy(() -> plan.size(14)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plan.size(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
