package dev.rushes.local.stack;

import dev.rushes.local.token.TokenIssuer;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The command lines and variables of the processes of one stack: the services get nothing but variables. */
final class StackProcesses {

    static final String STAND_INS = "stand-ins";

    /** Of the stand-ins' JVM where one person works: small, and soon there. */
    static final List<String> FOR_ONE = List.of("-Xmx192m", "-XX:TieredStopAtLevel=1");

    /**
     * Where thousands of jobs are queued that no worker takes: ElasticMQ holds each message, deleted ones for five
     * minutes.
     */
    static final List<String> FOR_LOAD = List.of("-Xms128m", "-Xmx2g");

    private static final String REGION = "us-east-1";
    private static final Duration STAND_INS_STOP_WITHIN = Duration.ofSeconds(20);
    private static final Duration SERVICE_STOPS_WITHIN = Duration.ofSeconds(10);
    private static final Duration WORKER_STOPS_WITHIN = Duration.ofSeconds(20);
    // What a program needs of its surroundings; AWS variables of the person at the terminal must
    // not get through.
    private static final List<String> PASSED_ON =
            List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR");
    private static final List<String> PASSED_ON_PREFIXES = List.of("RUSHES_", "QUARKUS_", "OTEL_");

    private final Installation installation;
    private final StackFolder folder;
    private final StackPorts ports;
    private final Secrets secrets;
    private final TokenIssuer issuer;
    private final Outside outside;
    private final List<String> standInOptions;
    private final HttpClient http = Stack.http();

    StackProcesses(
            Installation installation,
            StackFolder folder,
            StackPorts ports,
            Secrets secrets,
            TokenIssuer issuer,
            Outside outside,
            List<String> standInOptions) {
        this.installation = installation;
        this.folder = folder;
        this.ports = ports;
        this.secrets = secrets;
        this.issuer = issuer;
        this.outside = outside;
        this.standInOptions = standInOptions;
    }

    KeptProcess.Spec standIns() {
        List<String> command = java(standInOptions.toArray(String[]::new));
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        installation.standInsClassPath(),
                        "dev.rushes.local.standin.StandInMain",
                        "--data",
                        folder.data().toString(),
                        "--postgres-port",
                        Integer.toString(ports.postgres()),
                        "--sqs-port",
                        Integer.toString(ports.sqs()),
                        "--s3-port",
                        Integer.toString(ports.s3())));
        Map<String, String> environment = surroundings();
        environment.put("AWS_ACCESS_KEY_ID", secrets.accessKeyId());
        environment.put("AWS_SECRET_ACCESS_KEY", secrets.secretAccessKey());
        environment.put("AWS_REGION", REGION);
        environment.put("MALLOC_ARENA_MAX", "2");
        return new KeptProcess.Spec(
                STAND_INS,
                command,
                environment,
                Probe.toldIn(folder.data().resolve("ready.json")),
                // The stand-ins watch PostgreSQL themselves and bring it back.
                Probe.listening(ports.sqs(), ports.s3()),
                line -> line.startsWith("PostgreSQL "),
                STAND_INS_STOP_WITHIN);
    }

    List<KeptProcess.Spec> services() {
        List<KeptProcess.Spec> services = new ArrayList<>();
        services.add(
                service(
                        "api",
                        "api-service",
                        ports.api(),
                        SERVICE_STOPS_WITHIN,
                        "-Xmx176m",
                        "-XX:TieredStopAtLevel=1"));
        services.add(
                service(
                        "storage",
                        "storage-service",
                        ports.storage(),
                        SERVICE_STOPS_WITHIN,
                        "-Xmx160m",
                        "-XX:TieredStopAtLevel=1"));
        for (int i = 0; i < ports.workers().size(); i++) {
            services.add(
                    service(
                            "worker-" + (i + 1),
                            "render-worker",
                            ports.workers().get(i),
                            WORKER_STOPS_WITHIN,
                            "-Xms32m",
                            "-Xmx256m"));
        }
        return services;
    }

    private KeptProcess.Spec service(
            String name, String module, int port, Duration stopWithin, String... options) {
        List<String> command = java(options);
        command.addAll(
                List.of(
                        // A virtual thread that loads a class keeps its carrier while it waits for
                        // a
                        // jar's lock, and
                        // the holder of the lock may need one: with a carrier for each of two
                        // processors all stood still.
                        "-Djdk.virtualThreadScheduler.parallelism=32",
                        "--enable-native-access=ALL-UNNAMED",
                        "-jar",
                        installation.runner(module).toString()));
        Map<String, String> environment = surroundings();
        environment.putAll(environment());
        // For people who read the logs on this machine; elsewhere JSON is the default.
        environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
        // The supervisor asks for readiness until it is there; each "no" would be a line.
        environment.put("QUARKUS_LOG_CATEGORY__IO_SMALLRYE_HEALTH__LEVEL", "WARN");
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        if (module.equals("storage-service")) {
            // Here S3 costs nothing, and its clock can be moved by hours.
            environment.put("RUSHES_RESTORES_LOOK_EVERY", "5S");
        }
        if (module.equals("render-worker")) {
            environment.put("MALLOC_ARENA_MAX", "2");
            // Frames are mapped one by one and given back when freed: 475 MB instead of 625 MB at
            // 1080p.
            environment.put("MALLOC_MMAP_THRESHOLD_", "262144");
            environment.put("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");
            environment.put("RUSHES_WORKER_ID", name);
            environment.put("RUSHES_SCRATCH_ROOT", folder.scratch(name).toString());
        }
        Probe ready =
                Probe.answering(http, URI.create("http://127.0.0.1:" + port + "/q/health/ready"));
        Probe answers = Probe.listening(port);
        return new KeptProcess.Spec(
                name, command, environment, ready, answers, line -> false, stopWithin);
    }

    /** What the services are configured by, and where they answer. */
    Map<String, String> environment() {
        String s3 = "http://127.0.0.1:" + ports.s3();
        String sqs = "http://127.0.0.1:" + ports.sqs();
        String queues = sqs + "/000000000000/episode-metadata-";
        Map<String, String> environment = new TreeMap<>();
        environment.put(
                "DATABASE_URL",
                "postgresql://rushes:rushes@127.0.0.1:" + ports.postgres() + "/rushes");
        environment.put("AWS_REGION", REGION);
        environment.put("AWS_ACCESS_KEY_ID", secrets.accessKeyId());
        environment.put("AWS_SECRET_ACCESS_KEY", secrets.secretAccessKey());
        environment.put("AWS_ENDPOINT_URL_S3", s3);
        environment.put("AWS_ENDPOINT_URL_SQS", sqs);
        environment.put("S3_PATH_STYLE", "true");
        environment.put("S3_PUBLIC_ENDPOINT", s3);
        environment.put("S3_RAW_FOOTAGE_BUCKET", "episode-metadata-raw-footage-dev");
        environment.put("S3_PROCESSED_VIDEOS_BUCKET", "episode-metadata-processed-videos-dev");
        environment.put("S3_TRAINING_DATA_BUCKET", "episode-metadata-training-data-dev");
        environment.put("SQS_VIDEO_PROCESSING_QUEUE_URL", queues + "video-processing-dev.fifo");
        environment.put("SQS_VIDEO_PROCESSING_DLQ_URL", queues + "video-processing-dlq-dev.fifo");
        environment.put("SQS_MEDIA_ANALYSIS_QUEUE_URL", queues + "media-analysis-dev.fifo");
        environment.put("SQS_MEDIA_ANALYSIS_DLQ_URL", queues + "media-analysis-dlq-dev.fifo");
        // Small buckets, and nobody pays for a request.
        environment.put("STORAGE_USAGE_EVERY", "15S");
        environment.put("STORAGE_SERVICE_URL", "http://localhost:" + ports.storage());
        environment.put("PUBLIC_BASE_URL", "http://localhost:" + ports.api());
        if (!outside.origins().isEmpty()) {
            environment.put("CORS_ALLOWED_ORIGINS", String.join(",", outside.origins()));
        }
        if (!outside.s3().isEmpty()) {
            // The queues stay here, and have a key and a region of their own.
            environment.put("QUARKUS_SQS_AWS_REGION", REGION);
            environment.put("QUARKUS_SQS_AWS_CREDENTIALS_TYPE", "static");
            environment.put(
                    "QUARKUS_SQS_AWS_CREDENTIALS_STATIC_PROVIDER_ACCESS_KEY_ID",
                    secrets.accessKeyId());
            environment.put(
                    "QUARKUS_SQS_AWS_CREDENTIALS_STATIC_PROVIDER_SECRET_ACCESS_KEY",
                    secrets.secretAccessKey());
            // Those of a profile or a role come from where the SDK looks for them.
            environment.remove("AWS_ACCESS_KEY_ID");
            environment.remove("AWS_SECRET_ACCESS_KEY");
            environment.putAll(outside.s3());
        }
        environment.putAll(issuer.environment());
        environment.put("API_MANAGEMENT_PORT", Integer.toString(ports.apiManagement()));
        environment.put("STORAGE_MANAGEMENT_PORT", Integer.toString(ports.storageManagement()));
        environment.put("RUSHES_WEBHOOK_SECRETS_KEY", secrets.webhookKey());
        environment.put("API_PORT", Integer.toString(ports.api()));
        environment.put("STORAGE_PORT", Integer.toString(ports.storage()));
        if (!ports.workers().isEmpty()) {
            environment.put("WORKER_PORT", Integer.toString(ports.workers().getFirst()));
        }
        return environment;
    }

    private Map<String, String> surroundings() {
        Map<String, String> passed = new TreeMap<>();
        System.getenv()
                .forEach((name, value) -> {
                    if (PASSED_ON.contains(name)
                            || PASSED_ON_PREFIXES.stream().anyMatch(name::startsWith)) {
                        passed.put(name, value);
                    }
                });
        return passed;
    }

    private List<String> java(String... options) {
        List<String> command = new ArrayList<>();
        command.add(installation.java().toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xss512k", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(List.of(options));
        return command;
    }
}
