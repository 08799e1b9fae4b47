package dev.rushes.local.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.rushes.local.standin.SharedStandIns;
import dev.rushes.local.token.TokenIssuer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.Transition;
import software.amazon.awssdk.services.s3.model.TransitionDefaultMinimumObjectSize;
import software.amazon.awssdk.services.s3.model.TransitionStorageClass;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class ValidateCommandTest {
    private static final String RAW = "episode-metadata-raw-footage-dev";
    private static final String PROCESSED = "episode-metadata-processed-videos-dev";
    private static final String TRAINING = "episode-metadata-training-data-dev";
    private static final List<String> BROWSER = List.of("GET", "HEAD", "PUT");
    private static final Map<String, String> VARIABLES =
            new HashMap<>(SharedStandIns.environment());
    private static final Environment ENVIRONMENT;
    private static final HttpServer HEALTHY;

    static {
        try {
            HEALTHY =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
        String url = "http://127.0.0.1:" + HEALTHY.getAddress().getPort();
        VARIABLES.put("PUBLIC_BASE_URL", url);
        VARIABLES.put("STORAGE_SERVICE_URL", url);
        VARIABLES.put("WORKER_SERVICE_URL", url);
        VARIABLES.put("CORS_ALLOWED_ORIGINS", "https://studio.example");
        VARIABLES.putAll(TokenIssuer.ephemeral().environment());
        ENVIRONMENT = new Environment(VARIABLES);
    }

    /** Exit code and lines of one run. */
    private record Run(int code, List<String> lines) {
        List<String> failed() {
            return lines.stream().filter(l -> l.startsWith("FAIL ")).toList();
        }
    }

    @BeforeAll
    static void migrateAndServe() throws Exception {
        HEALTHY.createContext(
                "/q/health/",
                exchange -> {
                    byte[] body =
                            "{\"status\": \"UP\", \"checks\": []}".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    try (var out = exchange.getResponseBody()) {
                        out.write(body);
                    }
                });
        HEALTHY.start();
        try (Connection connection = DatabaseAddress.of(ENVIRONMENT).connect()) {
            Migrations.apply(connection);
        }
    }

    @AfterAll
    static void stopServing() {
        HEALTHY.stop(0);
    }

    @BeforeEach
    void configureBuckets() {
        try (S3Client s3 = ENVIRONMENT.s3()) {
            configure(s3, RAW, List.of(archive("episodes/", 90)), BROWSER);
            configure(
                    s3,
                    PROCESSED,
                    List.of(expire("episodes/", 180), expire("cache/", 14)),
                    BROWSER);
            configure(
                    s3,
                    TRAINING,
                    List.of(
                            rule("training", "")
                                    .transitions(glacier(1))
                                    .expiration(e -> e.days(365))
                                    .build()),
                    List.of());
        }
    }

    @Test
    void aCompleteEnvironmentPassesEveryCheck() {
        Run run = validate(VARIABLES);
        assertThat(run.failed()).isEmpty();
        int checks = run.lines().size() - 1;
        assertThat(checks).isGreaterThanOrEqualTo(50);
        assertThat(run.lines().getLast()).isEqualTo(checks + " passed, 0 failed");
        assertThat(run.code()).isZero();
        assertThat(run.lines().stream().map(l -> l.split(": ", 2)[0])).doesNotHaveDuplicates();
    }

    @Test
    void tryingTheRulesLeavesNoRows() throws Exception {
        Map<String, Integer> before = rowCounts();

        validate(VARIABLES, "--only", "rule ");

        assertThat(rowCounts()).isEqualTo(before);
    }

    private static Map<String, Integer> rowCounts() throws Exception {
        var counts = new HashMap<String, Integer>();
        try (var database = new Database(ENVIRONMENT)) {
            for (String table : SchemaChecks.tables()) {
                counts.put(
                        table,
                        database.rows("SELECT count(*) FROM " + table, r -> r.getInt(1))
                                .getFirst());
            }
        }
        return counts;
    }

    @Test
    void aStudiosOwnDatabasePassesOnceMigrated() throws Exception {
        String url = VARIABLES.getOrDefault("DATABASE_URL", "");
        var superuser =
                new Environment(Map.of("DATABASE_URL", url.replace("//rushes:", "//postgres:")));
        try (Connection connection = DatabaseAddress.of(superuser).connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE studio OWNER rushes");
        }
        var variables = new HashMap<>(VARIABLES);
        variables.put("DATABASE_URL", url.replaceFirst("/rushes$", "/studio"));
        try (Connection connection = DatabaseAddress.of(new Environment(variables)).connect()) {
            try (var statement = connection.createStatement()) {
                statement.execute(
                        """
                        CREATE TYPE scene_kind AS ENUM ('interior', 'exterior');
                        CREATE TABLE shows (id uuid PRIMARY KEY, name varchar(80) NOT NULL, network varchar(20) NOT NULL);
                        CREATE TABLE episodes (id uuid PRIMARY KEY, show_id uuid NOT NULL REFERENCES shows,
                            title varchar(80) NOT NULL, status varchar(10) NOT NULL CHECK (status IN ('planned', 'shot')),
                            air_date date NOT NULL, created_at timestamp NOT NULL);
                        CREATE TABLE scenes (id uuid PRIMARY KEY, episode_id uuid NOT NULL REFERENCES episodes,
                            name varchar(80), type scene_kind NOT NULL, raw_footage_duration double precision);
                        CREATE TABLE episode_scripts (id serial PRIMARY KEY, episode_id uuid NOT NULL REFERENCES episodes,
                            version smallint NOT NULL, pages integer NOT NULL);
                        INSERT INTO shows VALUES (gen_random_uuid(), 'Old show', 'ABC')\
                        """);
            }
            Migrations.apply(connection);
        }
        for (String kind :
                List.of(
                        "table ",
                        "reference ",
                        "index ",
                        "rule ",
                        "trigger",
                        "entity ",
                        "association ")) {
            Run run = validate(variables, "--only", kind);
            assertThat(run.failed()).as(kind).isEmpty();
            assertThat(run.lines().size()).as(kind).isGreaterThan(1);
        }
    }

    @Test
    void aMissingLifecycleRuleFails() {
        try (S3Client s3 = ENVIRONMENT.s3()) {
            s3.putBucketLifecycleConfiguration(b ->
                    b.bucket(PROCESSED)
                            .lifecycleConfiguration(
                                    l -> l.rules(upkeep(), expire("episodes/", 180))));
        }
        Run run = validate(VARIABLES, "--only", "bucket ");
        assertThat(run.failed())
                .containsExactly(
                        "FAIL bucket processed-videos cached segments are deleted after 14 days:"
                                + " cache/segment: never archived, never deleted");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void aLifecycleRuleThatIsTooWideAndLeavesSmallObjectsOutFails() {
        try (S3Client s3 = ENVIRONMENT.s3()) {
            s3.putBucketLifecycleConfiguration(b ->
                    b.bucket(RAW).lifecycleConfiguration(l -> l.rules(upkeep(), archive("", 90))));
        }
        assertThat(validate(VARIABLES, "--only", "bucket ").failed())
                .containsExactly(
                        "FAIL bucket raw-footage assets are never archived:"
                                + " shows/s/assets/u/logo.png: Glacier after 90 d, never deleted",
                        "FAIL bucket raw-footage small objects are archived too: those below 128 KiB are not");
    }

    @Test
    void openBucketsFail() {
        try (S3Client s3 = ENVIRONMENT.s3()) {
            s3.putBucketVersioning(b ->
                    b.bucket(TRAINING)
                            .versioningConfiguration(
                                    v -> v.status(BucketVersioningStatus.SUSPENDED)));
            s3.deletePublicAccessBlock(b -> b.bucket(TRAINING));
            s3.putBucketCors(b ->
                    b.bucket(TRAINING).corsConfiguration(c -> c.corsRules(cors(List.of("GET")))));
        }
        assertThat(validate(VARIABLES, "--only", "bucket training-data").failed())
                .anyMatch(l -> l.startsWith("FAIL bucket training-data versioning: Suspended"))
                .anyMatch(l -> l.startsWith("FAIL bucket training-data public access blocked"))
                .anyMatch(l -> l.startsWith("FAIL bucket training-data CORS off"))
                .hasSize(3);
    }

    @Test
    void aBucketThatHidesETagsFromPagesFails() {
        try (S3Client s3 = ENVIRONMENT.s3()) {
            var hiding =
                    CORSRule.builder()
                            .allowedOrigins("https://studio.example")
                            .allowedMethods(BROWSER)
                            .allowedHeaders("*")
                            .exposeHeaders("Content-Range", "Accept-Ranges")
                            .build();
            s3.putBucketCors(
                    b -> b.bucket(RAW).corsConfiguration(c -> c.corsRules(List.of(hiding))));
        }
        assertThat(validate(VARIABLES, "--only", "bucket raw-footage CORS").failed())
                .containsExactly(
                        "FAIL bucket raw-footage CORS for every method, header and answer that pages need:"
                                + " the answer's header ETag is hidden from pages");
    }

    @Test
    void staleUploadsBelowAnotherPrefixThanTheRulesFail() {
        try (S3Client s3 = ENVIRONMENT.s3()) {
            LifecycleRule takesOnly =
                    rule("upkeep", "episodes/")
                            .noncurrentVersionExpiration(n -> n.noncurrentDays(30))
                            .abortIncompleteMultipartUpload(a -> a.daysAfterInitiation(7))
                            .build();
            s3.putBucketLifecycleConfiguration(b ->
                    b.bucket(RAW)
                            .transitionDefaultMinimumObjectSize(
                                    TransitionDefaultMinimumObjectSize.VARIES_BY_STORAGE_CLASS)
                            .lifecycleConfiguration(
                                    l -> l.rules(takesOnly, archive("episodes/", 90))));
        }
        assertThat(validate(VARIABLES, "--only", "bucket raw-footage").failed())
                .containsExactly(
                        "FAIL bucket raw-footage old versions are deleted after 30 days:"
                                + " shows/s/assets/u/logo.png: no such rule",
                        "FAIL bucket raw-footage stale multipart uploads are aborted after 7 days:"
                                + " shows/s/assets/u/logo.png: no such rule");
    }

    @Test
    void restoresOfAnyLengthFail() throws Exception {
        withSql(
                "ALTER TABLE object_restores DROP CONSTRAINT object_restores_days_check",
                "ALTER TABLE object_restores ADD CHECK (days BETWEEN 1 AND 365)",
                () ->
                        assertThat(validate(VARIABLES, "--only", "rule object_restores").failed())
                                .containsExactly(
                                        "FAIL rule object_restores.days lies in 1-365: 0 is accepted"));
    }

    @Test
    void aMissingIndexFails() throws Exception {
        withSql(
                "DROP INDEX idx_editing_decisions_user_id",
                "CREATE INDEX idx_editing_decisions_user_id ON editing_decisions (user_id)",
                () ->
                        assertThat(validate(VARIABLES, "--only", "index ").failed())
                                .singleElement()
                                .asString()
                                .startsWith("FAIL index editing_decisions (user_id): only "));
    }

    @Test
    void aMissingRuleFails() throws Exception {
        withSql(
                "ALTER TABLE script_metadata DROP CONSTRAINT script_metadata_energy_level_check",
                "ALTER TABLE script_metadata ADD CHECK (energy_level IN ('high', 'medium', 'low'))",
                () ->
                        assertThat(validate(VARIABLES, "--only", "rule ").failed())
                                .containsExactly(
                                        "FAIL rule script_metadata.energy_level is one of high/medium/low:"
                                                + " another word is accepted"));
    }

    @Test
    void aTriggerThatSleepsFails() throws Exception {
        withSql(
                "ALTER TABLE video_processing_jobs DISABLE TRIGGER update_processing_duration",
                "ALTER TABLE video_processing_jobs ENABLE TRIGGER update_processing_duration",
                () -> assertThat(validate(VARIABLES, "--only", "trigger").failed()).hasSize(2));
    }

    @Test
    void aColumnOfAnotherTypeFails() throws Exception {
        withSql(
                "ALTER TABLE ai_edit_plans ALTER overall_confidence_score TYPE numeric(4,2)",
                "ALTER TABLE ai_edit_plans ALTER overall_confidence_score TYPE numeric(3,2)",
                () ->
                        assertThat(validate(VARIABLES, "--only", "table ai_edit_plans").failed())
                                .containsExactly(
                                        "FAIL table ai_edit_plans: overall_confidence_score is numeric(4,2),"
                                                + " not numeric(3,2)"));
    }

    @Test
    void aColumnThatOnlyTheEntityHasFails() throws Exception {
        withSql(
                "ALTER TABLE uploads RENAME refusal TO refused_because",
                "ALTER TABLE uploads RENAME refused_because TO refusal",
                () ->
                        assertThat(validate(VARIABLES, "--only", "entity of ").failed())
                                .containsExactly(
                                        "FAIL entity of uploads: Upload: refusal has no column refusal"));
    }

    @Test
    void anotherVisibilityTimeoutFails() {
        String queue =
                SharedStandIns.environment().getOrDefault("SQS_MEDIA_ANALYSIS_QUEUE_URL", "");
        try (SqsClient sqs = ENVIRONMENT.sqs()) {
            sqs.setQueueAttributes(b ->
                    b.queueUrl(queue)
                            .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "30")));
            try {
                assertThat(validate(VARIABLES, "--only", "queue ").failed())
                        .containsExactly(
                                "FAIL queue media-analysis visibility timeout: 30, expected 900");
            } finally {
                sqs.setQueueAttributes(b ->
                        b.queueUrl(queue)
                                .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "900")));
            }
        }
    }

    @Test
    void aServiceThatIsNotThereFails() {
        var variables = new HashMap<>(VARIABLES);
        variables.put("STORAGE_SERVICE_URL", "http://127.0.0.1:1");
        assertThat(validate(variables, "--only", "service ").failed())
                .hasSize(2)
                .allMatch(l -> l.startsWith("FAIL service storage-service "));
    }

    @Test
    void anEmptyEnvironmentFailsWithoutAStackTrace() {
        Run run =
                validate(
                        Map.of(
                                "AWS_ACCESS_KEY_ID", "k",
                                "AWS_SECRET_ACCESS_KEY", "s",
                                "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1",
                                "AWS_ENDPOINT_URL_SQS", "http://127.0.0.1:1"),
                        "--only",
                        "a");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.lines()).contains("FAIL variable DATABASE_URL: DATABASE_URL is not set");
        assertThat(run.lines().getLast()).endsWith("failed");
    }

    private static Run validate(Map<String, String> variables, String... arguments) {
        var text = new StringWriter();
        int code =
                new CommandLine(new ValidateCommand(variables))
                        .setOut(new PrintWriter(text))
                        .execute(arguments);
        return new Run(code, text.toString().lines().toList());
    }

    private interface Body {
        void run();
    }

    private static void withSql(String before, String after, Body body) throws SQLException, Unmet {
        try (Connection connection = DatabaseAddress.of(ENVIRONMENT).connect();
                var statement = connection.createStatement()) {
            statement.execute(before);
            try {
                body.run();
            } finally {
                statement.execute(after);
            }
        }
    }

    private static void configure(
            S3Client s3, String bucket, List<LifecycleRule> rules, List<String> browserMethods) {
        if (s3.listBuckets().buckets().stream().noneMatch(b -> b.name().equals(bucket))) {
            s3.createBucket(b -> b.bucket(bucket));
        }
        s3.putBucketVersioning(b ->
                b.bucket(bucket)
                        .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
        s3.putPublicAccessBlock(b ->
                b.bucket(bucket)
                        .publicAccessBlockConfiguration(p ->
                                p.blockPublicAcls(true)
                                        .ignorePublicAcls(true)
                                        .blockPublicPolicy(true)
                                        .restrictPublicBuckets(true)));
        var encrypted =
                ServerSideEncryptionRule.builder()
                        .applyServerSideEncryptionByDefault(
                                d -> d.sseAlgorithm(ServerSideEncryption.AES256))
                        .build();
        s3.putBucketEncryption(
                b -> b.bucket(bucket).serverSideEncryptionConfiguration(e -> e.rules(encrypted)));
        var all = new ArrayList<>(rules);
        all.add(upkeep());
        s3.putBucketLifecycleConfiguration(b ->
                b.bucket(bucket)
                        .transitionDefaultMinimumObjectSize(
                                TransitionDefaultMinimumObjectSize.VARIES_BY_STORAGE_CLASS)
                        .lifecycleConfiguration(l -> l.rules(all)));
        if (browserMethods.isEmpty()) {
            s3.deleteBucketCors(b -> b.bucket(bucket));
        } else {
            s3.putBucketCors(b ->
                    b.bucket(bucket).corsConfiguration(c -> c.corsRules(cors(browserMethods))));
        }
    }

    private static CORSRule cors(List<String> methods) {
        return CORSRule.builder()
                .allowedOrigins("https://studio.example")
                .allowedMethods(methods)
                .allowedHeaders("*")
                .exposeHeaders("ETag", "Content-Range", "Accept-Ranges")
                .build();
    }

    private static LifecycleRule upkeep() {
        return rule("upkeep", "")
                .noncurrentVersionExpiration(n -> n.noncurrentDays(30))
                .abortIncompleteMultipartUpload(a -> a.daysAfterInitiation(7))
                .build();
    }

    private static LifecycleRule archive(String prefix, int days) {
        return rule("archive", prefix).transitions(glacier(days)).build();
    }

    private static LifecycleRule expire(String prefix, int days) {
        return rule("expire-" + prefix, prefix).expiration(e -> e.days(days)).build();
    }

    private static Transition glacier(int days) {
        return Transition.builder().days(days).storageClass(TransitionStorageClass.GLACIER).build();
    }

    private static LifecycleRule.Builder rule(String id, String prefix) {
        return LifecycleRule.builder().id(id).status("Enabled").filter(f -> f.prefix(prefix));
    }

    @Test
    void everyColumnOfTheMigrationsIsLookedAt() throws Exception {
        try (Database database = new Database(ENVIRONMENT)) {
            assertThat(
                            database.rows(
                                    """
                                    SELECT table_name || '.' || column_name
                                    FROM information_schema.columns WHERE table_schema = 'public'\
                                    """,
                                    row -> row.getString(1)))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.of(ExpectedTables.SPECIFIED, ExpectedTables.FURTHER)
                                    .flatMap(tables -> tables.entrySet().stream())
                                    .flatMap(table ->
                                            table.getValue().keySet().stream()
                                                    .map(column -> table.getKey() + "." + column))
                                    .toList());
        }
    }

    @Test
    void everyReferenceAndIndexOfTheMigrationsIsLookedAt() throws Exception {
        try (Database database = new Database(ENVIRONMENT)) {
            List<String> references = new ArrayList<>();
            List<String> indexes = new ArrayList<>();
            for (String table :
                    database.rows(
                            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
                            row -> row.getString(1))) {
                database.references(table)
                        .forEach(to ->
                                references.add(
                                        "%s %s %s".formatted(table, to.column(), to.target())));
                database.indexes(table)
                        .forEach((name, columns) -> {
                            if (!name.endsWith("_pkey")) {
                                indexes.add(table + " " + String.join(",", columns));
                            }
                        });
            }
            assertThat(references)
                    .containsExactlyInAnyOrderElementsOf(
                            ExpectedKeys.REFERENCES.stream()
                                    .map(to ->
                                            String.join(
                                                    " ",
                                                    Arrays.asList(to.split(" ")).subList(0, 3)))
                                    .toList());
            assertThat(ExpectedKeys.INDEXES).containsAll(indexes);
            assertThat(
                            database.rows(
                                    """
                                    SELECT i.indrelid::regclass || ' ' || i.indexrelid::regclass
                                    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                                    WHERE c.relnamespace = 'public'::regnamespace
                                        AND (i.indpred IS NOT NULL OR i.indexprs IS NOT NULL)\
                                    """,
                                    row -> row.getString(1)))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(ExpectedKeys.NAMED.stream(), ExpectedKeys.LISTS.stream())
                                    .toList());
        }
    }
}
