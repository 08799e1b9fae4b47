package dev.rushes.storage.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.storage.StandInsResource;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The committed policy grants what this service names as missing where it is refused. */
@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class BucketRightsTest {
    @Inject @All List<BucketSetting> settings;

    @Test
    void everyRightOfASettingIsInThePolicy() throws IOException {
        String policy =
                Files.readString(Path.of("..", "deploy", "policies", "storage-service.json"));
        assertThat(settings).hasSize(6);
        assertThat(settings)
                .allSatisfy(setting ->
                        assertThat(policy)
                                .contains(
                                        "\"" + setting.readAction() + "\"",
                                        "\"" + setting.writeAction() + "\""));
        assertThat(policy)
                .contains("\"s3:ListBucket\"", "\"s3:CreateBucket\"", "\"s3:RestoreObject\"");
    }
}
