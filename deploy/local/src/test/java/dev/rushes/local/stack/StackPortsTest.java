package dev.rushes.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class StackPortsTest {

    @Test
    void theDefaultPortsAreTheOnesOfTheContract() {
        assertThat(StackPorts.from(StackPorts.DEFAULT_BASE, 1))
                .isEqualTo(new StackPorts(8080, 8081, List.of(8082), 8083, 8084, 8085, 8086, 8087));
    }

    @Test
    void furtherWorkersComeAfterTheStandIns() {
        assertThat(StackPorts.from(9000, 3).byName())
                .containsExactly(
                        java.util.Map.entry("postgres", 9005),
                        java.util.Map.entry("s3", 9003),
                        java.util.Map.entry("sqs", 9004),
                        java.util.Map.entry("api", 9000),
                        java.util.Map.entry("storage", 9001),
                        java.util.Map.entry("api metrics", 9006),
                        java.util.Map.entry("storage metrics", 9007),
                        java.util.Map.entry("worker-1", 9002),
                        java.util.Map.entry("worker-2", 9008),
                        java.util.Map.entry("worker-3", 9009));
    }

    @Test
    void aBaseWhosePortsDoNotExistIsRefused() {
        assertThatThrownBy(() -> StackPorts.from(65_530, 1))
                .hasMessage("the port base must be 1 to 65527");
        assertThatThrownBy(() -> StackPorts.from(0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(StackPorts.from(65_527, 1).storageManagement()).isEqualTo(65_534);
    }
}
