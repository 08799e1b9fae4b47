package dev.rushes.local.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Kubernetes manifests, read strictly: a field that the cluster's API does not know is a fault. */
final class Manifests {
    private static final YAMLMapper PLAIN = new YAMLMapper();

    /** The models keep unknown fields; without their any-setters an unknown field fails. */
    private static final YAMLMapper STRICT =
            YAMLMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .annotationIntrospector(new NoAnySetters())
                    .build();

    private static final Map<String, Class<? extends HasMetadata>> TYPES =
            Map.ofEntries(
                    Map.entry("v1/Namespace", Namespace.class),
                    Map.entry("v1/ServiceAccount", ServiceAccount.class),
                    Map.entry("v1/ConfigMap", ConfigMap.class),
                    Map.entry("v1/Service", Service.class),
                    Map.entry("apps/v1/Deployment", Deployment.class),
                    Map.entry("batch/v1/Job", Job.class),
                    Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
                    Map.entry(
                            "autoscaling/v2/HorizontalPodAutoscaler",
                            HorizontalPodAutoscaler.class),
                    Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
                    Map.entry("gateway.networking.k8s.io/v1/HTTPRoute", HTTPRoute.class));

    private final List<HasMetadata> typed = new ArrayList<>();
    private final List<JsonNode> scaling = new ArrayList<>();

    private Manifests() {}

    static Manifests read(Iterable<String> files) {
        Manifests manifests = new Manifests();
        for (String file : files) {
            manifests.add(file);
        }
        return manifests;
    }

    private void add(String yaml) {
        try (MappingIterator<JsonNode> documents =
                PLAIN.readerFor(JsonNode.class).readValues(yaml)) {
            while (documents.hasNext()) {
                add(documents.next());
            }
        } catch (IOException e) {
            throw new AssertionError("not YAML: " + e.getMessage(), e);
        }
    }

    private void add(JsonNode document) {
        String type = document.path("apiVersion").asText() + "/" + document.path("kind").asText();
        // KEDA publishes no types for Java; KubernetesTest looks into these itself.
        if (type.startsWith("keda.sh/")) {
            scaling.add(document);
            return;
        }
        Class<? extends HasMetadata> known = TYPES.get(type);
        assertThat(known).as("a type of the cluster: " + type).isNotNull();
        try {
            typed.add(STRICT.treeToValue(document, known));
        } catch (JsonProcessingException e) {
            throw new AssertionError(type + ": " + e.getOriginalMessage(), e);
        }
    }

    <T extends HasMetadata> Stream<T> all(Class<T> type) {
        return typed.stream().filter(type::isInstance).map(type::cast);
    }

    <T extends HasMetadata> T one(Class<T> type, String name) {
        return all(type)
                .filter(found -> found.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + " " + name));
    }

    List<JsonNode> scaling() {
        return List.copyOf(scaling);
    }

    /** The one document of KEDA's of a kind. */
    JsonNode scaling(String kind) {
        return scaling.stream()
                .filter(found -> found.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind));
    }

    private static final class NoAnySetters extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Boolean hasAnySetter(Annotated annotated) {
            return annotated.hasAnnotation(JsonAnySetter.class) ? Boolean.FALSE : null;
        }
    }
}
