package dev.rushes.common.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.common.plan.structure.PlanFault;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayerTemplateTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aWholeTextBecomesTheValueAndAPartItsWords() throws JsonProcessingException {
        JsonNode resolved =
                LayerTemplate.resolve(
                        json(
                                """
                                {"background": {"image": "{{BACKGROUND_IMAGE}}"},
                                 "main": {"scale": "{{ SCALE }}"},
                                 "text": [{"text": "{{NAME}} - {{NAME}}, {{AGE}} $1", "size": 40}]}
                                """),
                        Map.of(
                                "BACKGROUND_IMAGE", json("\"shows/1/b.png\""),
                                "SCALE", json("0.9"),
                                "NAME", json("\"Ana {{AGE}} \\\\ $2\""),
                                "AGE", json("41"),
                                "UNUSED", json("true")));
        assertThat(resolved)
                .isEqualTo(
                        json(
                                """
                                {"background": {"image": "shows/1/b.png"},
                                 "main": {"scale": 0.9},
                                 "text": [{"text": "Ana {{AGE}} \\\\ $2 - Ana {{AGE}} \\\\ $2, 41 $1", "size": 40}]}
                                """));
    }

    @Test
    void everyMissingPlaceholderIsNamedAtOnce() throws JsonProcessingException {
        JsonNode template =
                json(
                        """
                        {"main": "{{MAIN}}", "text": [{"text": "by {{AUTHOR}} for {{SHOW}}"}], "a/b": "{{AUTHOR}}"}
                        """);
        assertThatExceptionOfType(MissingPlaceholders.class)
                .isThrownBy(() -> LayerTemplate.resolve(template, Map.of("SHOW", json("[1]"))))
                .satisfies(missing ->
                        assertThat(missing.faults())
                                .containsExactly(
                                        new PlanFault(
                                                "/main", "the placeholder {{MAIN}} has no value"),
                                        new PlanFault(
                                                "/text/0/text",
                                                "the placeholder {{AUTHOR}} has no value"),
                                        new PlanFault(
                                                "/text/0/text",
                                                "the value of {{SHOW}} is no text, number or true/false"),
                                        new PlanFault(
                                                "/a~1b",
                                                "the placeholder {{AUTHOR}} has no value")));
    }

    @Test
    void itsPlaceholdersAreListedOnce() throws JsonProcessingException {
        assertThat(LayerTemplate.placeholders(json("[\"{{B}}\", {\"x\": \"{{A}} and {{B}}\"}, 1]")))
                .containsExactly("A", "B");
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return JSON.readTree(text);
    }
}
