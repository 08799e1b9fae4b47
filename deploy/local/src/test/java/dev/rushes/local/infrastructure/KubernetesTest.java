package dev.rushes.local.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is deployed fits the services: ports, probes, selectors, variables, rights. */
class KubernetesTest {
    private static final Path HOME = Path.of("..", "..");
    private static final Path FOLDER = Path.of("..", "kubernetes");
    private static final Set<String> SERVICES =
            Set.of("api-service", "storage-service", "render-worker");

    /** What the C library of a worker reads, see docs/operations.md; no service does. */
    private static final Set<String> OF_THE_C_LIBRARY =
            Set.of("MALLOC_ARENA_MAX", "MALLOC_MMAP_THRESHOLD_", "GLIBC_TUNABLES");

    private final Manifests base = Manifests.read(baseFiles());

    @Test
    void everyServiceIsDeployed() {
        assertThat(base.all(Deployment.class).map(one -> one.getMetadata().getName()))
                .containsExactlyInAnyOrderElementsOf(SERVICES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-service", "storage-service", "render-worker"})
    void aContainersPortsAreThoseThatTheServiceListensOn(String service) {
        Map<String, Integer> ports =
                container(service).getPorts().stream()
                        .collect(
                                Collectors.toMap(
                                        ContainerPort::getName, ContainerPort::getContainerPort));

        assertThat(ports.get("http")).isEqualTo(configured(service, "quarkus.http.port"));
        String metrics =
                base.one(Deployment.class, service)
                        .getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getAnnotations()
                        .get("prometheus.io/port");
        assertThat(ports.values()).contains(Integer.valueOf(metrics));
        if (ports.containsKey("metrics")) {
            assertThat(ports.get("metrics"))
                    .isEqualTo(configured(service, "quarkus.management.port"));
            assertThat(metrics).isEqualTo(Integer.toString(ports.get("metrics")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-service", "storage-service", "render-worker"})
    void theThreeProbesAskWhatTheServiceAnswers(String service) {
        Container container = container(service);

        assertThat(path(container.getStartupProbe())).isEqualTo("/q/health/started");
        assertThat(path(container.getLivenessProbe())).isEqualTo("/q/health/live");
        assertThat(path(container.getReadinessProbe())).isEqualTo("/q/health/ready");
        Set<String> ports =
                container.getPorts().stream()
                        .map(ContainerPort::getName)
                        .collect(Collectors.toSet());
        assertThat(ports)
                .contains(
                        port(container.getStartupProbe()),
                        port(container.getLivenessProbe()),
                        port(container.getReadinessProbe()));
    }

    @Test
    void selectorsFindTheirPods() {
        Map<String, Map<String, String>> pods =
                base.all(Deployment.class)
                        .collect(
                                Collectors.toMap(
                                        one -> one.getMetadata().getName(),
                                        one ->
                                                one.getSpec()
                                                        .getTemplate()
                                                        .getMetadata()
                                                        .getLabels()));

        base.all(Deployment.class)
                .forEach(one ->
                        assertThat(pods.get(one.getMetadata().getName()))
                                .containsAllEntriesOf(
                                        one.getSpec().getSelector().getMatchLabels()));
        base.all(Service.class)
                .forEach(one ->
                        assertThat(pods.get(one.getMetadata().getName()))
                                .containsAllEntriesOf(one.getSpec().getSelector()));
        base.all(PodDisruptionBudget.class)
                .forEach(one ->
                        assertThat(pods.get(one.getMetadata().getName()))
                                .containsAllEntriesOf(
                                        one.getSpec().getSelector().getMatchLabels()));
        assertThat(
                        base.all(HorizontalPodAutoscaler.class)
                                .map(one -> one.getSpec().getScaleTargetRef().getName()))
                .containsExactlyInAnyOrder("api-service", "storage-service");
        assertThat(base.all(PodDisruptionBudget.class).map(one -> one.getMetadata().getName()))
                .containsExactlyInAnyOrderElementsOf(SERVICES);
    }

    @Test
    void aServicesPortLeadsToAPortOfItsContainer() {
        base.all(Service.class)
                .forEach(one -> {
                    Container container = container(one.getMetadata().getName());
                    for (ServicePort port : one.getSpec().getPorts()) {
                        ContainerPort target =
                                container.getPorts().stream()
                                        .filter(candidate ->
                                                candidate
                                                        .getName()
                                                        .equals(port.getTargetPort().getStrVal()))
                                        .findFirst()
                                        .orElseThrow();
                        assertThat(target.getContainerPort()).isEqualTo(port.getPort());
                    }
                });
    }

    @Test
    void everyVariableIsOneThatAServiceReads() {
        Set<String> known = variablesOf(read(HOME.resolve(".env.example")));
        Set<String> named = new TreeSet<>();
        podSpecs()
                .forEach(pod ->
                        pod.getContainers()
                                .forEach(container ->
                                        container.getEnv().stream()
                                                .map(EnvVar::getName)
                                                .forEach(named::add)));
        for (Path file : kustomizations()) {
            Pattern.compile("(?m)^\\s+- ([A-Z][A-Z0-9_]+)=")
                    .matcher(read(file))
                    .results()
                    .map(found -> found.group(1))
                    .forEach(named::add);
        }
        named.removeAll(OF_THE_C_LIBRARY);

        assertThat(named).hasSizeGreaterThan(12);
        assertThat(known).containsAll(named);
    }

    @Test
    void noSecretIsWrittenDown() {
        for (Path file : kustomizations()) {
            assertThat(read(file))
                    .doesNotContain("secretGenerator", "PASSWORD=", "SECRET", "DATABASE_URL=");
        }
        podSpecs()
                .forEach(pod ->
                        pod.getContainers()
                                .forEach(container ->
                                        assertThat(
                                                        container.getEnvFrom().stream()
                                                                .filter(one ->
                                                                        one.getSecretRef() != null)
                                                                .map(one ->
                                                                        one.getSecretRef()
                                                                                .getName()))
                                                .containsExactly("rushes-secrets")));
    }

    @Test
    void podsHaveNoRightsThatTheyDoNotNeed() {
        podSpecs()
                .forEach(pod -> {
                    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
                    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
                    assertThat(pod.getSecurityContext().getSeccompProfile().getType())
                            .isEqualTo("RuntimeDefault");
                    base.one(ServiceAccount.class, pod.getServiceAccountName());
                    Set<String> volumes =
                            pod.getVolumes().stream()
                                    .map(Volume::getName)
                                    .collect(Collectors.toSet());
                    for (Container container : pod.getContainers()) {
                        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                                .isTrue();
                        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                                .isFalse();
                        assertThat(container.getSecurityContext().getCapabilities().getDrop())
                                .containsExactly("ALL");
                        assertThat(container.getResources().getRequests())
                                .containsKeys("cpu", "memory");
                        assertThat(container.getResources().getLimits()).containsKey("memory");
                        assertThat(container.getVolumeMounts().stream().map(VolumeMount::getName))
                                .allMatch(volumes::contains)
                                .contains("temporary");
                    }
                });
    }

    /** A stopping worker hands back within 20 s (docs/operations.md); a request runs ten at most. */
    @Test
    void podsHaveTheTimeToStopInOrder() {
        base.all(Deployment.class)
                .forEach(one ->
                        assertThat(
                                        one.getSpec()
                                                .getTemplate()
                                                .getSpec()
                                                .getTerminationGracePeriodSeconds())
                                .isGreaterThanOrEqualTo(30));
    }

    @Test
    void workersScaleOnBothQueuesAndOnAge() {
        assertThat(base.scaling()).hasSize(2);
        JsonNode authentication = base.scaling("TriggerAuthentication");
        JsonNode spec = base.scaling("ScaledObject").path("spec");

        assertThat(spec.path("scaleTargetRef").path("name").asText()).isEqualTo("render-worker");
        assertThat(spec.path("minReplicaCount").asInt(-1)).isZero();
        // Longer than a worker's hand-back and the queue's hiding of what it left.
        assertThat(spec.path("cooldownPeriod").asInt()).isGreaterThanOrEqualTo(60);
        List<String> queues = new ArrayList<>();
        for (JsonNode trigger : spec.path("triggers")) {
            assertThat(trigger.path("authenticationRef").path("name").asText())
                    .isEqualTo(authentication.path("metadata").path("name").asText());
            if (trigger.path("type").asText().equals("aws-sqs-queue")) {
                assertThat(trigger.path("metadata").path("scaleOnInFlight").asText())
                        .isEqualTo("true");
                queues.add(trigger.path("metadata").path("queueURLFromEnv").asText());
            }
        }
        assertThat(queues)
                .containsExactlyInAnyOrder(
                        "SQS_VIDEO_PROCESSING_QUEUE_URL", "SQS_MEDIA_ANALYSIS_QUEUE_URL");
        assertThat(variablesOf(read(HOME.resolve(".env.example")))).containsAll(queues);
        assertThat(spec.path("triggers").findValuesAsText("metricName"))
                .containsExactly("ApproximateAgeOfOldestMessage");
    }

    @Test
    void routesLeadToTheServiceThatHasThePath() {
        Set<String> ofStorage = rootPaths("storage-service");
        HTTPRoute route = base.one(HTTPRoute.class, "rushes");
        route.getSpec()
                .getRules()
                .forEach(rule -> {
                    String service = rule.getBackendRefs().getFirst().getName();
                    Service target = base.one(Service.class, service);
                    assertThat(rule.getBackendRefs().getFirst().getPort())
                            .isEqualTo(target.getSpec().getPorts().getFirst().getPort());
                    if (service.equals("storage-service")) {
                        assertThat(rule.getMatches())
                                .extracting(match -> match.getPath().getValue())
                                .containsExactlyInAnyOrderElementsOf(ofStorage);
                    }
                });
    }

    @Test
    void policiesLetThroughThePortsThatContainersHave() {
        Set<Integer> numbers = new TreeSet<>(Set.of(53, 443, 5432));
        Set<String> names = new TreeSet<>();
        for (String service : SERVICES) {
            container(service)
                    .getPorts()
                    .forEach(port -> {
                        numbers.add(port.getContainerPort());
                        names.add(port.getName());
                    });
        }
        base.all(NetworkPolicy.class)
                .flatMap(one ->
                        Stream.concat(
                                one.getSpec().getIngress().stream()
                                        .flatMap(rule -> rule.getPorts().stream()),
                                one.getSpec().getEgress().stream()
                                        .flatMap(rule -> rule.getPorts().stream())))
                .forEach(port -> {
                    if (port.getPort().getIntVal() != null) {
                        assertThat(numbers).contains(port.getPort().getIntVal());
                    } else {
                        assertThat(names).contains(port.getPort().getStrVal());
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "dev", "prod"})
    void anOverlayLoads(String overlay) throws IOException, InterruptedException {
        Process kustomize;
        try {
            kustomize =
                    new ProcessBuilder(
                                    "kubectl",
                                    "kustomize",
                                    FOLDER.resolve("overlays").resolve(overlay).toString())
                            .start();
        } catch (IOException e) {
            assumeTrue(false, "no kubectl on this machine, so overlays are not put together");
            return;
        }
        String yaml = new String(kustomize.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String fault =
                new String(kustomize.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(kustomize.waitFor()).as(fault).isZero();

        Manifests manifests = Manifests.read(List.of(yaml));

        ConfigMap environment = manifests.all(ConfigMap.class).findFirst().orElseThrow();
        assertThat(variablesOf(read(HOME.resolve(".env.example"))))
                .containsAll(environment.getData().keySet());
        assertThat(environment.getData())
                .containsKeys("JWT_ISSUER", "JWT_JWKS_URL", "PUBLIC_BASE_URL");
        manifests
                .all(Deployment.class)
                .map(one -> one.getSpec().getTemplate())
                .forEach(pod ->
                        assertThat(pod.getSpec().getContainers().getFirst().getEnvFrom())
                                .extracting(one ->
                                        one.getConfigMapRef() == null
                                                ? "secret"
                                                : one.getConfigMapRef().getName())
                                .containsExactly(environment.getMetadata().getName(), "secret"));
        Map<String, String> job =
                manifests
                        .one(Job.class, "migration")
                        .getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getLabels();
        // The policy that lets pods reach the database goes by this label.
        assertThat(job).containsEntry("app.kubernetes.io/part-of", "rushes");
        assertThat(manifests.scaling()).hasSize(overlay.equals("local") ? 0 : 2);
    }

    private Stream<PodSpec> podSpecs() {
        Manifests migration =
                Manifests.read(List.of(read(FOLDER.resolve("migration").resolve("job.yaml"))));
        return Stream.concat(
                        base.all(Deployment.class).map(one -> one.getSpec().getTemplate()),
                        migration.all(Job.class).map(one -> one.getSpec().getTemplate()))
                .map(PodTemplateSpec::getSpec);
    }

    private Container container(String service) {
        return base.one(Deployment.class, service)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
    }

    private static String path(Probe probe) {
        HTTPGetAction action = probe.getHttpGet();
        return action.getPath();
    }

    private static String port(Probe probe) {
        return probe.getHttpGet().getPort().getStrVal();
    }

    /** The number in a service's own settings, behind the variable that may change it. */
    private static int configured(String service, String key) {
        MatchResult line =
                Pattern.compile("(?m)^" + Pattern.quote(key) + "=(?:\\$\\{\\w+:)?(\\d+)}?$")
                        .matcher(
                                read(
                                        HOME.resolve(service)
                                                .resolve(
                                                        "src/main/resources/application.properties")))
                        .results()
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(service + " has no " + key));
        return Integer.parseInt(line.group(1));
    }

    /** First parts of the paths that a service's resources have, such as {@code /api/v1/uploads}. */
    private static Set<String> rootPaths(String service) {
        Pattern path =
                Pattern.compile(
                        "@Path\\(\"(/api/v1(?:/[a-z-]+)?)[^\"]*\"\\)\\s*(?:@\\w|class|public class)");
        Set<String> roots = new TreeSet<>();
        try (Stream<Path> files = Files.walk(HOME.resolve(service).resolve("src/main/java"))) {
            files.filter(file -> file.toString().endsWith("Resource.java"))
                    .forEach(file ->
                            path.matcher(read(file))
                                    .results()
                                    .forEach(found -> roots.add(found.group(1))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return roots;
    }

    private static Set<String> variablesOf(String example) {
        return Pattern.compile("(?m)^([A-Z][A-Z0-9_]+)=")
                .matcher(example)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> baseFiles() {
        try (Stream<Path> files = Files.list(FOLDER.resolve("base"))) {
            return files.filter(file -> !file.endsWith("kustomization.yaml"))
                    .sorted()
                    .map(KubernetesTest::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> kustomizations() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.endsWith("kustomization.yaml")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
