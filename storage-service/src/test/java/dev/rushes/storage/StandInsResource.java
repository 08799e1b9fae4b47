package dev.rushes.storage;

import dev.rushes.local.standin.StandIns;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL with the schema of api-service, S3 and SQS, for all tests of this module. Tests tagged {@code s3} run against
 * any other S3 as well, see {@link OtherS3}.
 */
public final class StandInsResource implements QuarkusTestResourceLifecycleManager {
    /** The SDK's usual chain reads these as well as the environment. */
    private static final Map<String, String> CREDENTIALS =
            Map.of(
                    "AWS_ACCESS_KEY_ID",
                    "aws.accessKeyId",
                    "AWS_SECRET_ACCESS_KEY",
                    "aws.secretAccessKey");

    private @Nullable StandIns standIns;
    private @Nullable OtherS3 elsewhere;
    private @Nullable FaultyS3 faults;

    @Override
    public Map<String, String> start() {
        StandIns started = StandIns.startEphemeral();
        standIns = started;
        Map<String, String> environment = started.environment();
        migrate(environment.getOrDefault("DATABASE_URL", ""));
        Map<String, String> settings = new HashMap<>(environment);
        settings.put("quarkus.http.test-port", "0");
        // As small as S3 allows, so that a file in parts costs little.
        settings.put("rushes.uploads.single-put-limit", "1M");
        settings.put("rushes.uploads.part-size", "5M");
        settings.putAll(Tokens.install());
        elsewhere = OtherS3.named();
        if (elsewhere != null) {
            settings.putAll(elsewhere.settings());
            // The queues stay here, and have another key.
            settings.put("quarkus.sqs.aws.credentials.type", "static");
            settings.put(
                    "quarkus.sqs.aws.credentials.static-provider.access-key-id",
                    environment.getOrDefault("AWS_ACCESS_KEY_ID", ""));
            settings.put(
                    "quarkus.sqs.aws.credentials.static-provider.secret-access-key",
                    environment.getOrDefault("AWS_SECRET_ACCESS_KEY", ""));
        } else {
            FaultyS3 between =
                    FaultyS3.before(
                            URI.create(environment.getOrDefault("AWS_ENDPOINT_URL_S3", "")));
            faults = between;
            settings.put("AWS_ENDPOINT_URL_S3", between.endpoint().toString());
            settings.put("S3_PUBLIC_ENDPOINT", between.endpoint().toString());
            CREDENTIALS.forEach((variable, property) ->
                    System.setProperty(property, environment.get(variable)));
        }
        return settings;
    }

    @Override
    public void inject(TestInjector tests) {
        tests.injectIntoFields(standIns, new TestInjector.MatchesType(StandIns.class));
        tests.injectIntoFields(faults, new TestInjector.MatchesType(FaultyS3.class));
    }

    @Override
    public void stop() {
        if (elsewhere != null) {
            elsewhere.removeBuckets();
        }
        if (faults != null) {
            faults.close();
        }
        if (standIns != null) {
            standIns.close();
        }
        CREDENTIALS.values().forEach(System::clearProperty);
    }

    private static void migrate(String databaseUrl) {
        URI uri = URI.create(databaseUrl);
        List<String> user = List.of(uri.getUserInfo().split(":"));
        Flyway.configure()
                .dataSource(
                        "jdbc:postgresql://%s:%d%s"
                                .formatted(uri.getHost(), uri.getPort(), uri.getPath()),
                        user.getFirst(),
                        user.getLast())
                .load()
                .migrate();
    }
}
