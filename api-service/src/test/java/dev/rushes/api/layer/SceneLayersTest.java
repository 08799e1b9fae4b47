package dev.rushes.api.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class SceneLayersTest {
    /** A stored asset of the show; its key. */
    private static String asset(UUID show, String name) {
        String key = "shows/%s/assets/%s/%s".formatted(show, UUID.randomUUID(), name);
        Rows.change(
                "INSERT INTO uploads (kind, status, show_id, role, filename, content_type, size_bytes, bucket, s3_key, etag)"
                        + " VALUES ('asset', 'stored', ?, 'image', ?, 'image/png', 1, 'raw-footage', ?, 'e')",
                show,
                name,
                key);
        return key;
    }

    private static Response put(UUID scene, String etag, String layers) {
        return Studio.json()
                .header("If-Match", etag)
                .body("{\"layers\": " + layers + "}")
                .put("/api/v1/scenes/" + scene + "/layers");
    }

    private static Response read(UUID scene) {
        return Studio.get("/scenes/" + scene + "/layers");
    }

    private static UUID preset(String template) {
        return Studio.id(
                Studio.post(
                        "/layer-presets",
                        "{\"name\": \"P\", \"category\": \"intro\", \"layerTemplate\": "
                                + template
                                + "}"));
    }

    private static Response apply(UUID scene, UUID preset, String values) {
        return Studio.post(
                "/scenes/" + scene + "/layers/apply-preset",
                "{\"presetId\": \"%s\", \"values\": %s}".formatted(preset, values));
    }

    @Test
    void layersAreKeptWithWhatTheyCost() {
        Studio.Take take = Studio.take();
        read(take.scene())
                .then()
                .statusCode(200)
                .header("ETag", "\"0\"")
                .body("sceneId", equalTo(take.scene().toString()))
                .body("layers", anEmptyMap())
                .body("compositeComplexity", equalTo("simple"))
                .body("estimatedRenderTimeSeconds", nullValue());
        put(take.scene(), "\"0\"", "{\"text\": {\"text\": \"Ana\", \"style\": \"lower_third\"}}")
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("compositeComplexity", equalTo("simple"))
                .body("estimatedRenderTimeSeconds", equalTo(4))
                .body("warnings", empty());
        String logo = asset(take.show(), "logo.png");
        put(
                        take.scene(),
                        "\"1\"",
                        """
                        {"background": {"video": "%s"}, "main": {"scale": 0.8, "chromaKey": true},
                         "overlay": [{"image": "%s", "fadeIn": 0.5}], "audio": {"s3Key": "%s", "type": "music"}}
                        """
                                .formatted(take.key(), logo, logo))
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("compositeComplexity", equalTo("complex"))
                .body("estimatedRenderTimeSeconds", equalTo(7));
        read(take.scene())
                .then()
                .header("ETag", "\"2\"")
                .body("layers.overlay[0].image", equalTo(logo))
                .body("compositeComplexity", equalTo("complex"))
                .body("warnings", nullValue());
    }

    @Test
    void everyFaultIsNamedAsInPlans() {
        Studio.Take take = Studio.take();
        String strange = asset(Studio.show(), "theirs.png");
        put(
                        take.scene(),
                        "\"0\"",
                        """
                        {"background": "blurple", "main": {"scale": 9}, "overlay": [{"image": "%s"}, 7],
                         "text": {"style": "huge"}, "audio": [{"type": "noise", "s3Key": ""}], "sparkle": 1}
                        """
                                .formatted(strange))
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:rushes:problem:invalid"))
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/layers/background",
                                "/layers/main/scale",
                                "/layers/overlay/1",
                                "/layers/overlay/0/image",
                                "/layers/text/style",
                                "/layers/text",
                                "/layers/audio/0/type",
                                "/layers/audio/0/s3Key"));
        put(take.scene(), "\"0\"", "[1]")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/layers"));
        read(take.scene()).then().body("layers", anEmptyMap());
        put(take.scene(), "\"0\"", "{\"sparkle\": 1}")
                .then()
                .statusCode(200)
                .body("warnings.pointer", contains("/layers/sparkle"));
    }

    @Test
    void aWriteNeedsTheTagOfTheLastRead() {
        UUID scene = Studio.scene(Studio.episode(Studio.show()));
        Studio.json()
                .body("{\"layers\": {}}")
                .put("/api/v1/scenes/" + scene + "/layers")
                .then()
                .statusCode(428);
        put(scene, "\"1\"", "{}").then().statusCode(412);
        put(scene, "\"0\"", "{}").then().statusCode(200).header("ETag", "\"1\"");
        put(scene, "\"0\"", "{}").then().statusCode(412);
        read(UUID.randomUUID()).then().statusCode(404);
        put(UUID.randomUUID(), "*", "{}").then().statusCode(404);
    }

    @Test
    void ofTwentyFirstWritersOneWins() throws InterruptedException, ExecutionException {
        UUID scene = Studio.scene(Studio.episode(Studio.show()));
        Callable<Integer> write =
                () -> put(scene, "\"0\"", "{\"background\": \"#000000\"}").statusCode();
        try (ExecutorService pool = Executors.newFixedThreadPool(10)) {
            List<Integer> codes =
                    pool.invokeAll(java.util.Collections.nCopies(20, write)).stream()
                            .map(SceneLayersTest::code)
                            .toList();
            assertThat(codes).containsOnlyOnce(200).filteredOn(code -> code == 412).hasSize(19);
        }
    }

    private static int code(Future<Integer> answer) {
        try {
            return answer.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aPresetIsFilledInAndCounted() {
        Studio.Take take = Studio.take();
        UUID preset =
                preset(
                        "{\"background\": {\"image\": \"{{IMAGE}}\"}, \"text\": [{\"text\": \"{{NAME}}, live\", \"colour\": \"{{TINT}}\"}]}");
        String image = asset(take.show(), "back.png");
        String values =
                "{\"IMAGE\": \"%s\", \"NAME\": \"Ana\", \"TINT\": \"#ffcc00\"}".formatted(image);
        apply(take.scene(), preset, values)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("layers.background.image", equalTo(image))
                .body("layers.text[0].text", equalTo("Ana, live"))
                .body("layers.text[0].colour", equalTo("#ffcc00"))
                .body("compositeComplexity", equalTo("simple"))
                .body("warnings", empty());
        apply(take.scene(), preset, values).then().statusCode(200).header("ETag", "\"1\"");
        Studio.get("/layer-presets/" + preset)
                .then()
                .header("ETag", "\"0\"")
                .body("timesUsed", equalTo(2));
    }

    @Test
    void valuesThatAreMissingUnknownOrUnfitAreNamed() {
        Studio.Take take = Studio.take();
        UUID preset =
                preset(
                        "{\"background\": {\"image\": \"{{IMAGE}}\"}, \"main\": {\"scale\": \"{{SIZE}}\"}, \"text\": {\"text\": \"by {{NAME}}\"}}");
        apply(take.scene(), preset, "{\"NAME\": null, \"SIZE\": 1, \"COLOUR\": \"red\"}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/values/IMAGE", "/values/NAME", "/values/COLOUR"))
                .body("errors[0].detail", equalTo("the placeholder {{IMAGE}} has no value"))
                .body("errors[2].detail", equalTo("the preset has no such placeholder"));
        apply(
                        take.scene(),
                        preset,
                        "{\"IMAGE\": \"shows/x/assets/y/z.png\", \"SIZE\": \"big\", \"NAME\": \"Ana\"}")
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/values/SIZE", "/values/IMAGE"))
                .body(
                        "errors.find { it.pointer == '/values/SIZE' }.detail",
                        containsString("/main/scale"));
        apply(
                        take.scene(),
                        preset,
                        "{\"IMAGE\": \"%s\", \"SIZE\": 1, \"NAME\": [1]}".formatted(take.key()))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/values/NAME"));
        Studio.post("/scenes/" + take.scene() + "/layers/apply-preset", "{\"values\": [1]}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/presetId", "/values"));
        apply(take.scene(), UUID.randomUUID(), "{}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/presetId"));
        apply(UUID.randomUUID(), preset, "{}").then().statusCode(404);
        read(take.scene()).then().body("layers", anEmptyMap());
        Studio.get("/layer-presets/" + preset).then().body("timesUsed", equalTo(0));
    }
}
