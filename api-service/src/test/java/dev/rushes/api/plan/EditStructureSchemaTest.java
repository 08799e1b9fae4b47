package dev.rushes.api.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.rushes.api.StandInsResource;
import dev.rushes.common.plan.structure.PlanCheck;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class EditStructureSchemaTest {
    private static final String SMALLEST =
            """
            {"scenes": [
               {"sceneId": "7d1d3a3e-6a5e-4d0e-8d3f-0c2a4c1b2f10", "name": "Intro Scene",
                "clips": [{"s3Key": "episodes/1/intro.mp4", "duration": 10.5, "trim": {"start": 0, "end": 10.5}}],
                "transitions": ["fade_in"]},
               {"sceneId": "7d1d3a3e-6a5e-4d0e-8d3f-0c2a4c1b2f11", "name": "Main Content",
                "clips": [{"s3Key": "episodes/1/main.mp4", "duration": 25.3, "trim": {"start": 0, "end": 25.3}}],
                "transitions": ["cut"]}],
             "totalDuration": 35.8, "music": {"enabled": false}, "overlays": []}
            """;

    @Test
    void theSmallestDocumentIsValid() {
        assertThat(schema().validate(SMALLEST, InputFormat.JSON)).isEmpty();
    }

    @Test
    void layersOverlaysAndCaptionsAreValid() {
        assertThat(
                        schema().validate(
                                        """
                                        {"scenes": [{"clips": [{"s3Key": "a"}],
                                           "layers": {"background": {"colour": "#123"}, "main": {"scale": 0.9, "position": "top_left", "chromaKey": true},
                                             "overlay": {"image": "k", "place": {"x": 0.1, "y": 30}, "width": 0.2},
                                             "text": [{"text": "Hi", "style": "lower_third", "animation": {"in": "slide"}, "box": "#000000a0"}]}}],
                                         "overlays": [{"text": "Live"}, {"s3Key": "b"}],
                                         "captions": {"s3Key": "c.srt", "mode": "both", "style": {"size": 40}}}
                                        """,
                                        InputFormat.JSON))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"scenes\": []}",
                "{\"scenes\": [{\"clips\": []}]}",
                "{\"scenes\": [{\"clips\": [{}]}]}",
                "{\"scenes\": [{\"clips\": [{\"s3Key\": \"a\", \"trim\": {\"start\": 1}}]}]}",
                "{\"scenes\": [{\"clips\": [{\"s3Key\": \"a\", \"speed\": 5}]}]}",
                "{\"scenes\": [{\"clips\": [{\"s3Key\": \"a\", \"fit\": \"fill\"}]}]}",
                "{\"scenes\": [{\"clips\": [{\"s3Key\": \"a\", \"crop\": {\"width\": 2}}]}]}",
                "{\"scenes\": [{\"clips\": [{\"s3Key\": \"a\", \"effects\": [\"sepia\"]}]}]}",
                "{\"scenes\": [{\"clips\": [{\"s3Key\": \"a\", \"effects\": [{\"type\": \"lut\"}]}]}]}",
                "{\"scenes\": [{\"clips\": [{\"s3Key\": \"a\"}]}], \"output\": {\"width\": 15}}",
                "{\"scenes\": [{\"clips\": [{\"s3Key\": \"a\"}]}], \"music\": {\"enabled\": true}}",
                "{\"scenes\": [{\"clips\": [{\"s3Key\": \"a\"}]}], \"overlays\": [{\"place\": \"top\"}]}",
                "{\"scenes\": [{\"clips\": [{\"s3Key\": \"a\"}], \"layers\": {\"main\": {\"scale\": 9}}}]}",
                "{\"scenes\": [{\"clips\": [{\"s3Key\": \"a\"}]}], \"captions\": {\"mode\": \"burn\"}}",
                "{\"scenes\": [{\"clips\": [{\"s3Key\": \"a\", \"volume\": 4.5}]}]}",
                "{\"scenes\": [{\"clips\": [{\"s3Key\": \"a\"}], \"layers\": {\"audio\": {\"type\": \"effect\"}}}]}",
                "{\"scenes\": [{\"clips\": [{\"s3Key\": \"a\"}], \"layers\": {\"audio\": [{\"s3Key\": \"m\", \"type\": \"noise\"}]}}]}",
                "{\"scenes\": [{\"clips\": [{\"s3Key\": \"a\"}]}], \"music\": {\"s3Key\": \"m\", \"duck\": \"yes\"}}",
                "{\"scenes\": [{\"clips\": [{\"s3Key\": \"a\"}]}], \"output\": {\"audio\": {\"layout\": \"7.1\"}}}",
                "{\"scenes\": [{\"clips\": [{\"s3Key\": \"a\"}]}], \"output\": {\"loudness\": {\"target\": 3}}}",
                "{\"scenes\": [{\"clips\": [{\"s3Key\": \"a\"}]}], \"version\": 2}"
            })
    void whatTheReaderRefusesTheSchemaRefusesToo(String document) {
        assertThat(schema().validate(document, InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void everythingAboutSoundIsValid() {
        assertThat(
                        schema().validate(
                                        """
                                        {"scenes": [{"clips": [{"s3Key": "a", "volume": 0.5}], "layers": {"audio": [
                                           {"type": "voice_over", "s3Key": "v", "start": 1, "end": 3, "trim": {"start": 2}},
                                           {"type": "music", "s3Key": "m", "volume": 2, "duck": true, "fadeIn": 1, "fadeOut": 1}]}}],
                                         "music": {"enabled": true, "s3Key": "m", "volume": 0.3, "duck": {"reduction": 9}},
                                         "output": {"loudness": {"target": -14, "truePeak": -1}, "audio": {"layout": "5.1"}}}
                                        """,
                                        InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void looksAreValid() {
        assertThat(
                        schema().validate(
                                        """
                                        {"scenes": [{"clips": [{"s3Key": "a", "speed": 0.25, "fit": "blur", "rotate": -12.5,
                                          "crop": {"x": 0.1, "width": 0.5, "height": 1},
                                          "effects": ["grayscale", {"type": "brightness", "amount": -0.2},
                                                      {"type": "lut", "s3Key": "episodes/1/warm.cube"}]}]}]}
                                        """,
                                        InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void itKnowsExactlyTheFieldsOfTheReader() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(text());
        JsonNode definitions = schema.get("$defs");
        assertThat(names(schema)).isEqualTo(known("document"));
        assertThat(names(definitions.get("scene"))).isEqualTo(known("scene"));
        assertThat(names(definitions.get("clip"))).isEqualTo(known("clip"));
        assertThat(names(definitions.at("/clip/properties/trim"))).isEqualTo(known("trim"));
        assertThat(names(definitions.at("/transition/anyOf/1"))).isEqualTo(known("transition"));
        assertThat(names(definitions.at("/crop/anyOf/2"))).isEqualTo(known("crop"));
        assertThat(names(definitions.at("/effect/anyOf/1"))).isEqualTo(known("effect"));
        assertThat(names(definitions.get("output"))).isEqualTo(known("output"));
        assertThat(names(definitions.at("/variant/anyOf/1"))).isEqualTo(known("variant"));
        for (String kind :
                List.of(
                        "layers",
                        "background",
                        "main",
                        "chromaKey",
                        "overlay",
                        "box",
                        "outline",
                        "shadow",
                        "captions",
                        "captionStyle")) {
            assertThat(names(definitions.get(kind))).as(kind).isEqualTo(known(kind));
        }
        assertThat(names(definitions.get("textItem"))).isEqualTo(known("text"));
        assertThat(names(definitions.at("/place/anyOf/1"))).isEqualTo(known("place"));
        assertThat(names(definitions.get("music"))).isEqualTo(known("music"));
        assertThat(names(definitions.get("audioItem"))).isEqualTo(known("audioItem"));
        assertThat(names(definitions.get("soundTrim"))).isEqualTo(known("soundTrim"));
        assertThat(names(definitions.at("/duck/anyOf/1"))).isEqualTo(known("duck"));
        assertThat(names(definitions.at("/loudness/anyOf/1"))).isEqualTo(known("loudness"));
        assertThat(names(definitions.get("audio"))).isEqualTo(known("audio"));
    }

    private static Set<String> known(String kind) {
        return new TreeSet<>(PlanCheck.knownFields().get(kind));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.get("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Schema schema() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text());
    }

    private static String text() {
        return RestAssured.get("/schemas/edit-structure.json")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
