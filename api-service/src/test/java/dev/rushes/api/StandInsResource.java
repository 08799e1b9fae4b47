package dev.rushes.api;

import dev.rushes.local.standin.StandIns;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** PostgreSQL and SQS as stand-ins in a process of their own, and a storage-service that a test can send away. */
public final class StandInsResource implements QuarkusTestResourceLifecycleManager {
    private static volatile @Nullable StandIns standIns;
    private static volatile @Nullable StorageStandIn storage;

    @Override
    public Map<String, String> start() {
        standIns = StandIns.startEphemeral();
        storage = new StorageStandIn();
        Map<String, String> settings = new HashMap<>(standIns().environment());
        settings.putAll(Tokens.install());
        // The SDK's own chain reads these; in production they come from the environment.
        System.setProperty("aws.accessKeyId", settings.remove("AWS_ACCESS_KEY_ID"));
        System.setProperty("aws.secretAccessKey", settings.remove("AWS_SECRET_ACCESS_KEY"));
        settings.put("STORAGE_SERVICE_URL", storage().url());
        settings.put("CORS_ALLOWED_ORIGINS", "https://studio.example");
        // Tests sweep when they want to.
        settings.put("rushes.queue.sweep-every", "1H");
        settings.put("rushes.queue.send-grace", "0S");
        settings.put("rushes.webhook.secrets-key", "dGVzdHMga2VlcCB0aGVpciBzZWNyZXRzIHdpdGggaXQ=");
        // Into RecordedSpans.
        settings.put("quarkus.otel.sdk.disabled", "false");
        settings.put("quarkus.otel.bsp.schedule.delay", "PT0.05S");
        return settings;
    }

    @Override
    public void stop() {
        storage().close();
        standIns().close();
    }

    public static StandIns standIns() {
        return Objects.requireNonNull(standIns);
    }

    public static StorageStandIn storage() {
        return Objects.requireNonNull(storage);
    }
}
