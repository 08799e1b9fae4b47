package dev.rushes.api.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import dev.rushes.api.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class PresetsTest {
    private static final String TEMPLATE =
            """
            {"background": {"image": "{{BACKDROP}}"}, "main": {"scale": "{{SIZE}}"},
             "text": [{"text": "{{TITLE}} by {{AUTHOR}}", "colour": "{{TINT}}", "style": "title", "start": "{{FROM}}",
                       "end": "{{ENDS}}"}],
             "audio": {"type": "music", "s3Key": "{{SONG}}", "duck": "{{DUCKED}}"}}
            """;

    private static String preset(String rest) {
        return "{\"name\": \" Opening \", \"category\": \"intro\", \"layerTemplate\": "
                + TEMPLATE
                + rest
                + "}";
    }

    @Test
    void aPresetIsKeptAndSaysWhatItsPlaceholdersTake() {
        Response made =
                Studio.post(
                        "/layer-presets",
                        preset(
                                ", \"description\": \"d\", \"previewUrl\": \"https://a.example/b.png\""));
        made.then()
                .statusCode(201)
                .body("name", equalTo("Opening"))
                .body("category", equalTo("intro"))
                .body("isSystemPreset", equalTo(false))
                .body("timesUsed", equalTo(0))
                .body("createdBy", equalTo(Tokens.SUBJECT))
                .body("previewUrl", equalTo("https://a.example/b.png"))
                .body("warnings", empty())
                .body(
                        "placeholders",
                        contains(
                                "AUTHOR",
                                "BACKDROP",
                                "DUCKED",
                                "ENDS",
                                "FROM",
                                "SIZE",
                                "SONG",
                                "TINT",
                                "TITLE"));
        RestAssured.get(made.header("Location"))
                .then()
                .statusCode(200)
                .header("ETag", "\"0\"")
                .body("layerTemplate.background.image", equalTo("{{BACKDROP}}"))
                .body("placeholderKinds.BACKDROP", equalTo("image"))
                .body("placeholderKinds.SIZE", equalTo("number"))
                .body("placeholderKinds.TITLE", equalTo("text"))
                .body("placeholderKinds.AUTHOR", equalTo("text"))
                .body("placeholderKinds.TINT", equalTo("colour"))
                .body("placeholderKinds.FROM", equalTo("number"))
                .body("placeholderKinds.ENDS", equalTo("number"))
                .body("placeholderKinds.SONG", equalTo("sound"))
                .body("placeholderKinds.DUCKED", equalTo("flag"))
                .body("warnings", nullValue());
    }

    @Test
    void everyFaultIsNamed() {
        Studio.post(
                        "/layer-presets",
                        """
                        {"name": "", "category": "middle", "layerTemplate": [], "previewUrl": "javascript:x", "isSystemPreset": true}
                        """)
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        contains("/category", "/isSystemPreset", "/name", "/previewUrl"));
        Studio.post(
                        "/layer-presets",
                        """
                        {"name": "n", "category": "outro", "placeholders": ["B", "X", "B"],
                         "layerTemplate": {"main": {"scale": 9, "opacity": "{{A}}"}, "colour": "{{B}}", "audio": [{"type": "noise", "s3Key": "{{C}}"}]}}
                        """)
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        contains(
                                "/layerTemplate/main/scale",
                                "/layerTemplate/audio/0/type",
                                "/placeholders/1",
                                "/placeholders/2",
                                "/placeholders",
                                "/placeholders"))
                .body("errors[2].detail", equalTo("the template does not use {{X}}"))
                .body("errors[4].detail", equalTo("does not list A, which the template uses"));
        Studio.post(
                        "/layer-presets",
                        "{\"name\": \"n\", \"category\": \"outro\", \"layerTemplate\": {\"text\": {\"text\": \"{{1st}} {{ NAME }}\"}}}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/layerTemplate/text/text"))
                .body("errors[0].detail", containsString("{{1st}} is no placeholder"));
        Studio.post("/layer-presets", "{\"name\": \"n\", \"category\": \"intro\"}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/layerTemplate"));
    }

    @Test
    void aPresetIsReplacedByWhoReadItLast() {
        UUID id = Studio.id(Studio.post("/layer-presets", preset("")));
        String other =
                "{\"name\": \"Other\", \"category\": \"outro\", \"layerTemplate\": {\"text\": {\"text\": \"{{T}}\", \"hue\": 1}}}";
        Studio.json().body(other).put("/api/v1/layer-presets/" + id).then().statusCode(428);
        Studio.json()
                .body(other)
                .header("If-Match", "\"0\"")
                .put("/api/v1/layer-presets/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("placeholders", contains("T"))
                .body("description", nullValue())
                .body("warnings.pointer", contains("/layerTemplate/text/hue"));
        Studio.json()
                .body(other)
                .header("If-Match", "\"0\"")
                .put("/api/v1/layer-presets/" + id)
                .then()
                .statusCode(412);
    }

    @Test
    void aDeletedPresetIsNotThereButItsRowStays() {
        UUID id = Studio.id(Studio.post("/layer-presets", preset("")));
        RestAssured.delete("/api/v1/layer-presets/" + id).then().statusCode(204);
        RestAssured.delete("/api/v1/layer-presets/" + id).then().statusCode(404);
        Studio.get("/layer-presets/" + id).then().statusCode(404);
        Studio.get("/layer-presets?limit=200").then().body("items.id", not(hasItem(id.toString())));
        assertThat(Rows.value("SELECT deleted_at IS NOT NULL FROM layer_presets WHERE id = ?", id))
                .isEqualTo("t");
    }

    @Test
    void listsChooseByCategoryAndLeaveTheTemplatesOut() {
        UUID id = Studio.id(Studio.post("/layer-presets", preset("")));
        Studio.get("/layer-presets?limit=200&category=intro")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(id.toString()))
                .body("items.category", everyItem(equalTo("intro")))
                .body("items.layerTemplate", everyItem(nullValue()));
        Studio.get("/layer-presets?limit=200&category=outro")
                .then()
                .body("items.id", not(hasItem(id.toString())));
        Studio.get("/layer-presets?category=middle")
                .then()
                .statusCode(400)
                .body("detail", containsString("category"));
    }

    @Test
    void twoPresetsOfEachCategoryComeWithRushesAndShowAPicture() {
        List<Map<String, Object>> presets =
                Studio.get("/layer-presets?limit=200").then().extract().path("items");
        List<Map<String, Object>> ours =
                presets.stream()
                        .filter(preset -> Boolean.TRUE.equals(preset.get("isSystemPreset")))
                        .toList();
        assertThat(ours)
                .extracting(preset -> preset.get("category"))
                .containsExactlyInAnyOrder(
                        "intro",
                        "intro",
                        "main_content",
                        "main_content",
                        "product_showcase",
                        "product_showcase",
                        "outro",
                        "outro");
        for (Map<String, Object> preset : ours) {
            RestAssured.get(String.valueOf(preset.get("previewUrl")))
                    .then()
                    .statusCode(200)
                    .contentType("image/jpeg");
            Response read = Studio.get("/layer-presets/" + preset.get("id"));
            Map<String, String> kinds = read.path("placeholderKinds");
            assertThat(kinds.keySet())
                    .containsExactlyInAnyOrderElementsOf(read.path("placeholders"));
            kinds.forEach(PresetsTest::isOfTheKindThatItsNameSays);
            JsonNode template = new ObjectMapper().valueToTree(read.path("layerTemplate"));
            assertThat(TemplateCheck.of(template).errors()).isEmpty();
            assertThat(TemplateCheck.of(template).warnings()).isEmpty();
        }
    }

    private static void isOfTheKindThatItsNameSays(String name, String kind) {
        String expected =
                name.endsWith("_IMAGE")
                        ? "image"
                        : name.endsWith("_VIDEO")
                                ? "video"
                                : name.endsWith("_MUSIC")
                                        ? "sound"
                                        : name.endsWith("_COLOUR") ? "colour" : "text";
        assertThat(kind).as(name).isEqualTo(expected);
    }

    @Test
    void whatCameWithRushesIsReadOnly() {
        String id =
                Studio.get("/layer-presets?limit=200")
                        .then()
                        .extract()
                        .path("items.find { it.isSystemPreset }.id");
        Studio.json()
                .body(preset(""))
                .header("If-Match", "*")
                .put("/api/v1/layer-presets/" + id)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:rushes:problem:wrong-state"));
        RestAssured.delete("/api/v1/layer-presets/" + id).then().statusCode(409);
    }

    @Test
    void aSystemPresetIsFilledInForAScene() {
        UUID scene = Studio.scene(Studio.episode(Studio.show()));
        Studio.post(
                        "/scenes/" + scene + "/layers/apply-preset",
                        """
                        {"presetId": "5c0de000-0000-4000-8000-000000000001",
                         "values": {"TITLE": "The Long Valley", "SUBTITLE": "Water", "ACCENT_COLOUR": "#f0b429"}}
                        """)
                .then()
                .statusCode(200)
                .body("layers.text[0].text", equalTo("The Long Valley"))
                .body("layers.text[1].colour", equalTo("#f0b429"))
                .body("warnings", empty());
    }
}
