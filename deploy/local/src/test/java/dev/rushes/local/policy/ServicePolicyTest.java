package dev.rushes.local.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServicePolicyTest {
    private static final Path COMMITTED = Path.of("..", "policies");

    /** With {@code -Drushes.policies.write=true} the files are written anew. */
    @ParameterizedTest
    @EnumSource(ServicePolicy.class)
    void theCommittedPolicyIsTheOneOfTheCode(ServicePolicy policy) throws IOException {
        Path file = COMMITTED.resolve(policy.fileName());
        if (Boolean.getBoolean("rushes.policies.write")) {
            Files.writeString(file, policy.document());
        }
        assertThat(file).content().isEqualTo(policy.document());
    }

    @ParameterizedTest
    @EnumSource(ServicePolicy.class)
    void noPolicyAllowsMoreThanItNames(ServicePolicy policy) {
        assertThat(policy.statements())
                .allSatisfy(statement -> {
                    assertThat(statement.actions())
                            .isSorted()
                            .doesNotHaveDuplicates()
                            .noneMatch(action -> action.contains("*"));
                    assertThat(statement.resources())
                            .allMatch(resource -> resource.contains("episode-metadata-"));
                });
    }
}
