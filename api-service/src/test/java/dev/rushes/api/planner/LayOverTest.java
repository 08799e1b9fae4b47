package dev.rushes.api.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rushes.api.planner.Material.Habits;
import dev.rushes.api.planner.Material.Overlaid;
import dev.rushes.api.planner.Material.Preset;
import dev.rushes.api.planner.Material.Scripted;
import dev.rushes.api.planner.Material.Take;
import dev.rushes.api.planner.Material.Taste;
import dev.rushes.common.show.EnergyLevel;
import dev.rushes.common.show.ScriptSceneType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LayOverTest {
    private static final RulesPlanner PLANNER = new RulesPlanner(PlannerEvaluationTest.SETTINGS);
    private static final List<Take> TAKES =
            List.of(take("A", 1, null), take("B", 2, null), take("C", 3, null), take("D", 4, null));

    private static Take take(String scene, int number, @Nullable JsonNode layers) {
        return new Take(
                UUID.nameUUIDFromBytes(scene.getBytes(StandardCharsets.UTF_8)),
                scene,
                scene,
                number,
                "main",
                1,
                scene,
                1920,
                1080,
                Analyses.of(8, 0.7, 0.4, Analyses.steady(8, 0.1), 1.5, 6.5),
                null,
                layers);
    }

    private static Scripted scripted(String name, @Nullable String title, String... speakers) {
        return new Scripted(
                name,
                null,
                title,
                ScriptSceneType.MAIN,
                null,
                EnergyLevel.MEDIUM,
                0,
                List.of(speakers),
                1,
                2);
    }

    private static Proposal plan(
            List<Take> takes,
            List<Scripted> script,
            List<Preset> presets,
            @Nullable String logo,
            Overlaid usual) {
        Habits habits =
                new Habits(0, 0, 0, Map.of(), Map.of(), null, new Taste(0, 0, null, null, usual));
        return PLANNER.plan(
                new Material("T", "S", takes, script, presets, List.of(), logo, habits),
                new Brief(null, Pacing.FAST, null));
    }

    private static List<String> notes(Proposal plan) {
        return plan.choices().stream()
                .filter(choice -> choice.kind() == Choice.Kind.NOTE)
                .map(Choice::what)
                .toList();
    }

    private static List<String> texts(Proposal plan) {
        List<String> texts = new ArrayList<>();
        for (JsonNode scene : plan.structure().get("scenes")) {
            scene.at("/layers/text").forEach(text -> texts.add(text.get("text").asText()));
        }
        return texts;
    }

    private static JsonNode json(String text) {
        try {
            return JsonMapper.builder().build().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** About twenty seconds at nine a minute: three texts. */
    @Test
    void speakersThenScenesAreNamedAsOftenAsInTheShowsVideos() {
        List<Scripted> script =
                List.of(
                        scripted("A", "Kitchen", "ANNA"),
                        scripted("B", null, "ANNA"),
                        scripted("C", "Garden", "NARRATOR"),
                        scripted("D", null, "BERT"));
        Overlaid usual = new Overlaid(9.0, 2.0, 0.3, "lower_third");
        Proposal plan = plan(TAKES, script, List.of(), null, usual);
        assertThat(texts(plan)).containsExactly("ANNA", "Garden", "BERT");
        assertThat(plan.structure().at("/scenes/0/layers").toString())
                .isEqualTo(
                        "{\"text\":[{\"text\":\"ANNA\",\"style\":\"lower_third\",\"start\":0.5,\"end\":2.5,"
                                + "\"fadeIn\":0.3,\"fadeOut\":0.3}]}");
        Choice layers = PlannerEvaluationTest.at(plan, "/scenes/0/layers");
        assertThat(layers.what()).isEqualTo("\"ANNA\" over the picture");
        assertThat(layers.why())
                .isEqualTo(
                        "The show's videos have 9.0 texts a minute; the words are the script's.");
        assertThat(layers.evidence().at("/usualTextsPerMinute").doubleValue()).isEqualTo(9);
        assertThat(layers.evidence().at("/scriptLines/from").intValue()).isEqualTo(1);
        assertThat(layers.alternates())
                .extracting(Choice.Alternate::what)
                .containsExactly("no layers");
        assertThat(notes(plan)).isEmpty();
        assertThat(texts(plan(TAKES, script, List.of(), null, Overlaid.NONE))).isEmpty();
        // As rarely as once a minute, and where they stand in the videos.
        Proposal rare = plan(TAKES, script, List.of(), null, new Overlaid(2.0, 2.0, 0.1, "centre"));
        assertThat(texts(rare)).containsExactly("ANNA");
        assertThat(rare.structure().at("/scenes/0/layers/text/0/style").asText())
                .isEqualTo("title");
    }

    @Test
    void whereTheScriptHasNoWordsForItThePlanSaysThatItLeavesTheStyle() {
        Proposal plan = plan(TAKES, List.of(), List.of(), null, new Overlaid(9.0, 2.0, 0.3, null));
        assertThat(texts(plan)).isEmpty();
        assertThat(plan.choices())
                .filteredOn(choice -> choice.kind() == Choice.Kind.NOTE)
                .extracting(Choice::what, Choice::why)
                .containsExactly(
                        tuple(
                                "0 texts over the picture leave the show's style",
                                "Its videos have 9.0 a minute; the script names no more speakers and"
                                        + " scenes that could stand there."),
                        tuple(
                                "something over the picture for 0 % of the time leaves the show's style",
                                "In its videos it is 30 %; a logo among the show's images could be laid"
                                        + " over, or layers given to the scenes."));
        assertThat(plan.choices().stream().filter(LeaveStyle::wrote)).hasSize(2);
    }

    @Test
    void theLogoIsLaidOverAsLongAsIsUsual() {
        Proposal plan =
                plan(
                        TAKES,
                        List.of(),
                        List.of(),
                        "shows/s/assets/u/logo.png",
                        new Overlaid(0.0, null, 0.4, null));
        assertThat(plan.structure().findValuesAsText("image"))
                .containsExactly("shows/s/assets/u/logo.png", "shows/s/assets/u/logo.png");
        assertThat(plan.structure().at("/scenes/1/layers").toString())
                .isEqualTo(
                        "{\"overlay\":[{\"image\":\"shows/s/assets/u/logo.png\",\"place\":\"top_right\","
                                + "\"width\":0.11,\"opacity\":0.90}]}");
        assertThat(plan.structure().at("/scenes/2/layers").isMissingNode()).isTrue();
        assertThat(notes(plan)).isEmpty();
    }

    @Test
    void aShowWithoutTextsGetsNoneUnlessAPersonGaveThemToTheScene() {
        Preset titled =
                new Preset(
                        UUID.randomUUID(),
                        "Titled",
                        "main_content",
                        false,
                        json("{\"text\": [{\"text\": \"{{TITLE}}\"}]}"));
        Overlaid none = new Overlaid(0.05, 2.0, 0.0, null);
        Proposal plan = plan(TAKES, List.of(), List.of(titled), null, none);
        assertThat(texts(plan)).isEmpty();
        Choice layers = PlannerEvaluationTest.at(plan, "/scenes/0/layers");
        assertThat(layers.why()).isEqualTo("The show's videos have no texts over their picture.");
        assertThat(layers.alternates())
                .extracting(Choice.Alternate::what)
                .containsExactly("preset \"Titled\"");
        assertThat(notes(plan)).isEmpty();
        Proposal own =
                plan(
                        List.of(take("A", 1, json("{\"text\": [{\"text\": \"Mine\"}]}"))),
                        List.of(),
                        List.of(titled),
                        null,
                        none);
        assertThat(texts(own)).containsExactly("Mine");
        assertThat(notes(own)).containsExactly("1 texts over the picture leave the show's style");
    }

    /** A preset that has one counts, and what it shows beside stays. */
    @Test
    void textsAreAddedToWhatAPresetShows() {
        Preset framed =
                new Preset(
                        UUID.randomUUID(),
                        "Framed",
                        "main_content",
                        false,
                        json("{\"background\": \"#0b1220\", \"main\": {\"scale\": 0.8}}"));
        Proposal plan =
                plan(
                        List.of(take("A", 1, null)),
                        List.of(scripted("A", "Kitchen")),
                        List.of(framed),
                        null,
                        new Overlaid(12.0, null, null, "top"));
        JsonNode layers = plan.structure().at("/scenes/0/layers");
        assertThat(layers.at("/main/scale").doubleValue()).isEqualTo(0.8);
        assertThat(layers.at("/text/0/text").asText()).isEqualTo("Kitchen");
        assertThat(layers.at("/text/0/place").asText()).isEqualTo("top_left");
        assertThat(PlannerEvaluationTest.at(plan, "/scenes/0/layers").what())
                .isEqualTo("preset \"Framed\" with \"Kitchen\" over the picture");
    }
}
