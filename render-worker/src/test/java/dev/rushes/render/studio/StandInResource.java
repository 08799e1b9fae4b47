package dev.rushes.render.studio;

import dev.rushes.local.standin.StandIns;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** PostgreSQL, S3 and SQS for the tests, and a worker that is quick to notice things. */
public class StandInResource implements QuarkusTestResourceLifecycleManager {
    private @Nullable StandIns standIns;

    /** Where the worker under test keeps its files. */
    public static final Path SCRATCH =
            Path.of(System.getProperty("java.io.tmpdir"), "rushes-test-" + UUID.randomUUID());

    @Override
    public Map<String, String> start() {
        StandIns started = StandIns.startEphemeral();
        standIns = started;
        Map<String, String> settings = new HashMap<>(started.environment());
        for (String service : new String[] {"s3", "sqs"}) {
            String credentials = "quarkus." + service + ".aws.credentials.";
            settings.put(credentials + "type", "static");
            settings.put(
                    credentials + "static-provider.access-key-id",
                    settings.get("AWS_ACCESS_KEY_ID"));
            settings.put(
                    credentials + "static-provider.secret-access-key",
                    settings.get("AWS_SECRET_ACCESS_KEY"));
        }
        settings.put("quarkus.flyway.migrate-at-start", "true");
        settings.put("rushes.scratch.root", SCRATCH.toString());
        // The smallest that S3 allows, so that tests can afford a file of several parts.
        settings.put("rushes.bucket.part-bytes", Integer.toString(5 << 20));
        settings.put("rushes.lease.duration", "4s");
        settings.put("rushes.lease.look", "100ms");
        settings.put("rushes.lease.back-off", "10ms");
        settings.put("rushes.queue.receive-wait", "1s");
        settings.put("rushes.worker.receive-wait", "3s");
        settings.put("rushes.health.while-up", "2s");
        // Into RecordedSpans.
        settings.put("quarkus.otel.sdk.disabled", "false");
        settings.put("quarkus.otel.bsp.schedule.delay", "PT0.05S");
        return settings;
    }

    @Override
    public void stop() {
        if (standIns != null) {
            standIns.close();
        }
        // Every application of the run has taken its own folder away; this is theirs together.
        SCRATCH.toFile().delete();
    }
}
