package dev.rushes.api.page;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The service as always, over the driver that keeps its statements. */
public final class RecordedStatements implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("quarkus.datasource.jdbc.driver", RecordingDriver.class.getName());
    }
}
