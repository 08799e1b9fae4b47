package dev.rushes.local.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images and the composed stack fit the services: ports, users, variables, rights, and no registry's name. */
class ImagesTest {
    private static final Path HOME = Path.of("..", "..");
    private static final Path IMAGES = Path.of("..", "images");
    private static final Path COMPOSE = Path.of("..", "compose");
    private static final Set<String> SERVICES =
            Set.of("api-service", "storage-service", "render-worker");

    /** A stage that is built on neither an argument nor a stage of ours. */
    private static final Pattern BASE_BY_NAME =
            Pattern.compile("(?m)^FROM (?!\\$\\{\\w+_IMAGE}|application\\b)");

    /** Everything that our file says, and nothing else: a misspelt key is an error here. */
    private record Composed(
            Map<String, Container> services, Map<String, @Nullable Object> volumes) {}

    private record Container(
            String image,
            @Nullable String user,
            @Nullable List<String> command,
            @JsonProperty("env_file") @Nullable List<String> envFile,
            @Nullable Map<String, String> environment,
            @JsonProperty("read_only") boolean readOnly,
            @JsonProperty("cap_drop") List<String> capDrop,
            @JsonProperty("security_opt") List<String> securityOpt,
            @JsonProperty("shm_size") @Nullable String shmSize,
            @JsonProperty("mem_limit") @Nullable String memLimit,
            @JsonProperty("stop_grace_period") @Nullable String stopGracePeriod,
            List<String> tmpfs,
            List<String> volumes,
            @Nullable List<String> ports,
            @JsonProperty("depends_on") @Nullable Map<String, Map<String, String>> dependsOn,
            @Nullable Check healthcheck) {}

    private record Check(
            @Nullable List<String> test,
            @Nullable String interval,
            @Nullable String timeout,
            @Nullable Integer retries,
            @Nullable Boolean disable) {}

    private final Composed composed = composed();

    @ParameterizedTest
    @ValueSource(strings = {"api-service", "storage-service", "render-worker"})
    void anImageOpensThePortsThatTheServiceListensOn(String service) {
        String file = read(IMAGES.resolve(service).resolve("Dockerfile"));
        Set<String> expected = new TreeSet<>(Set.of(port(service, "quarkus.http.port")));
        if (!service.equals("render-worker")) {
            expected.add(port(service, "quarkus.management.port"));
        }

        assertThat(Set.of(group(file, "(?m)^EXPOSE (.+)$").split(" "))).isEqualTo(expected);
        assertThat(file).contains("/dev/tcp/127.0.0.1/" + whereItListens(service) + " ");
        assertThat(group(file, "(?m)^RUN \\[\"bash\".*\"(\\d+)\"]$"))
                .isEqualTo(port(service, "quarkus.http.port"));
        assertThat(file).contains("/q/health/live");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api-service/Dockerfile",
                "storage-service/Dockerfile",
                "render-worker/Dockerfile",
                "render-worker/Dockerfile.native"
            })
    void anImageHasNoRightsAndNothingToBuildWith(String name) {
        String file = read(IMAGES.resolve(name));
        List<String> stages = file.lines().filter(line -> line.startsWith("FROM ")).toList();
        String last = file.substring(file.lastIndexOf("FROM "));

        assertThat(stages.getLast()).isIn("FROM application", "FROM ${BASE_IMAGE}");
        assertThat(stages.getFirst()).startsWith("FROM ${");
        // The last stage goes on as the user of the one that it is from.
        assertThat(last).doesNotContain("USER 0");
        assertThat(group(file, "(?m)^USER (\\S+)$")).isEqualTo("10001:10001");
        assertThat(file)
                .contains("COPY", "sbom.json", "HEALTHCHECK")
                .doesNotContain("mvn", "javac ", "jlink", "apt-get", "curl", "ADD ");
        for (String label :
                List.of("title", "description", "licenses", "version", "revision", "created")) {
            assertThat(file).contains("org.opencontainers.image." + label + "=");
        }
    }

    /** Names with a host, or a default of one, would tie an installation to a registry. */
    @Test
    void noBaseImageNamesARegistry() throws IOException {
        List<Path> files;
        try (var all = Files.walk(IMAGES)) {
            files =
                    all.filter(file -> file.getFileName().toString().contains("Dockerfile"))
                            .toList();
        }
        assertThat(files).hasSizeGreaterThanOrEqualTo(6);
        for (Path file : files) {
            Pattern.compile("(?m)^ARG \\w+_IMAGE=(\\S+)$")
                    .matcher(read(file))
                    .results()
                    .map(found -> found.group(1))
                    .forEach(image ->
                            assertThat(image).as("%s", file).matches("rushes/[a-z-]+:[a-z0-9]+"));
            assertThat(read(file)).as("%s", file).doesNotContainPattern(BASE_BY_NAME);
        }
        composed.services()
                .values()
                .forEach(container ->
                        assertThat(container.image())
                                .matches(
                                        "\\$\\{[A-Z_]+:-rushes/[^.]*}.*|\\$\\{IMAGE_PREFIX:-rushes/}.*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM registry.example/jre:25",
                "FROM eclipse-temurin:25-jre AS application",
                "FROM --platform=linux/amd64 ${JRE_IMAGE}",
                "FROM ${BASE}",
                "FROM ${REGISTRY}/${JRE_IMAGE}",
                "FROM applications"
            })
    void aBaseByNameIsNoticed(String line) {
        assertThat("ARG JRE_IMAGE=rushes/jre:25\n" + line + "\nUSER 0\n")
                .containsPattern(BASE_BY_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-service", "storage-service", "render-worker"})
    void theJvmIsStartedAsItIsEverywhere(String service) {
        String options = read(IMAGES.resolve(service).resolve("java-options"));
        String example = read(HOME.resolve(".env.example"));

        assertThat(options.lines())
                .contains(group(example, "(?m)^JAVA_TOOL_OPTIONS=(.+)$"))
                .contains("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED")
                .anyMatch(line -> line.startsWith("-XX:MaxRAMPercentage="));
    }

    @Test
    void aWorkersCLibraryIsSetAsInTheCluster() {
        String cluster = read(Path.of("..", "kubernetes", "base", "render-worker.yaml"));
        for (String file : List.of("Dockerfile", "Dockerfile.native")) {
            String image = read(IMAGES.resolve("render-worker").resolve(file));
            for (String name :
                    List.of("MALLOC_ARENA_MAX", "MALLOC_MMAP_THRESHOLD_", "GLIBC_TUNABLES")) {
                String value =
                        group(cluster, "name: " + name + "\\s+value: \"?([^\"\\s]+)").strip();
                assertThat(image).contains(name + "=" + value);
            }
            assertThat(image).contains("RUSHES_SCRATCH_ROOT=/scratch", "VOLUME /scratch");
        }
    }

    @Test
    void theComposedStackIsWholeAndOfImagesThatAreMade() {
        assertThat(composed.services().keySet())
                .containsAll(SERVICES)
                .contains("postgres", "aws", "issuer")
                .hasSize(6);
        for (String service : SERVICES) {
            assertThat(container(service).image())
                    .isEqualTo("${IMAGE_PREFIX:-rushes/}" + service + ":${TAG:-latest}");
        }
        String local = read(IMAGES.resolve("local.sh"));
        for (String other : List.of("postgres", "aws", "issuer")) {
            String image = group(container(other).image(), ":-([^}]+)}");
            assertThat(local).contains("-t " + image + " ");
        }
    }

    @Test
    void otherImagesForWhatIsNotOursLeaveTheRestAsItIs() {
        Container database = container("postgres");

        // It runs a class of ours.
        assertThat(container("issuer").command()).startsWith("dev.rushes.local.Main");
        assertThat(container("issuer").image()).startsWith("${ISSUER_IMAGE:-");
        assertThat(container("aws").image()).startsWith("${AWS_IMAGE:-");
        assertThat(database.volumes()).containsExactly("postgres:/var/lib/postgresql/data");
        assertThat(java.util.Objects.requireNonNull(database.environment()))
                .containsEntry("PGDATA", "/var/lib/postgresql/data");
    }

    @Test
    void noComposedContainerHasRights() {
        composed.services()
                .forEach((name, container) -> {
                    assertThat(container.readOnly()).as(name).isTrue();
                    assertThat(container.capDrop()).as(name).containsExactly("ALL");
                    assertThat(container.securityOpt())
                            .as(name)
                            .containsExactly("no-new-privileges:true");
                    assertThat(container.tmpfs()).as(name).anyMatch(one -> one.startsWith("/tmp"));
                    container.volumes().stream()
                            .map(volume -> volume.substring(0, volume.indexOf(':')))
                            .forEach(volume -> assertThat(composed.volumes()).containsKey(volume));
                    if (container.ports() != null) {
                        assertThat(container.ports())
                                .allMatch(port -> port.startsWith("127.0.0.1:"));
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-service", "storage-service", "render-worker"})
    void aComposedServiceIsAskedAndReachedWhereItListens(String service) {
        Container container = container(service);
        String port = port(service, "quarkus.http.port");

        assertThat(container.healthcheck()).isNotNull();
        assertThat(container.healthcheck().test())
                .last()
                .asString()
                .contains("/dev/tcp/127.0.0.1/" + port + " ", "/q/health/ready");
        if (!service.equals("render-worker")) {
            assertThat(container.ports()).hasSize(1).allMatch(one -> one.endsWith(":" + port));
        }
        assertThat(container.dependsOn())
                .containsEntry("postgres", Map.of("condition", "service_healthy"))
                .containsEntry("aws", Map.of("condition", "service_healthy"))
                .containsEntry("issuer", Map.of("condition", "service_completed_successfully"));
        assertThat(container.stopGracePeriod()).isEqualTo("30s");
    }

    @Test
    void everyComposedVariableIsOneThatAServiceReads() {
        Set<String> known = names(read(HOME.resolve(".env.example")), "(?m)^([A-Z][A-Z0-9_]+)=");
        Set<String> named = names(read(COMPOSE.resolve("services.env")), "(?m)^([A-Z][A-Z0-9_]+)=");
        for (String service : SERVICES) {
            named.addAll(
                    java.util.Objects.requireNonNull(container(service).environment()).keySet());
            assertThat(container(service).envFile()).containsExactly("services.env");
        }

        assertThat(named).hasSizeGreaterThan(18);
        assertThat(known).containsAll(named);
    }

    @Test
    void composedAddressesAreThoseOfContainers() {
        String addresses = read(COMPOSE.resolve("services.env"));
        String standIns = read(IMAGES.resolve("stand-ins").resolve("Dockerfile"));
        String s3 = group(standIns, "\"--s3-port\", \"(\\d+)\"");
        String sqs = group(standIns, "\"--sqs-port\", \"(\\d+)\"");

        assertThat(addresses)
                .contains("AWS_ENDPOINT_URL_S3=http://aws:" + s3 + "\n")
                .contains("AWS_ENDPOINT_URL_SQS=http://aws:" + sqs + "\n")
                .contains("DATABASE_URL=postgresql://postgres:5432/rushes\n");
        assertThat(container("aws").ports()).allMatch(port -> port.endsWith(":" + s3));
        assertThat(java.util.Objects.requireNonNull(container("api-service").environment()))
                .containsEntry(
                        "STORAGE_SERVICE_URL",
                        "http://storage-service:" + port("storage-service", "quarkus.http.port"));
    }

    private Container container(String name) {
        return java.util.Objects.requireNonNull(composed.services().get(name), name);
    }

    /** The shell's words for a service's port: Quarkus' own variable is before the one in the settings. */
    private static String whereItListens(String service) {
        String setting = group(settings(service), "(?m)^quarkus\\.http\\.port=(.+)$");
        return "${QUARKUS_HTTP_PORT:-" + setting.replace(":", ":-") + "}";
    }

    private static String settings(String service) {
        return read(
                HOME.resolve(service)
                        .resolve(Path.of("src", "main", "resources", "application.properties")));
    }

    private static String port(String service, String key) {
        return group(
                settings(service), "(?m)^" + Pattern.quote(key) + "=(?:\\$\\{\\w+:)?(\\d+)}?$");
    }

    private static Composed composed() {
        ObjectMapper yaml =
                new ObjectMapper(
                        YAMLFactory.builder()
                                .enable(
                                        com.fasterxml.jackson.core.StreamReadFeature
                                                .STRICT_DUPLICATE_DETECTION)
                                .build());
        try {
            return yaml.readValue(read(COMPOSE.resolve("compose.yaml")), Composed.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String group(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + pattern))
                .group(1);
    }

    private static Set<String> names(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
